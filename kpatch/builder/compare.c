// SPDX-License-Identifier: GPL-2.0-only
/*
 * Two ranges of bytes are compared, with relocations taken for what they lead
 * to. In code, a branch to another function may have no relocation, if both are
 * in one section: what it leads to counts then as well.
 */
#include <elf.h>
#include <stdio.h>
#include <string.h>

#include "kpatch/builder/arch.h"
#include "kpatch/builder/compare.h"

/* A range of bytes of an object, of an item if it has one. */
struct range {
	const struct pb_items *items;
	const struct pb_entries *entries;
	uint32_t item; /* or PB_NO_ITEM */
	uint32_t sec;
	uint64_t off, size;
	/* It belongs to a private item: others that it names are not looked at. */
	bool is_private;
};

static struct range range_of(const struct pb_items *items,
			     const struct pb_entries *entries, uint32_t i)
{
	const struct pb_item *item = &items->items[i];

	return (struct range){ .items = items,
			       .entries = entries,
			       .item = i,
			       .sec = item->sec,
			       .off = item->off,
			       .size = item->size };
}

static const struct pb_section *section_of(const struct range *r)
{
	return &r->items->obj->secs[r->sec];
}

static size_t first_reloc(const struct range *r)
{
	return pb_object_reloc_at(r->items->obj, r->sec, r->off);
}

static uint64_t compare_ranges(const struct pb_pair *pair,
			       const struct range *old,
			       const struct range *new);

/*
 * Each function has a private item for itself, so its bytes count with the
 * function, unless they tell a line.
 */
static bool are_privates_same(const struct pb_pair *pair, uint32_t old,
			      uint32_t new, bool is_private)
{
	struct range a = range_of(pair->old, NULL, old);
	struct range b = range_of(pair->new, NULL, new);

	a.is_private = b.is_private = true;
	if (is_private || pb_item_has_line(pair->new, new))
		return true;
	return a.size == b.size && compare_ranges(pair, &a, &b) == a.size;
}

static bool are_items_same(const struct pb_pair *pair, uint32_t old,
			   uint32_t new, bool is_private)
{
	if (!pb_item_is_private(pair->new, new))
		return pair->new_of[old] == new;
	return !strcmp(pair->old->items[old].key, pair->new->items[new].key) &&
	       are_privates_same(pair, old, new, is_private);
}

/*
 * The number of the entry, among all of the item, that @ref leads into. What is in
 * the entries is compared by itself.
 */
static bool find_entry(const struct range *r, const struct pb_ref *ref,
		       size_t *number_ret, int64_t *delta_ret)
{
	const struct pb_entry *first;

	if (r->item == PB_NO_ITEM || r->is_private ||
	    !pb_entry_of_ref(r->entries, r->item, ref, number_ret))
		return false;
	*delta_ret = ref->delta - (int64_t)r->entries->list[*number_ret].off;
	pb_entries_of(r->entries, r->item, &first);
	*number_ret -= (size_t)(first - r->entries->list);
	return true;
}

static bool are_entry_refs_same(const struct range *old,
				const struct pb_ref *from,
				const struct range *new,
				const struct pb_ref *to)
{
	size_t m, n;
	int64_t at, moved;

	return find_entry(old, from, &m, &at) &&
	       find_entry(new, to, &n, &moved) && m == n && at == moved;
}

static bool are_refs_same(const struct pb_pair *pair, const struct pb_ref *old,
			  const struct pb_ref *new, bool is_private)
{
	if (old->kind != new->kind)
		return false;
	switch (old->kind) {
	case PB_REF_NAME:
		return old->delta == new->delta &&
		       !strcmp(old->name, new->name);
	case PB_REF_ITEM:
		return old->delta ==
		       new->delta &&are_items_same(pair, old->item, new->item,
						   is_private);
	case PB_REF_BYTES:
		return old->size == new->size && old->delta == new->delta &&
		       !memcmp(old->bytes, new->bytes, old->size);
	case PB_REF_SECTION:
		break;
	}
	return old->delta == new->delta && !strcmp(old->name, new->name);
}

/* Bytes of two ranges from @at to @to, counted from their starts. */
static bool are_bytes_same(const struct range *old, const struct range *new,
			   uint64_t at, uint64_t to)
{
	const uint8_t *a = section_of(old)->data, *b = section_of(new)->data;

	if (!a || !b)
		return !a && !b;
	return !memcmp(a + old->off + at, b + new->off + at, to - at);
}

/* Do the two relocations, of types that are known, lead to the same? */
static bool are_relocs_same(const struct pb_pair *pair, const struct range *old,
			    size_t i, const struct range *new, size_t j)
{
	const struct pb_reloc *a = &section_of(old)->relocs[i];
	const struct pb_reloc *b = &section_of(new)->relocs[j];
	struct pb_ref from, to;

	if (a->type != b->type || a->off - old->off != b->off - new->off)
		return false;
	from = pb_items_resolve(old->items, old->sec, i);
	to = pb_items_resolve(new->items, new->sec, j);
	return are_entry_refs_same(old, &from, new, &to) ||
	       are_refs_same(pair, &from, &to, old->is_private);
}

static const struct pb_reloc *reloc_in(const struct range *r, size_t i)
{
	const struct pb_section *s = section_of(r);

	return i < s->nrelocs && s->relocs[i].off < r->off + r->size
		       ? &s->relocs[i]
		       : NULL;
}

