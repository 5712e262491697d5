/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Two objects from one source, before and after a change: which function or
 * variable of the one is which of the other.
 */
#ifndef KPATCH_BUILDER_PAIR_H
#define KPATCH_BUILDER_PAIR_H

#include "kpatch/builder/items_resolve.h"

/* Points to both lists of items, which must outlive it. */
struct pb_pair {
	const struct pb_items *old, *new;
	uint32_t *new_of; /* of each old item its new one, or PB_NO_ITEM */
	uint32_t *old_of; /* the same, the other way round */
	/*
	 * Of each new item: it has no old one, but there are old ones of its key
	 * that may be it.
	 */
	bool *unclear;
};

/* Returns NULL with @err filled. pb_pair_free() frees it. */
struct pb_pair *pb_pair_new(const struct pb_items *old,
			    const struct pb_items *new, struct sc_error *err);
void pb_pair_free(struct pb_pair *pair);

/*
 * Is it something in a function that a new function may have a new one of: a flag of
 * WARN_ONCE(), the function's name, a limit of messages, a descriptor of dynamic
 * debugging, a table that gcc makes of a switch?
 */
bool pb_item_is_private(const struct pb_items *items, uint32_t item);
/*
 * Does a private item tell the line that it was written in? The line may change,
 * and all else that it tells is in the function's code as well.
 */
bool pb_item_has_line(const struct pb_items *items, uint32_t item);

#endif
