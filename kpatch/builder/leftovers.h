/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a change adds, and no changed function uses: parameters of a module,
 * exports, registrations at the start. A patch cannot have them.
 */
#ifndef KPATCH_BUILDER_LEFTOVERS_H
#define KPATCH_BUILDER_LEFTOVERS_H

#include "kpatch/builder/select.h"

/*
 * Look for such things in the new object of @unit, after the closure is done. 0,
 * or -1 with @err: it names the first one. What is of use only at the start,
 * functions that nothing calls, and variables that nothing writes to any more become
 * warnings of @selection.
 */
int pb_leftovers_check(const struct pb_unit *unit,
		       struct pb_selection *selection, struct sc_error *err);

#endif
