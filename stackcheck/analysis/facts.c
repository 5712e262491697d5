// SPDX-License-Identifier: GPL-2.0-only
#include "stackcheck/analysis/asked.h"
#include "stackcheck/analysis/assumptions.h"
#include "stackcheck/analysis/facts.h"
#include "stackcheck/analysis/facts_priv.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct sc_facts *sc_facts_new(void)
{
	struct sc_facts *facts = calloc(1, sizeof(*facts));

	if (facts)
		pthread_mutex_init(&facts->lock, NULL);
	return facts;
}

void sc_facts_free(struct sc_facts *facts)
{
	if (!facts)
		return;
	for (size_t i = 0; i < facts->size; i++)
		free(facts->table[i].name);
	sc_assumptions_free(facts);
	free(facts->table);
	pthread_mutex_destroy(&facts->lock);
	free(facts);
}

uint64_t sc_facts_hash(const char *name)
{
	uint64_t h = 0xcbf29ce484222325ull;

	while (*name)
		h = (h ^ (unsigned char)*name++) * 0x100000001b3ull;
	return h;
}

/* There is a table. */
static struct sc_fact_entry *find_entry(const struct sc_facts *facts,
					const char *name)
{
	size_t mask = facts->size - 1;

	for (size_t i = sc_facts_hash(name) & mask;; i = (i + 1) & mask)
		if (!facts->table[i].name ||
		    !strcmp(facts->table[i].name, name))
			return &facts->table[i];
}

static int grow_table(struct sc_facts *facts)
{
	struct sc_fact_entry *old = facts->table;
	size_t n = facts->size, size = n ? 2 * n : 64;

	facts->table = calloc(size, sizeof(*old));
	if (!facts->table) {
		facts->table = old;
		return -1;
	}
	facts->size = size;
	for (size_t i = 0; i < n; i++)
		if (old[i].name)
			*find_entry(facts, old[i].name) = old[i];
	free(old);
	return 0;
}

unsigned int sc_facts_all_of(const struct sc_fact_entry *f)
{
	const unsigned int code = SC_FACT_NORETURN | SC_FACT_RETURNS;

	return f->what | (f->what & code ? f->earlier & ~code : f->earlier);
}

int sc_facts_add_locked(struct sc_facts *facts, const char *name,
			unsigned int what, bool earlier)
{
	struct sc_fact_entry *f;

	if (facts->used * 2 >= facts->size && grow_table(facts))
		return -1;
	f = find_entry(facts, name);
	if (!f->name) {
		f->name = strdup(name);
		if (!f->name)
			return -1;
		facts->used++;
	}
	*(earlier ? &f->earlier : &f->what) |= what;
	return 0;
}

int sc_facts_add(struct sc_facts *facts, const char *name, unsigned int what)
{
	int err;

	pthread_mutex_lock(&facts->lock);
	err = sc_facts_add_locked(facts, name, what, false);
	pthread_mutex_unlock(&facts->lock);
	return err;
}

int sc_facts_add_earlier(struct sc_facts *facts, const char *name,
			 unsigned int what)
{
	int err;

	pthread_mutex_lock(&facts->lock);
	err = sc_facts_add_locked(facts, name, what, true);
	pthread_mutex_unlock(&facts->lock);
	return err;
}

unsigned int sc_facts_get(struct sc_facts *facts, const char *name)
{
	unsigned int what;

	pthread_mutex_lock(&facts->lock);
	what = facts->size ? sc_facts_all_of(find_entry(facts, name)) : 0;
	pthread_mutex_unlock(&facts->lock);
	return what;
}

const char *sc_facts_next(const struct sc_facts *facts, size_t *at,
			  unsigned int *what_ret)
{
	while (*at < facts->size) {
		const struct sc_fact_entry *f = &facts->table[(*at)++];

		if (!f->name)
			continue;
		*what_ret = sc_facts_all_of(f);
		return f->name;
	}
	return NULL;
}

void sc_facts_set_object(struct sc_facts *facts, uint64_t sum)
{
	facts->object = sum;
}

uint64_t sc_facts_object(const struct sc_facts *facts)
{
	return facts->object;
}

bool sc_facts_are_whole(const struct sc_facts *facts)
{
	return facts->whole && facts->object;
}

int sc_facts_merge_noreturn(struct sc_facts *into, const struct sc_facts *from,
			    struct sc_news *news)
{
	for (size_t i = 0; i < from->size; i++) {
		const struct sc_fact_entry *f = &from->table[i];
		unsigned int what = f->name ? sc_facts_all_of(f) : 0;

		if (!(what & SC_FACT_NORETURN) || (what & SC_FACT_RETURNS) ||
		    (sc_facts_get(into, f->name) & SC_FACT_NORETURN))
			continue;
		if (sc_facts_add(into, f->name, SC_FACT_NORETURN) ||
		    sc_news_add(news, f->name, SC_FACT_NORETURN))
			return -1;
	}
	return 0;
}
