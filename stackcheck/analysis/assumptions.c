// SPDX-License-Identifier: GPL-2.0-only
/* Assumptions among the facts: a list, and a hash table of its places. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "stackcheck/analysis/assumptions.h"
#include "stackcheck/analysis/facts.h"
#include "stackcheck/analysis/facts_priv.h"
#include "stackcheck/util/vec.h"

static void free_assumption(struct sc_assumption *a)
{
	free(a->name);
	free(a->path);
	free(a->section);
	free(a->function);
}

void sc_assumptions_free(struct sc_facts *facts)
{
	for (size_t i = 0; i < facts->nassumed; i++)
		free_assumption(&facts->assumed[i]);
	free(facts->assumed);
	free(facts->places);
}

/* The same place, for the same reason? */
static bool is_same(const struct sc_assumption *a,
		    const struct sc_assumption *b)
{
	return a->off == b->off && a->function_off == b->function_off &&
	       a->guessed == b->guessed && a->derived == b->derived &&
	       !strcmp(a->name, b->name) && !strcmp(a->path, b->path) &&
	       !strcmp(a->section, b->section) &&
	       !strcmp(a->function, b->function);
}

/* Where the index of @a is in the hash table of places, or is to be. */
static uint32_t *find_place(const struct sc_facts *facts,
			    const struct sc_assumption *a)
{
	size_t mask = facts->nplaces - 1;
	uint64_t at = sc_facts_hash(a->name) ^ sc_facts_hash(a->path) * 31 ^
		      a->off * 0x9e3779b97f4a7c15ull;

	for (size_t i = at & mask;; i = (i + 1) & mask)
		if (!facts->places[i] ||
		    is_same(&facts->assumed[facts->places[i] - 1], a))
			return &facts->places[i];
}

/* Room for one more in the hash table of places. */
static int grow_places(struct sc_facts *facts)
{
	uint32_t *places;
	size_t n = facts->nplaces ? facts->nplaces : 256;

	if (facts->nplaces && facts->nassumed * 2 < facts->nplaces)
		return 0;
	while (facts->nassumed * 2 >= n)
		n *= 2;
	places = calloc(n, sizeof(*places));
	if (!places)
		return -1;
	free(facts->places);
	facts->places = places;
	facts->nplaces = n;
	for (size_t i = 0; i < facts->nassumed; i++)
		*find_place(facts, &facts->assumed[i]) = (uint32_t)i + 1;
	return 0;
}

/* Is it there already? What this run says again is no more of an earlier one. */
static bool assumed_before(struct sc_facts *facts,
			   const struct sc_assumption *a)
{
	uint32_t at = *find_place(facts, a);

	if (at && !a->earlier)
		facts->assumed[at - 1].earlier = false;
	return at != 0;
}

void sc_facts_drop_earlier(struct sc_facts *facts, struct sc_facts *paths)
{
	size_t n = 0;

	pthread_mutex_lock(&facts->lock);
	for (size_t i = 0; i < facts->nassumed; i++) {
		struct sc_assumption *a = &facts->assumed[i];

		if (a->earlier && sc_facts_get(paths, a->path))
			free_assumption(a);
		else
			facts->assumed[n++] = *a;
	}
	facts->nassumed = n;
	/* the indices are others now */
	free(facts->places);
	facts->places = NULL;
	facts->nplaces = 0;
	pthread_mutex_unlock(&facts->lock);
}

static int assume_locked(struct sc_facts *facts, struct sc_assumption *a)
{
	if (grow_places(facts))
		return -1;
	if (assumed_before(facts, a)) {
		free_assumption(a);
		return 0;
	}
	if (SC_VEC_PUSH(facts->assumed, facts->nassumed, *a))
		return -1;
	*find_place(facts, a) = (uint32_t)facts->nassumed;
	return 0;
}

int sc_facts_assume(struct sc_facts *facts, const struct sc_assumption *a)
{
	struct sc_assumption copy = *a;
	int err = -1;

	copy.name = strdup(a->name);
	copy.path = strdup(a->path);
	copy.section = strdup(a->section);
	copy.function = strdup(a->function);
	pthread_mutex_lock(&facts->lock);
	if (copy.name && copy.path && copy.section && copy.function)
		err = assume_locked(facts, &copy);
	if (!err)
		err = sc_facts_add_locked(facts, a->name, SC_FACT_ASSUMED,
					  a->earlier);
	else
		free_assumption(&copy);
	pthread_mutex_unlock(&facts->lock);
	return err;
}

bool sc_facts_has_assumption(struct sc_facts *facts,
			     const struct sc_assumption *a)
{
	bool found = false;

	pthread_mutex_lock(&facts->lock);
	for (size_t i = 0; i < facts->nassumed && !found; i++) {
		const struct sc_assumption *b = &facts->assumed[i];

		found = !b->earlier && b->derived == a->derived &&
			b->guessed == a->guessed && !strcmp(a->name, b->name) &&
			!strcmp(a->function, b->function) &&
			!strcmp(a->path, b->path);
	}
	pthread_mutex_unlock(&facts->lock);
	return found;
}

const struct sc_assumption *sc_facts_assumptions(const struct sc_facts *facts,
						 size_t *n_ret)
{
	*n_ret = facts->nassumed;
	return facts->assumed;
}
