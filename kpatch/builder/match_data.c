// SPDX-License-Identifier: GPL-2.0-only
/*
 * Each variable of the object has a section of its own, so what tells the place
 * of one tells nothing of the others. Names do.
 */
#include <elf.h>

#include "kpatch/builder/match_data.h"

static bool is_variable_of(const struct pb_symbol *s, uint32_t sec)
{
	return !s->dead && s->type == STT_OBJECT && s->sec == sec;
}

const char *pb_match_find_moved(const struct pb_matcher *m, uint32_t sec,
				struct pb_place base)
{
	for (uint32_t i = 1; i < m->obj->nsyms; i++) {
		const struct pb_symbol *s = &m->obj->syms[i];
		const uint32_t *first;

		if (is_variable_of(s, sec) &&
		    pb_target_find(m->target, s->name, &first) &&
		    !pb_target_symbol_at(m->target, s->name, base.sec,
					 base.off + s->value))
			return s->name;
	}
	return NULL;
}

/* Is it a section of variables whose place is still to be found? */
static bool is_unplaced(const struct pb_matcher *m, uint32_t sec)
{
	const struct pb_section *s;

	if (!sec || sec >= m->obj->nsecs || m->match->secs[sec].known)
		return false;
	s = &m->obj->secs[sec];
	return s->flags & SHF_ALLOC && !(s->flags & SHF_EXECINSTR);
}

/* The one symbol of a variable's name that the kernel has; 0: none, or many. */
static uint32_t find_variable(const struct pb_target *t, const char *name)
{
	const uint32_t *first;

	if (pb_target_find(t, name, &first) != 1 ||
	    t->img->syms[*first].type != STT_OBJECT)
		return 0;
	return *first;
}

static void place_by_variable(struct pb_matcher *m, const struct pb_symbol *s)
{
	struct pb_match_section *sec = &m->match->secs[s->sec];
	uint32_t sym = find_variable(m->target, s->name);
	struct pb_place place = { .sec = 0 };

	if (!sym)
		return;
	if (m->target->name)
		place.sec = m->target->img->syms[sym].sec;
	place.off = pb_target_address(m->target, sym) - s->value;
	if (pb_match_find_moved(m, s->sec, place))
		return;
	sec->known = true;
	sec->base = place;
}

void pb_match_place_by_name(struct pb_matcher *m)
{
	for (uint32_t i = 1; i < m->obj->nsyms; i++) {
		const struct pb_symbol *s = &m->obj->syms[i];

		if (is_variable_of(s, s->sec) && is_unplaced(m, s->sec))
			place_by_variable(m, s);
	}
}
