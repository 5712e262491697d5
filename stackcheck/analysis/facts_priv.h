/* SPDX-License-Identifier: GPL-2.0-only */
/* What facts are, for facts.c, assumptions.c and facts_file.c. */
#ifndef STACKCHECK_ANALYSIS_FACTS_PRIV_H
#define STACKCHECK_ANALYSIS_FACTS_PRIV_H

#include <pthread.h>

#include "stackcheck/analysis/facts.h"

struct sc_fact_entry {
	char *name; /* NULL: free */
	/* masks of enum sc_fact */
	unsigned int what; /* of this run, */
	unsigned int earlier; /* and as a file had it */
};

struct sc_facts {
	pthread_mutex_t lock; /* guards everything below */
	struct sc_fact_entry *table; /* open addressing */
	size_t size, used; /* size is a power of two */
	struct sc_assumption *assumed;
	size_t nassumed;
	uint32_t *places; /* hash table: 1 + index in assumed, 0: free */
	size_t nplaces; /* a power of two, or 0 */
	uint64_t object;
	bool whole; /* a file's last line was read */
};

/* All that is known of it. What its code says in this run comes first. */
unsigned int sc_facts_all_of(const struct sc_fact_entry *f);

/* FNV-1a of a name. */
uint64_t sc_facts_hash(const char *name);

/* sc_facts_add() with the lock held; @earlier: of an earlier run. */
int sc_facts_add_locked(struct sc_facts *facts, const char *name,
			unsigned int what, bool earlier);

/* assumptions.c: free all of them. */
void sc_assumptions_free(struct sc_facts *facts);

/* As sc_facts_add(), of what a file says of an earlier run. */
int sc_facts_add_earlier(struct sc_facts *facts, const char *name,
			 unsigned int fact);

#endif
