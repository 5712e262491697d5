/* SPDX-License-Identifier: GPL-2.0-only */
/* Is a function or variable the same in two objects from one source? */
#ifndef KPATCH_BUILDER_COMPARE_H
#define KPATCH_BUILDER_COMPARE_H

#include "kpatch/builder/pair.h"
#include "kpatch/builder/special.h"

/* Two objects with their entries. All belongs to the caller. */
struct pb_comparison {
	const struct pb_pair *pair;
	const struct pb_entries *old_entries, *new_entries;
};

/*
 * Are the two the same: bytes, what their relocations lead to, and their
 * entries in special sections? Of a WARN the line may differ. If they are not,
 * @why, of @size bytes, says what differs.
 */
bool pb_items_are_same(const struct pb_comparison *c, uint32_t old,
		       uint32_t new, char *why, size_t size);

#endif
