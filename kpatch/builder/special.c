// SPDX-License-Identifier: GPL-2.0-only
/* The list of special sections, and their entries by owner. */
#include <elf.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/special.h"
#include "kpatch/builder/special_code.h"
#include "stackcheck/util/affix.h"
#include "stackcheck/util/search.h"
#include "stackcheck/util/vec.h"

#define BUGS "__bug_table"
#define ALTERNATIVES ".altinstructions"

static const struct pb_special table[] = {
	{ BUGS, PB_SPECIAL_KEEP, 0, "WARN and BUG" },
	{ ALTERNATIVES, PB_SPECIAL_KEEP, 0, "alternatives" },
	{ "__ex_table", PB_SPECIAL_KEEP, 12, "exceptions" },
	{ "__jump_table", PB_SPECIAL_KEEP, 16, "jump labels" },
	{ ".smp_locks", PB_SPECIAL_KEEP, 0, "lock prefixes" },
	{ ".parainstructions", PB_SPECIAL_KEEP, 16, "paravirt calls" },
	{ "__mcount_loc", PB_SPECIAL_KEEP, 0, "calls of ftrace" },
	{ "__patchable_function_entries", PB_SPECIAL_KEEP, 0, "paddings" },
	{ ".static_call_sites", PB_SPECIAL_KEEP, 8, "static calls" },
	{ ".discard.reachable", PB_SPECIAL_KEEP, 0, "reachable code" },
	{ ".discard.unreachable", PB_SPECIAL_KEEP, 0, "unreachable code" },
	{ ".discard.retpoline_safe", PB_SPECIAL_KEEP, 0, "safe branches" },
	{ ".discard.annotate_insn", PB_SPECIAL_KEEP, 0, "annotations" },
	{ ".discard.instr_begin", PB_SPECIAL_KEEP, 0, "instrumentation" },
	{ ".discard.instr_end", PB_SPECIAL_KEEP, 0, "instrumentation" },
	{ ".discard.intra_function_calls", PB_SPECIAL_KEEP, 0, "local calls" },
	{ ".discard.unwind_hints", PB_SPECIAL_REFUSE, 0, "unwind hints" },
	{ ".discard.func_stack_frame_non_standard", PB_SPECIAL_DROP, 0,
	  "frames" },
	{ ".discard.addressable", PB_SPECIAL_DROP, 0, "kept symbols" },
	{ ".discard.ibt_endbr_noseal", PB_SPECIAL_KEEP, 0, "kept endbr" },
	{ ".discard.annotate_data", PB_SPECIAL_DROP, 0, "annotated data" },
	{ ".printk_index", PB_SPECIAL_DROP, 0, "index of messages" },
	{ "_kprobe_blacklist", PB_SPECIAL_KEEP, 8, "functions without probes" },
	{ ".altinstr_aux", PB_SPECIAL_KEEP, 0, "questions for features" },
	{ "_error_injection_whitelist", PB_SPECIAL_REFUSE, 0,
	  "functions for error injection" },
	{ ".BTF_ids", PB_SPECIAL_DROP, 0, "BTF ids" },
	{ ".static_call_tramp_key", PB_SPECIAL_DROP, 0, "static call keys" },
};

const struct pb_special *pb_special_find(const char *section)
{
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
		if (!strcmp(section, table[i].name))
			return &table[i];
	return NULL;
}

bool pb_entry_is_bug(const struct pb_entry *entry)
{
	return !strcmp(entry->special->name, BUGS);
}

bool pb_entry_is_alternative(const struct pb_entry *entry)
{
	return !strcmp(entry->special->name, ALTERNATIVES);
}

/* Does each entry of that many bytes begin with a relocation? */
static bool has_entries(const struct pb_object *obj, uint32_t sec,
			uint64_t size)
{
	const struct pb_section *s = &obj->secs[sec];

	if (s->size % size)
		return false;
	for (uint64_t off = 0; off < s->size; off += size) {
		size_t i = pb_object_reloc_at(obj, sec, off);

		if (i == s->nrelocs || s->relocs[i].off != off)
			return false;
	}
	return true;
}

/*
 * Bytes of an entry of the bug table; 0: no layout fits. The configuration of the
 * kernel tells whether it has file and line, and so do the relocations.
 */
static uint64_t bug_size(const struct pb_entries *entries,
			 const struct pb_object *obj, uint32_t sec)
{
	for (size_t i = 0; i < 2; i++) {
		uint64_t size = entries->format->bugs[i].entry;

		if (has_entries(obj, sec, size))
			return size;
	}
	return 0;
}

