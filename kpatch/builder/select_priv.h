/* SPDX-License-Identifier: GPL-2.0-only */
/* What the files of select share. */
#ifndef KPATCH_BUILDER_SELECT_PRIV_H
#define KPATCH_BUILDER_SELECT_PRIV_H

#include "kpatch/builder/select.h"
#include "stackcheck/util/affix.h"

/* One closure in progress. */
struct pb_selector {
	const struct pb_unit *unit;
	const struct pb_items *items; /* of the new object */
	struct pb_selection *sel;
	uint32_t *work; /* items whose references are still to be followed */
	size_t nwork;
	uint32_t *carried; /* items whose users are still to be found */
	size_t ncarried;
	struct sc_error *err;
};

static inline const struct pb_item *item_of(const struct pb_selector *s,
					    uint32_t i)
{
	return &s->items->items[i];
}

static inline const char *name_of(const struct pb_selector *s, uint32_t i)
{
	return pb_item_name(s->items, i);
}

static inline const struct pb_section *section_of(const struct pb_selector *s,
						  uint32_t i)
{
	return &s->items->obj->secs[item_of(s, i)->sec];
}

/*
 * Code and data that the kernel frees after its start, or the module's. Not so
 * .ref.*, which may only refer to such. And .meminit.* is kept by a kernel whose
 * memory can grow.
 */
static inline bool is_init(const char *section)
{
	return sc_starts_with(section, ".init.") ||
	       sc_starts_with(section, ".exit.");
}

/* Is what the kernel has of it freed after the start? */
static inline bool was_init(const struct pb_selector *s, uint32_t i)
{
	const struct pb_form *form = &s->unit->old;
	uint32_t old = s->unit->old_new->old_of[i];
	struct pb_kernel_symbol sym;

	if (old == PB_NO_ITEM)
		return false;
	return is_init(form->obj->secs[form->items->items[old].sec].name) ||
	       (pb_unit_find(s->unit, i, &sym) && sym.is_freed);
}

/* A part of another function, which nobody else jumps to. */
static inline bool is_part(const struct pb_selector *s, uint32_t i)
{
	return sc_ends_with(item_of(s, i)->key, ".cold");
}

#endif
