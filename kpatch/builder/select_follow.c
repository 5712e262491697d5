// SPDX-License-Identifier: GPL-2.0-only
/* What the functions of a patch refer to, and the kernel does not have. */
#include <elf.h>

#include "kpatch/builder/select_access.h"
#include "kpatch/builder/select_add.h"
#include "kpatch/builder/select_follow.h"

static int follow_item(struct pb_selector *s, uint32_t from, uint32_t to)
{
	struct pb_kernel_symbol sym;
	enum pb_access access;

	if (pb_select_access(s->unit, s->sel, to, &access, &sym, s->err))
		return -1;
	if (access == PB_ACCESS_KERNEL)
		return 0;
	if (is_init(section_of(s, to)->name))
		return sc_fail(
			s->err,
			"%.128s: %.128s uses %.128s, which the kernel has freed after its start",
			s->unit->name, name_of(s, from), name_of(s, to));
	return pb_select_add(s, to, PB_ROLE_COPY, "%.100s uses it",
			     name_of(s, from));
}

/* Follow the relocations of a range of bytes that belongs to @from. */
static int follow_range(struct pb_selector *s, uint32_t from, uint32_t sec,
			uint64_t off, uint64_t end)
{
	const struct pb_section *sec_p = &s->items->obj->secs[sec];
	size_t k = pb_object_reloc_at(s->items->obj, sec, off);

	for (; k < sec_p->nrelocs && sec_p->relocs[k].off < end; k++) {
		struct pb_ref ref = pb_items_resolve(s->items, sec, k);

		if (ref.kind == PB_REF_ITEM && ref.item != from &&
		    follow_item(s, from, ref.item))
			return -1;
	}
	return 0;
}

static int follow_entries(struct pb_selector *s, uint32_t from)
{
	const struct pb_entry *list;
	size_t n = pb_entries_of(s->unit->new.entries, from, &list);

	for (size_t k = 0; k < n; k++) {
		if (list[k].special->use == PB_SPECIAL_REFUSE)
			return sc_fail(
				s->err,
				"%.128s: %.128s has %s (%s), which a patch cannot have",
				s->unit->name, name_of(s, from),
				list[k].special->what, list[k].special->name);
		if (follow_range(s, from, list[k].sec, list[k].off,
				 list[k].off + list[k].size))
			return -1;
	}
	return 0;
}

int pb_select_follow(struct pb_selector *s)
{
	while (s->ncarried)
		if (pb_select_callers(s, s->carried[--s->ncarried]))
			return -1;
	while (s->nwork) {
		uint32_t i = s->work[--s->nwork];
		const struct pb_item *item = item_of(s, i);

		if (follow_range(s, i, item->sec, item->off,
				 item->off + item->size) ||
		    follow_entries(s, i))
			return -1;
	}
	return 0;
}
