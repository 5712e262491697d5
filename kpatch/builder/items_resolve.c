// SPDX-License-Identifier: GPL-2.0-only
/* What a relocation leads to: a name, an item, a constant, or a section. */
#include <elf.h>
#include <string.h>

#include "kpatch/builder/items_resolve.h"

/*
 * Constants without a name, as strings with a NUL inside: the compiler puts them
 * one behind another, and nothing says where each ends.
 */
static bool has_nameless(const struct pb_section *s)
{
	return !strcmp(s->name, ".rodata") && !(s->flags & SHF_MERGE) &&
	       !s->nrelocs;
}

/*
 * The string or constant at @off, and @delta bytes from there what is meant; all
 * that is left if it has no end. Where it begins is not known then, either.
 */
static void find_bytes(const struct pb_section *s, uint64_t off, int64_t delta,
		       struct pb_ref *ref)
{
	uint64_t left = s->size - off;

	ref->kind = PB_REF_BYTES;
	ref->bytes = s->data + off;
	ref->delta = delta;
	ref->before = s->flags & SHF_MERGE ? 0 : off;
	if (!(s->flags & SHF_MERGE))
		ref->size = left;
	else if (s->flags & SHF_STRINGS)
		ref->size = strnlen((const char *)ref->bytes, left) + 1;
	else
		ref->size = s->entsize - off % s->entsize;
	if (ref->size > left)
		ref->size = left;
}

/*
 * Where the constant begins of which place @at is meant. If it has a symbol of its
 * own, the place may lie in it or beside it, as for an index less a number.
 */
static int64_t constant_start(const struct pb_section *s,
			      const struct pb_symbol *sym, int64_t at)
{
	if (sym->type != STT_SECTION)
		return (int64_t)sym->value;
	return s->flags & SHF_STRINGS ? at : at - at % (int64_t)s->entsize;
}

struct pb_ref pb_items_resolve(const struct pb_items *items, uint32_t sec,
			       size_t i)
{
	const struct pb_object *obj = items->obj;
	const struct pb_reloc *r = &obj->secs[sec].relocs[i];
	const struct pb_symbol *sym = &obj->syms[r->sym];
	int64_t tail = items->tails[sec] ? items->tails[sec][i] : 0;
	int64_t at = (int64_t)sym->value + r->addend + tail;
	struct pb_ref ref = { .kind = PB_REF_NAME,
			      .name = sym->name,
			      .item = PB_NO_ITEM,
			      .sec = sym->sec,
			      .delta = r->addend + tail };
	const struct pb_section *s;

	if (!sym->sec || sym->sec >= obj->nsecs || sym->bind == STB_WEAK)
		return ref;
	s = &obj->secs[sym->sec];
	if (s->flags & SHF_MERGE && s->entsize && s->data) {
		int64_t start = constant_start(s, sym, at);

		if (start >= 0 && (uint64_t)start < s->size) {
			find_bytes(s, (uint64_t)start, at - start, &ref);
			return ref;
		}
	}
	ref.item = items->of_sym[r->sym];
	if (ref.item == PB_NO_ITEM)
		ref.item =
			pb_items_at(items, sym->sec, at < 0 ? 0 : (uint64_t)at);
	if (ref.item == PB_NO_ITEM && has_nameless(s) && s->data && at >= 0 &&
	    (uint64_t)at < s->size) {
		find_bytes(s, (uint64_t)at, 0, &ref);
		return ref;
	}
	ref.kind = ref.item == PB_NO_ITEM ? PB_REF_SECTION : PB_REF_ITEM;
	ref.name = s->name;
	ref.delta = at;
	if (ref.item != PB_NO_ITEM)
		ref.delta -= (int64_t)items->items[ref.item].off;
	return ref;
}
