// SPDX-License-Identifier: GPL-2.0-only
/* Symbols for the room that a build leaves before functions. */
#include <elf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stackcheck/elf_writer/elf_edit.h"
#include "stackcheck/sites/prefix_symbols.h"
#include "stackcheck/util/affix.h"
#include "stackcheck/util/search.h"
#include "stackcheck/util/sort.h"

/* The length of the no-op at @off, 0 if there is none. */
static unsigned int nop_at(const struct sc_object *obj, uint32_t sec,
			   uint64_t off)
{
	uint32_t i;

	/* space of these bytes between functions is not decoded */
	if (obj->img->secs[sec].data[off] == obj->arch->nop)
		return 1;
	i = sc_insn_at(obj, sec, off);
	if (i == UINT32_MAX ||
	    sc_code_insn(&obj->code[sec], i).op != SC_OP_NOP ||
	    obj->arch->is_landing(obj->img->secs[sec].data + off,
				  sc_code_insn(&obj->code[sec], i).len))
		return 0;
	return sc_code_insn(&obj->code[sec], i).len;
}

bool sc_has_room(const struct sc_object *obj, uint32_t sec, uint64_t off,
		 unsigned int room)
{
	uint64_t at = off - room;

	if (off < room || off > obj->img->secs[sec].size)
		return false;
	while (at < off) {
		unsigned int len = nop_at(obj, sec, at);

		if (!len)
			return false;
		at += len;
	}
	return at == off;
}

static int add_prefix(struct sc_edit *edit, const struct sc_symbol *s,
		      unsigned int room, struct sc_error *err)
{
	struct sc_new_symbol sym = { .sec = s->sec,
				     .off = s->off - room,
				     .size = room,
				     .type = STT_FUNC,
				     .bind = s->bind };

	if (asprintf(&sym.name, "__pfx_%s", s->name) < 0)
		return sc_image_fail(edit->img, err, "out of memory");
	return sc_edit_add_symbol(edit, &sym, err);
}

static bool may_have_room(const struct sc_object *obj,
			  const struct sc_symbol *s)
{
	return s->type == STT_FUNC && s->sec != SC_SEC_UNDEF &&
	       s->sec < obj->img->nsecs && obj->code[s->sec].insns;
}

/* An object that went through a build has the symbols. */
static bool has_prefixes(const struct sc_image *img)
{
	for (uint32_t i = 1; i < img->nsyms; i++)
		if (sc_starts_with(img->syms[i].name, "__pfx_"))
			return true;
	return false;
}

int sc_prefix_symbols_add(const struct sc_object *obj, unsigned int room,
			  struct sc_edit *edit, struct sc_error *err)
{
	const struct sc_image *img = obj->img;

	if (has_prefixes(img))
		return 0;
	for (uint32_t i = 1; room && i < img->nsyms; i++) {
		const struct sc_symbol *s = &img->syms[i];

		if (may_have_room(obj, s) &&
		    sc_has_room(obj, s->sec, s->off, room) &&
		    add_prefix(edit, s, room, err))
			return -1;
	}
	return 0;
}

/* --- only the room that the compiler lists */

/* A function behind listed room. */
struct place {
	uint32_t sec;
	uint64_t off; /* of the function, in its section */
	bool named; /* the room has its symbol */
};

struct places {
	struct place *list; /* in order, once it is sorted */
	size_t n;
};

static int compare_places(const void *pa, const void *pb)
{
	const struct place *a = pa, *b = pb;

	if (a->sec != b->sec)
		return a->sec < b->sec ? -1 : 1;
	return a->off < b->off ? -1 : a->off > b->off;
}

/* Each section of code may have a list of its own, all of the same name. */
static bool lists_room(const struct sc_section *s)
{
	return !strcmp(s->name, "__patchable_function_entries");
}

static void add_places(const struct sc_image *img,
		       const struct sc_section *list, unsigned int room,
		       struct places *places)
{
	for (size_t i = 0; i < list->nrelocs; i++) {
		const struct sc_reloc *r = &list->relocs[i];
		const struct sc_symbol *s = &img->syms[r->sym];

		places->list[places->n++] = (struct place){
			.sec = s->sec,
			.off = s->off + (uint64_t)r->addend + room,
		};
	}
}

static int find_places(const struct sc_image *img, unsigned int room,
		       struct places *places)
{
	size_t most = 0;

	for (uint32_t i = 1; i < img->nsecs; i++)
		most += lists_room(&img->secs[i]) ? img->secs[i].nrelocs : 0;
	places->list = calloc(most + 1, sizeof(*places->list));
	if (!places->list)
		return -1;
	for (uint32_t i = 1; i < img->nsecs; i++)
		if (lists_room(&img->secs[i]))
			add_places(img, &img->secs[i], room, places);
	sc_sort(places->list, places->n, sizeof(*places->list), compare_places);
	return 0;
}

/* The place of a function, NULL if its room is not listed, or has a symbol. */
static struct place *unnamed_place(const struct places *places,
				   const struct sc_symbol *s)
{
	size_t at = SC_FIRST_NOT(i, 0, places->n,
				 SC_IS_BEFORE(places->list[i], s->sec, s->off));

	if (at == places->n || places->list[at].sec != s->sec ||
	    places->list[at].off != s->off || places->list[at].named)
		return NULL;
	return &places->list[at];
}

/* Of several names of one function the last one counts. */
static int add_listed(const struct sc_object *obj, unsigned int room,
		      const struct places *places, struct sc_edit *edit,
		      struct sc_error *err)
{
	for (uint32_t i = obj->img->nsyms; i-- > 1;) {
		const struct sc_symbol *s = &obj->img->syms[i];
		struct place *place =
			may_have_room(obj, s) ? unnamed_place(places, s) : NULL;

		if (!place || !sc_has_room(obj, s->sec, s->off, room))
			continue;
		place->named = true;
		if (add_prefix(edit, s, room, err))
			return -1;
	}
	return 0;
}

int sc_prefix_symbols_add_listed(const struct sc_object *obj, unsigned int room,
				 struct sc_edit *edit, struct sc_error *err)
{
	struct places places = { 0 };
	int bad;

	if (!room || has_prefixes(obj->img))
		return 0;
	bad = find_places(obj->img, room, &places)
		      ? sc_image_fail(obj->img, err, "out of memory")
		      : add_listed(obj, room, &places, edit, err);
	free(places.list);
	return bad;
}
