// SPDX-License-Identifier: GPL-2.0-only
/* Nothing but what leads into the section tells where its pieces are. */
#include <elf.h>
#include <stdlib.h>

#include "kpatch/builder/special_code.h"
#include "stackcheck/util/vec.h"

static int by_place(const void *pa, const void *pb)
{
	const struct pb_entry *a = pa, *b = pb;

	return a->off < b->off ? -1 : a->off > b->off;
}

/* The pieces that the code of section @from leads to; they have no size yet. */
static int add_from(struct pb_entries *entries, const struct pb_items *items,
		    uint32_t from, uint32_t sec,
		    const struct pb_special *special)
{
	const struct pb_section *s = &items->obj->secs[from];

	for (size_t i = 0; i < s->nrelocs; i++) {
		struct pb_ref ref = pb_items_resolve(items, from, i);
		struct pb_entry entry = { .sec = sec, .special = special };

		if (ref.kind != PB_REF_SECTION || ref.sec != sec ||
		    ref.delta < 0 ||
		    (uint64_t)ref.delta >= items->obj->secs[sec].size)
			continue;
		entry.off = (uint64_t)ref.delta;
		entry.owner = pb_items_at(items, from, s->relocs[i].off);
		if (SC_VEC_PUSH(entries->list, entries->n, entry))
			return -1;
	}
	return 0;
}

/* From the last one to the first. Two may begin at the same place. */
static void set_sizes(struct pb_entry *list, size_t n, uint64_t end)
{
	uint64_t next = end;

	while (n--) {
		if (list[n].off < next)
			end = next;
		next = list[n].off;
		list[n].size = (uint32_t)(end - list[n].off);
	}
}

int pb_special_add_code(struct pb_entries *entries,
			const struct pb_items *items, uint32_t sec,
			const struct pb_special *special)
{
	const struct pb_object *obj = items->obj;
	size_t first = entries->n, n;

	for (uint32_t from = 1; from < obj->nsecs; from++)
		if (!obj->secs[from].dead &&
		    obj->secs[from].flags & SHF_EXECINSTR &&
		    add_from(entries, items, from, sec, special))
			return -1;
	n = entries->n - first;
	if (n)
		qsort(entries->list + first, n, sizeof(*entries->list),
		      by_place);
	set_sizes(entries->list + first, n, obj->secs[sec].size);
	return 0;
}
