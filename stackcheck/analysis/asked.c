// SPDX-License-Identifier: GPL-2.0-only
#include "stackcheck/analysis/asked.h"

#include <elf.h>
#include <stdlib.h>

#include "stackcheck/cfg/targets.h"
#include "stackcheck/util/search.h"
#include "stackcheck/util/vec.h"

int sc_news_add(struct sc_news *news, const char *name, unsigned int what)
{
	struct sc_new_fact fact = { sc_facts_hash(name), what };

	return SC_VEC_PUSH(news->list, news->n, fact);
}

void sc_news_free(struct sc_news *news)
{
	free(news->list);
	*news = (struct sc_news){ 0 };
}

static int compare_hashes(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

static int add_symbol(const struct sc_object *obj, uint32_t i,
		      struct sc_asked *asked)
{
	const struct sc_symbol *s = &obj->img->syms[i];
	uint64_t hash;

	if (!s->name[0])
		return 0;
	hash = sc_facts_hash(s->name);
	if ((s->sec == SC_SEC_UNDEF || sc_symbol_is_open(obj, i)) &&
	    SC_VEC_PUSH(asked->others, asked->nothers, hash))
		return -1;
	return s->sec != SC_SEC_UNDEF && s->type == STT_FUNC &&
			       s->bind != STB_LOCAL
		       ? SC_VEC_PUSH(asked->own, asked->nown, hash)
		       : 0;
}

int sc_asked_find(const struct sc_analysis *analysis, struct sc_asked *asked)
{
	const struct sc_object *obj = analysis->obj;

	*asked = (struct sc_asked){ 0 };
	for (uint32_t i = 1; i < obj->img->nsyms; i++) {
		if (!add_symbol(obj, i, asked))
			continue;
		sc_asked_free(asked);
		return -1;
	}
	if (asked->nothers)
		qsort(asked->others, asked->nothers, sizeof(*asked->others),
		      compare_hashes);
	if (asked->nown)
		qsort(asked->own, asked->nown, sizeof(*asked->own),
		      compare_hashes);
	return 0;
}

void sc_asked_free(struct sc_asked *asked)
{
	free(asked->others);
	free(asked->own);
	*asked = (struct sc_asked){ 0 };
}

static bool has_hash(const uint64_t *list, size_t n, uint64_t hash)
{
	size_t at = SC_FIRST_NOT(i, 0, n, list[i] < hash);

	return at < n && list[at] == hash;
}

bool sc_asked_any(const struct sc_asked *asked, const struct sc_news *news)
{
	for (size_t i = 0; i < news->n; i++) {
		const struct sc_new_fact *fact = &news->list[i];

		if (has_hash(asked->others, asked->nothers, fact->hash) ||
		    ((fact->what & SC_FACT_USED) &&
		     has_hash(asked->own, asked->nown, fact->hash)))
			return true;
	}
	return false;
}
