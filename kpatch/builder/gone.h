/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a change takes away, while it brings something like it: it may just have
 * another name now. But the kernel goes on with the old one.
 */
#ifndef KPATCH_BUILDER_GONE_H
#define KPATCH_BUILDER_GONE_H

#include "kpatch/builder/select.h"

/*
 * Look for that, after the closure is done. A function whose address the kernel
 * keeps is refused if the patch has a new one: -1 with @err. A variable becomes a
 * warning of @selection, if the patch has a new one of its size. Else 0.
 */
int pb_gone_check(const struct pb_unit *unit, struct pb_selection *selection,
		  struct sc_error *err);

#endif
