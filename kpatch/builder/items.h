/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The functions and variables of an object, and what their relocations lead to.
 *
 * The compiler numbers what has no unique name: "count.7", "f.isra.0". The
 * numbers change with the source, so an item also has a key without them.
 */
#ifndef KPATCH_BUILDER_ITEMS_H
#define KPATCH_BUILDER_ITEMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "kpatch/builder/object.h"
#include "stackcheck/util/error.h"

#define PB_NO_ITEM UINT32_MAX

/* A function or a variable: a range of bytes of a section. */
struct pb_item {
	uint32_t sym; /* that names it; of aliases the first that is not empty */
	uint32_t sec;
	uint64_t off, size; /* bytes */
	bool is_code;
	const char *key; /* its name without the compiler's numbers */
};

/* Of one object, which must outlive it. */
struct pb_items {
	const struct pb_object *obj;
	struct pb_item *items; /* by section, then by offset */
	uint32_t n;
	uint32_t *by_key; /* indexes of items by key, then in their order */
	uint32_t *of_sym; /* the item of each symbol, or PB_NO_ITEM */
	/*
	 * For each section NULL, or for each of its relocations the number of
	 * bytes from the field to where its distance is counted from. That is 0
	 * in data and in absolute fields.
	 */
	uint8_t **tails;
	char *keys; /* that the items point to */
};

/* Returns NULL with @err filled. pb_items_free() frees it. */
struct pb_items *pb_items_new(const struct pb_object *obj,
			      struct sc_error *err);
void pb_items_free(struct pb_items *items);

/* The items with this key: their number, and *@first their indexes. */
size_t pb_items_find(const struct pb_items *items, const char *key,
		     const uint32_t **first);
/*
 * The item that the byte belongs to. A section with one item belongs to it as a
 * whole. Code between functions belongs to the next one, and behind the last to
 * that. PB_NO_ITEM: none.
 */
uint32_t pb_items_at(const struct pb_items *items, uint32_t sec, uint64_t off);
/* Is relocation @i of section @sec that of a direct call or jump? */
bool pb_items_branch(const struct pb_items *items, uint32_t sec, size_t i);
/* Does a function begin with a place that indirect calls may lead to? */
bool pb_items_land(const struct pb_items *items, uint32_t item);
/* The name of an item. */
const char *pb_item_name(const struct pb_items *items, uint32_t item);

#endif
