/* SPDX-License-Identifier: GPL-2.0-only */
/* How items get into the closure, for the files of select. */
#ifndef KPATCH_BUILDER_SELECT_ADD_H
#define KPATCH_BUILDER_SELECT_ADD_H

#include "kpatch/builder/select_priv.h"

/* Put an item in, if it is not in yet. @fmt says why. 0. */
int pb_select_add(struct pb_selector *s, uint32_t i, enum pb_role role,
		  const char *fmt, ...) __attribute__((format(printf, 4, 5)));
/*
 * A function that differs: it takes the place of the kernel's, or is carried by
 * all who call it. 0, or -1 with the selector's error filled.
 */
int pb_select_changed(struct pb_selector *s, uint32_t i, const char *why);
/*
 * Each function that refers to @to, which is code or a table, carries it, and so is
 * changed as well. 0, or -1 with the error filled: others may get at @to.
 */
int pb_select_callers(struct pb_selector *s, uint32_t to);
/*
 * Warn that the change of an item is left out: it is of use only at the start. 0,
 * or -1 with the error filled.
 */
int pb_select_warn(struct pb_selector *s, uint32_t i);

#endif
