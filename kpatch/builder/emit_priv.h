/* SPDX-License-Identifier: GPL-2.0-only */
/* What the files of emit share. */
#ifndef KPATCH_BUILDER_EMIT_PRIV_H
#define KPATCH_BUILDER_EMIT_PRIV_H

#include "kpatch/builder/plan.h"
#include "kpatch/builder/select.h"

/* Where an item of the new object is in the patch's object. */
struct pb_item_place {
	uint32_t sec, sym; /* of the patch's object; 0: not in it */
	uint64_t off; /* of the item in that section */
	uint64_t start, end; /* bytes of the new object's section that it has */
};

/* Where an entry of a special section is in the patch's object. */
struct pb_entry_place {
	uint32_t sec; /* 0: not in it */
	uint64_t off;
};

/* A string or constant that was copied. */
struct pb_bytes_place {
	const uint8_t *bytes; /* of the new object */
	uint64_t size;
	uint32_t sec; /* of the patch's object */
	uint64_t off; /* in it */
};

/* One object in the making. */
struct pb_emitter {
	const struct pb_unit *unit;
	const struct pb_items *items; /* of the new object */
	const struct pb_selection *sel;
	struct pb_plan *plan;
	struct pb_object *out;
	struct pb_item_place *places; /* one for each item */
	struct pb_entry_place *entry_places; /* one for each entry */
	struct pb_bytes_place *copied; /* in the order in which they came */
	size_t ncopied;
	struct sc_error *err;
};

/* Fill the emitter's error; -1. */
static inline int pb_emit_no_memory(const struct pb_emitter *e)
{
	return sc_fail(e->err, "out of memory");
}

#endif
