/* SPDX-License-Identifier: GPL-2.0-only */
/* The work of the closure, for select.c. */
#ifndef KPATCH_BUILDER_SELECT_FOLLOW_H
#define KPATCH_BUILDER_SELECT_FOLLOW_H

#include "kpatch/builder/select_priv.h"

/*
 * Add all that the chosen items need, until nothing is left to do. All callers
 * come first: whether the patch has an item decides how others get at it. 0, or
 * -1 with the selector's error filled.
 */
int pb_select_follow(struct pb_selector *s);

#endif