/* Bytes of an entry of the section; 0: they do not fit. */
static uint64_t entry_size(const struct pb_entries *entries,
			   const struct pb_object *obj, uint32_t sec,
			   const struct pb_special *special)
{
	const struct pb_section *s = &obj->secs[sec];
	uint64_t size = special->entry;

	if (!strcmp(special->name, BUGS))
		return bug_size(entries, obj, sec);
	if (!strcmp(special->name, ALTERNATIVES))
		size = entries->format->alternatives.entry;
	else if (!size && s->nrelocs)
		size = s->size / s->nrelocs;
	return size && s->size % size == 0 ? size : 0;
}

/* The item that the relocation at the start of an entry leads to. */
static uint32_t find_owner(const struct pb_items *items, uint32_t sec,
			   uint64_t off)
{
	const struct pb_section *s = &items->obj->secs[sec];
	size_t i = pb_object_reloc_at(items->obj, sec, off);
	struct pb_ref ref;

	if (i == s->nrelocs || s->relocs[i].off != off)
		return PB_NO_ITEM;
	ref = pb_items_resolve(items, sec, i);
	return ref.kind == PB_REF_ITEM ? ref.item : PB_NO_ITEM;
}

static int add_table(struct pb_entries *entries, const struct pb_items *items,
		     uint32_t sec, const struct pb_special *special,
		     struct sc_error *err)
{
	const struct pb_section *s = &items->obj->secs[sec];
	uint64_t size = entry_size(entries, items->obj, sec, special);

	if (!size)
		return sc_fail(
			err,
			"%.128s: %.64s: its size 0x%llx does not fit how a known kernel lays out %s",
			items->obj->path, s->name, (unsigned long long)s->size,
			special->what);
	for (uint64_t off = 0; off < s->size; off += size) {
		const struct pb_entry entry = {
			.sec = sec,
			.off = off,
			.size = (uint32_t)size,
			.owner = find_owner(items, sec, off),
			.special = special,
		};

		if (SC_VEC_PUSH(entries->list, entries->n, entry))
			return sc_fail(err, "out of memory");
	}
	return 0;
}

static int add_entries(struct pb_entries *entries, const struct pb_items *items,
		       uint32_t sec, struct sc_error *err)
{
	const struct pb_section *s = &items->obj->secs[sec];
	const struct pb_special *special = pb_special_find(s->name);

	if (s->dead || !special || special->use == PB_SPECIAL_DROP || !s->size)
		return 0;
	if (!(s->flags & SHF_EXECINSTR))
		return add_table(entries, items, sec, special, err);
	if (pb_special_add_code(entries, items, sec, special))
		return sc_fail(err, "out of memory");
	return 0;
}

/* A section's number depends on which section came first in the source. */
static int by_owner(const void *pa, const void *pb)
{
	const struct pb_entry *a = pa, *b = pb;

	if (a->owner != b->owner)
		return a->owner < b->owner ? -1 : 1;
	if (a->special != b->special)
		return a->special < b->special ? -1 : 1;
	if (a->sec != b->sec)
		return a->sec < b->sec ? -1 : 1;
	return a->off < b->off ? -1 : a->off > b->off;
}

struct pb_entries *pb_entries_new(const struct pb_items *items,
				  const struct sc_format *format,
				  struct sc_error *err)
{
	struct pb_entries *entries = calloc(1, sizeof(*entries));
	int ret = 0;

	if (!entries) {
		sc_fail(err, "out of memory");
		return NULL;
	}
	entries->format = format;
	for (uint32_t i = 1; !ret && i < items->obj->nsecs; i++)
		ret = add_entries(entries, items, i, err);
	if (ret) {
		pb_entries_free(entries);
		return NULL;
	}
	if (entries->n)
		qsort(entries->list, entries->n, sizeof(*entries->list),
		      by_owner);
	return entries;
}

void pb_entries_free(struct pb_entries *entries)
{
	if (!entries)
		return;
	free(entries->list);
	free(entries);
}

size_t pb_entries_of(const struct pb_entries *entries, uint32_t owner,
		     const struct pb_entry **first)
{
	const struct pb_entry *list = entries->list;
	size_t at = SC_FIRST_NOT(i, 0, entries->n, list[i].owner < owner);
	size_t n = 0;

	*first = NULL;
	if (!entries->n)
		return 0;
	*first = list + at;
	while (at + n < entries->n && list[at + n].owner == owner)
		n++;
	return n;
}

bool pb_entry_of_ref(const struct pb_entries *entries, uint32_t owner,
		     const struct pb_ref *ref, size_t *index_ret)
{
	const struct pb_entry *list;
	size_t n = pb_entries_of(entries, owner, &list);

	if (ref->kind != PB_REF_SECTION || ref->delta < 0)
		return false;
	for (size_t k = 0; k < n; k++) {
		if (list[k].sec != ref->sec ||
		    (uint64_t)ref->delta < list[k].off ||
		    (uint64_t)ref->delta - list[k].off >= list[k].size)
			continue;
		*index_ret = (size_t)(list - entries->list) + k;
		return true;
	}
	return false;
}