/* Returns the offset of the first difference, or the size if there is none. */
static uint64_t compare_ranges(const struct pb_pair *pair,
			       const struct range *old, const struct range *new)
{
	size_t i = first_reloc(old), j = first_reloc(new);
	uint64_t at = 0;

	for (;; i++, j++) {
		const struct pb_reloc *a = reloc_in(old, i);
		const struct pb_reloc *b = reloc_in(new, j);
		uint64_t next = a ? a->off - old->off : old->size;

		if (next < at || !are_bytes_same(old, new, at, next))
			return at;
		if (!a && !b)
			return old->size;
		if (!a || !b || !are_relocs_same(pair, old, i, new, j))
			return next;
		at = next + pb_arch_x86_64.reloc_size(a->type);
		if (at > old->size)
			return next;
	}
}

/* The code that takes the place of an alternative; its size is in the entry. */
static struct range replacement_of(const struct pb_items *items,
				   const struct pb_entries *entries,
				   const struct pb_entry *e, size_t reloc)
{
	struct pb_ref ref = pb_items_resolve(items, e->sec, reloc);
	const uint8_t *data = items->obj->secs[e->sec].data + e->off;
	struct range r = { .items = items, .item = PB_NO_ITEM, .sec = ref.sec };

	r.off = (uint64_t)ref.delta;
	r.size = data[entries->format->alternatives.lengths + 1];
	return r;
}

static bool is_in_section(const struct range *r)
{
	return r->sec && r->sec < r->items->obj->nsecs &&
	       r->off <= section_of(r)->size &&
	       r->size <= section_of(r)->size - r->off;
}

/*
 * An alternative: bytes and first relocation as ever. The second leads to the
 * replacement, of which the code counts and not the place.
 */
static bool are_alternatives_same(const struct pb_comparison *c,
				  const struct pb_entry *a,
				  const struct pb_entry *b,
				  const struct range *old,
				  const struct range *new)
{
	size_t i = first_reloc(old), j = first_reloc(new);
	struct range from, to;

	if (!reloc_in(old, i + 1) || !reloc_in(new, j + 1) ||
	    !are_relocs_same(c->pair, old, i, new, j) ||
	    !are_bytes_same(old, new, 8, old->size))
		return false;
	from = replacement_of(old->items, c->old_entries, a, i + 1);
	to = replacement_of(new->items, c->new_entries, b, j + 1);
	return is_in_section(&from) && is_in_section(&to) &&
	       from.size == to.size &&
	       compare_ranges(c->pair, &from, &to) == from.size;
}

/*
 * A WARN: all but its line, which is 2 bytes before the flags. A kernel that was
 * configured so has neither file nor line in the entry.
 */
static bool are_bugs_same(const struct pb_comparison *c,
			  const struct range *old, const struct range *new)
{
	const struct sc_bug_layout *with_line =
		&c->old_entries->format->bugs[0];
	unsigned int flags = with_line->flags;
	struct range a = *old, b = *new;

	if (old->size != with_line->entry)
		return compare_ranges(c->pair, &a, &b) == a.size;
	a.size = b.size = flags - 2;
	if (compare_ranges(c->pair, &a, &b) != a.size)
		return false;
	return are_bytes_same(old, new, flags, old->size);
}

static bool are_entries_same(const struct pb_comparison *c,
			     const struct pb_entry *a, const struct pb_entry *b)
{
	struct range old = { .items = c->pair->old,
			     .item = PB_NO_ITEM,
			     .sec = a->sec,
			     .off = a->off,
			     .size = a->size };
	struct range new = { .items = c->pair->new,
			     .item = PB_NO_ITEM,
			     .sec = b->sec,
			     .off = b->off,
			     .size = b->size };

	if (a->special != b->special || a->size != b->size)
		return false;
	if (pb_entry_is_alternative(a))
		return are_alternatives_same(c, a, b, &old, &new);
	if (pb_entry_is_bug(a))
		return are_bugs_same(c, &old, &new);
	return compare_ranges(c->pair, &old, &new) == old.size;
}

/* The first special section in which the two differ; NULL: in none. */
static const char *compare_entries(const struct pb_comparison *c, uint32_t old,
				   uint32_t new)
{
	const struct pb_entry *a, *b;
	size_t n = pb_entries_of(c->old_entries, old, &a);
	size_t m = pb_entries_of(c->new_entries, new, &b);

	for (size_t i = 0; i < n && i < m; i++)
		if (!are_entries_same(c, &a[i], &b[i]))
			return a[i].special->what;
	if (n == m)
		return NULL;
	return n > m ? a[m].special->what : b[n].special->what;
}

bool pb_items_are_same(const struct pb_comparison *c, uint32_t old,
		       uint32_t new, char *why, size_t size)
{
	struct range a = range_of(c->pair->old, c->old_entries, old);
	struct range b = range_of(c->pair->new, c->new_entries, new);
	const char *table;
	uint64_t at;

	if (a.size != b.size) {
		snprintf(why, size, "its size changes from %llu to %llu bytes",
			 (unsigned long long)a.size,
			 (unsigned long long)b.size);
		return false;
	}
	if (!is_in_section(&a) || !is_in_section(&b)) {
		snprintf(why, size, "it reaches beyond its section");
		return false;
	}
	at = compare_ranges(c->pair, &a, &b);
	if (at < a.size) {
		snprintf(why, size, "its bytes differ from +0x%llx on",
			 (unsigned long long)at);
		return false;
	}
	table = compare_entries(c, old, new);
	if (table)
		snprintf(why, size, "its table of %s changes", table);
	return !table;
}
