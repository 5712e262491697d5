/* SPDX-License-Identifier: GPL-2.0-only */
/* What an object has anew, and other objects of the patch use. */
#ifndef KPATCH_BUILDER_SELECT_SHARED_H
#define KPATCH_BUILDER_SELECT_SHARED_H

#include "kpatch/builder/select_priv.h"

/*
 * Put into the closure what other objects use, unless the kernel has it. 0, or -1
 * with the selector's error filled: also if a function moves to this object from
 * another one of the kernel, which the kernel would go on to call.
 */
int pb_select_shared(struct pb_selector *s);

#endif
