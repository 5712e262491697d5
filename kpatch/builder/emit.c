// SPDX-License-Identifier: GPL-2.0-only
/*
 * Items are laid out first, each with its bytes, so that all have a symbol. Then
 * come relocations and the entries of special sections.
 */
#include <elf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/arch.h"
#include "kpatch/builder/emit.h"
#include "kpatch/builder/emit_entry.h"
#include "kpatch/builder/emit_ref.h"
#include "kpatch/builder/emit_priv.h"
#include "kpatch/builder/emit_section.h"
#include "kpatch/builder/references.h"

/* Does the section belong to this item alone? */
static bool is_alone(const struct pb_items *items, uint32_t i)
{
	uint32_t sec = items->items[i].sec;

	return (!i || items->items[i - 1].sec != sec) &&
	       (i + 1 == items->n || items->items[i + 1].sec != sec);
}

/*
 * Bytes before the entry of a function that belong to it: from the place that
 * is listed as its padding on.
 */
static uint64_t padding_of(const struct pb_emitter *e, uint32_t i)
{
	const struct pb_item *item = &e->items->items[i];
	const struct pb_object *obj = e->items->obj;
	uint64_t end = i && (item - 1)->sec == item->sec
			       ? (item - 1)->off + (item - 1)->size
			       : 0;
	uint64_t pad = 0;

	for (uint32_t s = 1; s < obj->nsecs; s++) {
		if (strcmp(obj->secs[s].name, "__patchable_function_entries"))
			continue;
		for (size_t k = 0; k < obj->secs[s].nrelocs; k++) {
			const struct pb_reloc *r = &obj->secs[s].relocs[k];
			uint64_t at =
				obj->syms[r->sym].value + (uint64_t)r->addend;

			if (obj->syms[r->sym].sec == item->sec && at >= end &&
			    at < item->off)
				pad = item->off - at;
		}
	}
	return pad;
}

/* The section of the patch for the bytes of an item. 0 with the error filled. */
static uint32_t section_for(struct pb_emitter *e, uint32_t i)
{
	const struct pb_item *item = &e->items->items[i];
	const struct pb_section *from = &e->items->obj->secs[item->sec];
	const char *name = from->name;
	char text[512];
	uint32_t sec;

	if (!item->is_code) {
		name = pb_emit_data_section(e, i, from);
	} else if (!is_alone(e->items, i)) {
		snprintf(text, sizeof(text), ".text.%s",
			 pb_item_name(e->items, i));
		name = text;
	}
	if (!name)
		return 0;
	sec = pb_emit_section(e, name, from);
	if (!sec || pb_emit_align(e, sec, from->align)) {
		pb_emit_no_memory(e);
		return 0;
	}
	return sec;
}

/* Bytes from @start on become part of the patch; where they are. */
static int place_bytes(struct pb_emitter *e, uint32_t i, uint64_t start,
		       uint64_t end)
{
	const struct pb_item *item = &e->items->items[i];
	const struct pb_section *from = &e->items->obj->secs[item->sec];
	uint32_t sec = section_for(e, i);
	int64_t at;

	if (!sec)
		return -1;
	at = pb_object_append(e->out, sec,
			      from->data ? from->data + start : NULL,
			      end - start);
	if (at < 0)
		return pb_emit_no_memory(e);
	e->places[i].sec = sec;
	e->places[i].off = (uint64_t)at + (item->off - start);
	e->places[i].start = start;
	e->places[i].end = end;
	return 0;
}

/*
 * The name by which the tables of the patch find a new function. Its own name
 * may be that of other functions as well, if it is static.
 */
static void name_new(const struct pb_emitter *e, uint32_t i, char *name,
		     size_t size)
{
	snprintf(name, size, "%s.new%zu", pb_item_name(e->items, i),
		 e->plan->nobjects);
}

/* A symbol of the patch's object at the place of item @i; 0: no memory. */
static uint32_t add_symbol(struct pb_emitter *e, uint32_t i, const char *name,
			   const struct pb_symbol *from, uint8_t bind)
{
	const struct pb_item_place *at = &e->places[i];

	return pb_object_add_symbol(e->out, name, at->sec, at->off, from->size,
				    from->type, bind);
}

/*
 * Is it new, and do other objects of the patch use it? What takes the place of a
 * function of the kernel is called through that one, as by the kernel.
 */
static bool is_shared(const struct pb_emitter *e, uint32_t i,
		      const struct pb_symbol *s)
{
	return e->sel->choices[i].role == PB_ROLE_COPY &&
	       s->bind == STB_GLOBAL &&
	       pb_cross_is_wanted(e->unit->cross, e->unit->name, s->name);
}

