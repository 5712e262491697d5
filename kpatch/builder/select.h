/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The closure: what of a new object goes into the patch, and why. It begins with
 * the functions that differ, and follows what they need and who needs them.
 */
#ifndef KPATCH_BUILDER_SELECT_H
#define KPATCH_BUILDER_SELECT_H

#include "kpatch/builder/unit.h"

enum pb_role {
	PB_ROLE_NONE, /* stays out */
	PB_ROLE_REPLACE, /* code that takes the place of the kernel's */
	PB_ROLE_COPY, /* code or data that the patch has of its own */
};

/* What the patch has of one item of the new object. */
struct pb_choice {
	enum pb_role role;
	struct pb_kernel_symbol symbol; /* of a function that is replaced */
	char why[160]; /* in words, for the report */
};

struct pb_selection {
	struct pb_choice *choices; /* one for each new item */
	uint32_t n;
	size_t replaced; /* functions that take the place of the kernel's */
	size_t shared; /* what is new, or static no more, and others use */
	char **warnings; /* what was left out; each is owned */
	size_t nwarnings;
};

/*
 * Select what a patch with the changes of @unit consists of. Returns NULL with
 * @err filled: something in the change cannot be patched, and the message names
 * it. pb_selection_free() frees it.
 */
struct pb_selection *pb_select(const struct pb_unit *unit,
			       struct sc_error *err);
void pb_selection_free(struct pb_selection *selection);

#endif
