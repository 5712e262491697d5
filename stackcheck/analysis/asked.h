/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The names whose facts the analysis of an object asks for, and whether any of
 * them became known since: if none did, the same analysis says the same.
 */
#ifndef STACKCHECK_ANALYSIS_ASKED_H
#define STACKCHECK_ANALYSIS_ASKED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "stackcheck/analysis/analysis.h"

/* What became known in one round; zero-filled is nothing. */
struct sc_news {
	struct sc_new_fact {
		uint64_t hash; /* of the name, see sc_facts_hash() */
		unsigned int what; /* a mask of enum sc_fact */
	} * list;
	size_t n;
};

/* 0, or -1 when out of memory. */
int sc_news_add(struct sc_news *news, const char *name, unsigned int what);
void sc_news_free(struct sc_news *news);

/* Names of one object, as hashes in order; zero-filled is none. */
struct sc_asked {
	uint64_t *others; /* of functions that others may define */
	uint64_t *own; /* of its own, asked for SC_FACT_USED alone */
	size_t nothers, nown;
};

/* Fill @asked, which is free again when it fails: -1, out of memory. */
int sc_asked_find(const struct sc_analysis *analysis, struct sc_asked *asked);
void sc_asked_free(struct sc_asked *asked);

/* Is any name of @news among them, with something that is asked for? */
bool sc_asked_any(const struct sc_asked *asked, const struct sc_news *news);

#endif