static int add_symbols(struct pb_emitter *e, uint32_t i)
{
	const struct pb_object *obj = e->items->obj;
	char name[600];

	for (uint32_t k = 1; k < obj->nsyms; k++) {
		const struct pb_symbol *s = &obj->syms[k];
		uint32_t sym;

		if (e->items->of_sym[k] != i)
			continue;
		sym = add_symbol(e, i, s->name, s,
				 is_shared(e, i, s) ? STB_GLOBAL : STB_LOCAL);
		if (!sym)
			return pb_emit_no_memory(e);
		if (!e->places[i].sym)
			e->places[i].sym = sym;
	}
	if (e->sel->choices[i].role != PB_ROLE_REPLACE)
		return 0;
	name_new(e, i, name, sizeof(name));
	return add_symbol(e, i, name, &obj->syms[e->items->items[i].sym],
			  STB_GLOBAL)
		       ? 0
		       : pb_emit_no_memory(e);
}

static int place_item(struct pb_emitter *e, uint32_t i)
{
	const struct pb_item *item = &e->items->items[i];
	const struct pb_section *from = &e->items->obj->secs[item->sec];
	uint64_t start = item->off, end = item->off + item->size;

	if (is_alone(e->items, i)) {
		start = 0;
		end = from->size;
	} else if (item->is_code) {
		start -= padding_of(e, i);
	}
	return place_bytes(e, i, start, end) || add_symbols(e, i) ? -1 : 0;
}

/* Entries, then the relocations of the bytes that were placed: some lead to an
 * entry. */
static int emit_item(struct pb_emitter *e, uint32_t i)
{
	const struct pb_item_place *at = &e->places[i];
	const struct pb_item *item = &e->items->items[i];
	const struct pb_section *from = &e->items->obj->secs[item->sec];
	size_t k = pb_object_reloc_at(e->items->obj, item->sec, at->start);

	if (item->is_code && pb_emit_entries(e, i))
		return -1;
	for (; k < from->nrelocs && from->relocs[k].off < at->end; k++)
		if (pb_emit_reloc(e, i, item->sec, k, at->sec,
				  at->off + from->relocs[k].off - item->off))
			return -1;
	return 0;
}

static int add_func(struct pb_emitter *e, uint32_t i)
{
	const struct pb_choice *c = &e->sel->choices[i];
	char name[600];
	struct pb_plan_func func = {
		.object = e->unit->target->name,
		.name = (char *)c->symbol.name,
		.sympos = c->symbol.sympos,
		.old_addr = c->symbol.addr,
		.old_size = c->symbol.size,
		.symbol = name,
		.why = (char *)c->why,
	};

	name_new(e, i, name, sizeof(name));
	return pb_plan_add_func(e->plan, &func) ? pb_emit_no_memory(e) : 0;
}

/* Tell the plan where the kernel has what other objects of the patch use. */
static int refer_for_others(struct pb_emitter *e)
{
	const struct pb_object *obj = e->items->obj;

	for (uint32_t k = 1; k < obj->nsyms; k++) {
		const struct pb_symbol *s = &obj->syms[k];
		uint32_t i = e->items->of_sym[k];
		struct pb_kernel_symbol sym;

		if (i == PB_NO_ITEM || s->bind != STB_GLOBAL ||
		    e->sel->choices[i].role == PB_ROLE_COPY ||
		    !pb_cross_is_wanted(e->unit->cross, e->unit->name, s->name))
			continue;
		if (pb_unit_find(e->unit, i, &sym) &&
		    pb_reference_place(e->plan, e->unit, s->name, &sym, e->err))
			return -1;
	}
	return 0;
}

static int emit_all(struct pb_emitter *e)
{
	for (uint32_t i = 0; i < e->items->n; i++)
		if (e->sel->choices[i].role != PB_ROLE_NONE && place_item(e, i))
			return -1;
	for (uint32_t i = 0; i < e->items->n; i++)
		if (e->sel->choices[i].role != PB_ROLE_NONE && emit_item(e, i))
			return -1;
	for (uint32_t i = 0; i < e->items->n; i++)
		if (e->sel->choices[i].role == PB_ROLE_REPLACE &&
		    add_func(e, i))
			return -1;
	return refer_for_others(e);
}

struct pb_object *pb_emit(const struct pb_unit *unit,
			  const struct pb_selection *selection,
			  struct pb_plan *plan, struct sc_error *err)
{
	struct pb_emitter e = { .unit = unit,
				.items = unit->new.items,
				.sel = selection,
				.plan = plan,
				.err = err };
	int ret = -1;

	e.out = pb_object_new(unit->name);
	e.places = calloc(e.items->n + 1, sizeof(*e.places));
	e.entry_places =
		calloc(unit->new.entries->n + 1, sizeof(*e.entry_places));
	if (e.out && e.places && e.entry_places)
		ret = emit_all(&e);
	else
		pb_emit_no_memory(&e);
	free(e.entry_places);
	free(e.copied);
	free(e.places);
	if (!ret)
		return e.out;
	pb_object_free(e.out);
	return NULL;
}
