// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a module has is filled in when that module is there. The loader reads the
 * tables of the patch before that, as those with the keys of jump labels and
 * tracepoints. It also writes replacements over alternatives, and what is filled
 * in later would damage them.
 */
#include <string.h>

#include "kpatch/builder/emit_check.h"

static int check_table(const struct pb_emitter *e, uint32_t i,
		       const struct pb_plan_ref *ref, uint32_t to)
{
	const struct pb_special *table = pb_special_find(e->out->secs[to].name);

	if (!table)
		return 0;
	return sc_fail(
		e->err,
		"%.128s: %.128s: its %s use %.128s, which the module %.64s has; a patch cannot have that",
		e->unit->name, pb_item_name(e->items, i), table->what,
		ref->name, ref->object);
}

/* Is @off of the code in that entry of the table of alternatives? */
static bool is_in_alternative(const struct pb_emitter *e,
			      const struct pb_entry *entry, uint64_t off)
{
	const struct pb_object *obj = e->items->obj;
	const struct pb_section *table = &obj->secs[entry->sec];
	const struct pb_reloc *r =
		&table->relocs[pb_object_reloc_at(obj, entry->sec, entry->off)];
	uint64_t start = obj->syms[r->sym].value + (uint64_t)r->addend;
	uint8_t lengths = e->unit->new.entries->format->alternatives.lengths;

	return off >= start && off - start < table->data[entry->off + lengths];
}

static int check_code(const struct pb_emitter *e, uint32_t i, uint64_t off,
		      const struct pb_plan_ref *ref)
{
	const struct pb_entry *entries;
	size_t n = pb_entries_of(e->unit->new.entries, i, &entries);

	for (size_t k = 0; k < n; k++)
		if (pb_entry_is_alternative(&entries[k]) &&
		    is_in_alternative(e, &entries[k], off))
			return sc_fail(
				e->err,
				"%.128s: %.128s: an alternative at +0x%llx uses %.128s, which the module %.64s has; a patch cannot have that",
				e->unit->name, pb_item_name(e->items, i),
				(unsigned long long)(off -
						     e->items->items[i].off),
				ref->name, ref->object);
	return 0;
}

int pb_emit_check_place(const struct pb_emitter *e, uint32_t i, uint32_t sec,
			const struct pb_reloc *from, const struct pb_reloc *r,
			uint32_t to)
{
	const struct pb_symbol *sym = &e->out->syms[r->sym];
	const struct pb_plan_ref *ref =
		sym->sec ? NULL : pb_plan_find_ref(e->plan, sym->name);

	if (!ref || !ref->object)
		return 0;
	if (sec == e->items->items[i].sec)
		return check_code(e, i, from->off, ref);
	return check_table(e, i, ref, to);
}
