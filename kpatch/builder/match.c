// SPDX-License-Identifier: GPL-2.0-only
/*
 * Sections are placed first: the linker keeps an object's section in one piece,
 * so one function with a unique name tells where all of them are. Then each
 * function is compared. Data is placed by the first relocation that leads to
 * it, and every other one has to agree, and the kernel's names, too.
 */
#include <elf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/arch.h"
#include "kpatch/builder/match.h"
#include "kpatch/builder/match_data.h"
#include "kpatch/builder/match_reloc.h"
#include "stackcheck/util/search.h"

static bool is_code(const struct pb_object *obj, uint32_t sec)
{
	return sec && sec < obj->nsecs &&
	       obj->secs[sec].flags & SHF_EXECINSTR && obj->secs[sec].data;
}

static bool is_function(const struct pb_object *obj, const struct pb_symbol *s)
{
	return !s->dead && s->type == STT_FUNC && is_code(obj, s->sec) &&
	       s->size && s->size <= obj->secs[s->sec].size - s->value;
}

static struct pb_place place_of_symbol(const struct pb_target *t, uint32_t sym)
{
	struct pb_place place = { .off = pb_target_address(t, sym) };

	if (t->name)
		place.sec = t->img->syms[sym].sec;
	return place;
}

/* Votes of the functions of one section for its base. */
struct votes {
	struct pb_place base;
	size_t n;
	bool strong; /* one that is not weak has voted */
};

static bool is_same_place(struct pb_place a, struct pb_place b)
{
	return a.sec == b.sec && a.off == b.off;
}

/* Boyer and Moore's majority vote. */
static void cast_vote(struct votes *v, struct pb_place base)
{
	if (!v->n)
		v->base = base;
	if (is_same_place(v->base, base))
		v->n++;
	else
		v->n--;
}

static bool is_function_symbol(const struct pb_target *t, uint32_t sym)
{
	const struct sc_symbol *s = &t->img->syms[sym];

	return s->type == STT_FUNC || (!t->name && s->type == STT_NOTYPE);
}

/* A function with a unique name says where its section is. */
static void vote_for_base(const struct pb_matcher *m, const struct pb_symbol *s,
			  struct votes *votes)
{
	const uint32_t *first;
	struct pb_place place;

	if (pb_target_find(m->target, s->name, &first) != 1 ||
	    !is_function_symbol(m->target, *first))
		return;
	place = place_of_symbol(m->target, *first);
	if (place.off < s->value)
		return;
	place.off -= s->value;
	votes[s->sec].strong |= s->bind != STB_WEAK;
	cast_vote(&votes[s->sec], place);
}

/*
 * No name in the section is unique: the first function's candidates are tried,
 * and one must have the same code, and no other.
 */
static void try_candidates(struct pb_matcher *m, uint32_t sec, uint32_t sym)
{
	const struct pb_symbol *s = &m->obj->syms[sym];
	const uint32_t *first;
	size_t n = pb_target_find(m->target, s->name, &first), fitting = 0;
	struct pb_match_section found = { 0 };

	for (size_t i = 0; i < n; i++) {
		struct pb_place place = place_of_symbol(m->target, first[i]);
		char why[sizeof(((struct pb_match_func *)0)->why)];

		if (!is_function_symbol(m->target, first[i]) ||
		    place.off < s->value)
			continue;
		if (pb_compare_function(m, sym, place, true, why))
			continue;
		place.off -= s->value;
		fitting++;
		found.base = place;
	}
	found.known = fitting == 1;
	m->match->secs[sec] = found;
}

static void place_by_candidates(struct pb_matcher *m)
{
	for (uint32_t i = 1; i < m->obj->nsyms; i++) {
		const struct pb_symbol *s = &m->obj->syms[i];

		if (is_function(m->obj, s) && !m->match->secs[s->sec].known)
			try_candidates(m, s->sec, i);
	}
}

/*
 * Weak functions vote where no other did: a strong one elsewhere may have their
 * name.
 */
static void vote_for_all(const struct pb_matcher *m, struct votes *votes)
{
	const struct pb_object *obj = m->obj;

	for (uint32_t i = 1; i < obj->nsyms; i++)
		if (is_function(obj, &obj->syms[i]) &&
		    obj->syms[i].bind != STB_WEAK)
			vote_for_base(m, &obj->syms[i], votes);
	for (uint32_t i = 1; i < obj->nsyms; i++)
		if (is_function(obj, &obj->syms[i]) &&
		    obj->syms[i].bind == STB_WEAK &&
		    !votes[obj->syms[i].sec].strong)
			vote_for_base(m, &obj->syms[i], votes);
}

