// SPDX-License-Identifier: GPL-2.0-only
/*
 * An entry keeps its bytes, and its relocations lead to the patch. The code that
 * an alternative is replaced with goes along. The key of a tracepoint that a module
 * has is replaced: module_keys.h.
 */
#include <elf.h>
#include <string.h>

#include "kpatch/builder/emit_entry.h"
#include "kpatch/builder/emit_ref.h"
#include "kpatch/builder/module_keys.h"

/*
 * The section for an entry. Where sections of one name are each linked to one
 * of code, the function gets its own.
 */
static uint32_t entry_section(struct pb_emitter *e, uint32_t i,
			      const struct pb_section *from)
{
	uint32_t sec;

	if (!(from->flags & SHF_LINK_ORDER))
		return pb_emit_section(e, from->name, from);
	sec = pb_object_add_section(e->out, from->name, from->type, from->flags,
				    from->align);
	if (sec)
		e->out->secs[sec].link = e->places[i].sec;
	return sec;
}

/* Relocations of [@off, @off + @size) of a section, but for @skip. */
static int emit_relocs(struct pb_emitter *e, uint32_t i, uint32_t sec,
		       uint64_t off, uint64_t size, size_t skip, uint32_t to,
		       uint64_t at)
{
	const struct pb_section *from = &e->items->obj->secs[sec];
	size_t k = pb_object_reloc_at(e->items->obj, sec, off);

	for (; k < from->nrelocs && from->relocs[k].off < off + size; k++)
		if (k != skip && pb_emit_reloc(e, i, sec, k, to,
					       at + from->relocs[k].off - off))
			return -1;
	return 0;
}

/* Copy the code of an alternative; @r gets to lead to it. */
static int emit_replacement(struct pb_emitter *e, uint32_t i,
			    const struct pb_ref *ref, uint64_t size,
			    struct pb_reloc *r)
{
	const struct pb_section *from = &e->items->obj->secs[ref->sec];
	uint32_t sec = pb_emit_section(e, from->name, from);
	uint64_t off = (uint64_t)ref->delta;
	int64_t at;

	if (!sec || off > from->size || size > from->size - off)
		return -1;
	at = pb_object_append(e->out, sec, from->data + off, size);
	if (at < 0)
		return -1;
	r->sym = pb_object_section_symbol(e->out, sec);
	r->addend = at;
	return emit_relocs(e, i, ref->sec, off, size, SIZE_MAX, sec,
			   (uint64_t)at);
}

/* The second relocation of an alternative leads to its replacement. */
static int emit_alternative(struct pb_emitter *e, uint32_t i,
			    const struct pb_entry *entry, uint32_t to,
			    uint64_t at)
{
	const struct pb_section *from = &e->items->obj->secs[entry->sec];
	size_t k =
		pb_object_reloc_at(e->items->obj, entry->sec, entry->off) + 1;
	const struct sc_alt_layout *layout =
		&e->unit->new.entries->format->alternatives;
	struct pb_ref ref;
	struct pb_reloc r;

	if (k >= from->nrelocs ||
	    from->relocs[k].off >= entry->off + entry->size)
		return sc_fail(e->err,
			       "%.128s: %.128s: an alternative without code",
			       e->unit->name, pb_item_name(e->items, i));
	ref = pb_items_resolve(e->items, entry->sec, k);
	r = (struct pb_reloc){ .off = at + from->relocs[k].off - entry->off,
			       .type = from->relocs[k].type };
	*e->err->text = '\0';
	if (emit_replacement(e, i, &ref,
			     from->data[entry->off + layout->lengths + 1],
			     &r) ||
	    !r.sym || pb_object_add_reloc(e->out, to, &r))
		return *e->err->text ? -1 : pb_emit_no_memory(e);
	return emit_relocs(e, i, entry->sec, entry->off, entry->size, k, to,
			   at);
}

/* The bytes of struct static_key, which all zeros turn off: linux/jump_label.h. */
#define STATIC_KEY_SIZE 16

/* A static key of the patch that nothing turns on. 0: no memory. */
static uint32_t key_that_is_off(struct pb_emitter *e)
{
	static const char name[] = "kpatch_key_off";
	uint32_t sec;
	int64_t at;

	for (uint32_t i = 1; i < e->out->nsyms; i++)
		if (!strcmp(e->out->syms[i].name, name))
			return i;
	sec = pb_object_add_section(e->out, ".data.kpatch_key_off",
				    SHT_PROGBITS, SHF_ALLOC | SHF_WRITE, 8);
	at = sec ? pb_object_append(e->out, sec, NULL, STATIC_KEY_SIZE) : -1;
	if (at < 0)
		return 0;
	return pb_object_add_symbol(e->out, name, sec, (uint64_t)at,
				    STATIC_KEY_SIZE, STT_OBJECT, STB_LOCAL);
}

/* The jump label at @at gets that key, in place of the one of relocation @k. */
static int emit_off(struct pb_emitter *e, uint32_t i,
		    const struct pb_entry *entry, size_t k, uint32_t to,
		    uint64_t at)
{
	const struct pb_reloc *from =
		&e->items->obj->secs[entry->sec].relocs[k];
	const struct pb_reloc r = {
		.off = at + from->off - entry->off,
		.type = from->type,
		.sym = key_that_is_off(e),
		.addend = from->addend & 3, /* flags of the entry */
	};

	if (!r.sym || pb_object_add_reloc(e->out, to, &r))
		return pb_emit_no_memory(e);
	return emit_relocs(e, i, entry->sec, entry->off, entry->size, k, to,
			   at);
}

static int emit_entry(struct pb_emitter *e, uint32_t i,
		      const struct pb_entry *entry)
{
	const struct pb_section *from = &e->items->obj->secs[entry->sec];
	size_t key;
	enum pb_key_use use = pb_module_key_use(e->unit, entry, &key);
	uint32_t to;
	int64_t at;

	if (use == PB_KEY_NONE)
		return 0;
	to = entry_section(e, i, from);
	if (!to || (at = pb_object_append(e->out, to, from->data + entry->off,
					  entry->size)) < 0)
		return pb_emit_no_memory(e);
	e->entry_places[entry - e->unit->new.entries->list] =
		(struct pb_entry_place){ .sec = to, .off = (uint64_t)at };
	if (pb_entry_is_alternative(entry))
		return emit_alternative(e, i, entry, to, (uint64_t)at);
	if (use == PB_KEY_OFF)
		return emit_off(e, i, entry, key, to, (uint64_t)at);
	return emit_relocs(e, i, entry->sec, entry->off, entry->size, SIZE_MAX,
			   to, (uint64_t)at);
}

int pb_emit_entries(struct pb_emitter *e, uint32_t i)
{
	const struct pb_entry *list;
	size_t n = pb_entries_of(e->unit->new.entries, i, &list);

	for (size_t k = 0; k < n; k++)
		if (emit_entry(e, i, &list[k]))
			return -1;
	return 0;
}
