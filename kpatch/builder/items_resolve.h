/* SPDX-License-Identifier: GPL-2.0-only */
/* What the relocations of an object lead to. */
#ifndef KPATCH_BUILDER_ITEMS_RESOLVE_H
#define KPATCH_BUILDER_ITEMS_RESOLVE_H

#include "kpatch/builder/items.h"

enum pb_ref_kind {
	PB_REF_NAME, /* a symbol that another object has, or may replace */
	PB_REF_ITEM, /* an item of this object */
	PB_REF_BYTES, /* a string or constant, of which only the bytes count */
	PB_REF_SECTION, /* a place that belongs to no item */
};

/* What a relocation leads to. Points into the object. */
struct pb_ref {
	enum pb_ref_kind kind;
	const char *name; /* of the symbol, or of the section */
	uint32_t item;
	uint32_t sec; /* of all but PB_REF_NAME */
	/* bytes from the start of the item, symbol, section, or from bytes */
	int64_t delta;
	const uint8_t *bytes; /* of PB_REF_BYTES */
	uint64_t size; /* of them */
	/* how many bytes before them may belong to the same constant */
	uint64_t before;
};

/* What relocation @i of section @sec leads to. */
struct pb_ref pb_items_resolve(const struct pb_items *items, uint32_t sec,
			       size_t i);

#endif