static int place_sections(struct pb_matcher *m, struct sc_error *err)
{
	const struct pb_object *obj = m->obj;
	struct votes *votes = calloc(obj->nsecs, sizeof(*votes));

	if (!votes)
		return sc_fail(err, "out of memory");
	vote_for_all(m, votes);
	for (uint32_t i = 1; i < obj->nsecs; i++) {
		m->match->secs[i].known = votes[i].n > 0;
		m->match->secs[i].base = votes[i].base;
	}
	free(votes);
	place_by_candidates(m);
	return 0;
}

/* A weak function, or one that has the name of a strong one elsewhere. */
static bool is_replaced(const struct pb_matcher *m, const struct pb_symbol *s)
{
	const uint32_t *first;

	return s->bind == STB_WEAK &&
	       pb_target_find(m->target, s->name, &first) > 0;
}

/* Its section is not found: the name is not there, or it is no proof of a place. */
static void fail_to_find(const struct pb_matcher *m, const struct pb_symbol *s,
			 struct pb_match_func *f)
{
	const uint32_t *first;
	unsigned int n = pb_target_find(m->target, s->name, &first);

	f->kind = is_replaced(m, s) ? PB_MATCH_WEAK : PB_MATCH_ABSENT;
	if (n > 1)
		snprintf(
			f->why, sizeof(f->why),
			"functions of that name in the kernel: %u; nothing tells which it is",
			n);
	else
		snprintf(f->why, sizeof(f->why),
			 "the kernel has no such function");
}

static void match_function(struct pb_matcher *m, struct pb_match_func *f)
{
	const struct pb_symbol *s = &m->obj->syms[f->sym];
	const struct pb_match_section *sec = &m->match->secs[s->sec];

	fail_to_find(m, s, f);
	if (!sec->known)
		return;
	f->place = sec->base;
	f->place.off += s->value;
	f->target_sym = pb_target_symbol_at(m->target, s->name, f->place.sec,
					    f->place.off);
	if (!f->target_sym)
		return;
	if (!pb_compare_function(m, f->sym, f->place, false, f->why)) {
		f->kind = PB_MATCH_SAME;
		*f->why = '\0';
	} else {
		f->kind = PB_MATCH_OTHER;
	}
}

static int collect_functions(struct pb_matcher *m, struct sc_error *err)
{
	struct pb_match *match = m->match;

	match->funcs = calloc(m->obj->nsyms, sizeof(*match->funcs));
	match->secs = calloc(m->obj->nsecs, sizeof(*match->secs));
	match->nsecs = m->obj->nsecs;
	if (!match->funcs || !match->secs)
		return sc_fail(err, "out of memory");
	for (uint32_t i = 1; i < m->obj->nsyms; i++)
		if (is_function(m->obj, &m->obj->syms[i]))
			match->funcs[match->nfuncs++].sym = i;
	return 0;
}

struct pb_match *pb_match_object(const struct pb_object *obj,
				 const struct pb_target *target,
				 struct sc_error *err)
{
	struct pb_match *match = calloc(1, sizeof(*match));
	struct pb_matcher m = {
		.obj = obj,
		.target = target,
		.match = match,
		.jumps = pb_object_section(obj, "__jump_table"),
	};

	if (!match) {
		sc_fail(err, "out of memory");
		return NULL;
	}
	if (collect_functions(&m, err) || place_sections(&m, err)) {
		pb_match_free(match);
		return NULL;
	}
	for (size_t i = 0; i < match->nfuncs; i++)
		match_function(&m, &match->funcs[i]);
	pb_match_place_by_name(&m);
	return match;
}

void pb_match_free(struct pb_match *match)
{
	if (!match)
		return;
	free(match->funcs);
	free(match->secs);
	free(match);
}

const struct pb_match_func *pb_match_of(const struct pb_match *match,
					uint32_t sym)
{
	size_t at =
		SC_FIRST_NOT(i, 0, match->nfuncs, match->funcs[i].sym < sym);

	return at < match->nfuncs && match->funcs[at].sym == sym
		       ? &match->funcs[at]
		       : NULL;
}
