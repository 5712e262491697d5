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
	struct sc_fact_entry *table; /* open addressing; NULL: nothing is in it */
	size_t size, used; /* size is a power of two, or 0 */
	struct sc_assumption *assumed;
	size_t nassumed;
	uint32_t *places; /* hash table: 1 + index in assumed, 0: free */
	size_t nplaces; /* a power of two, or 0 */
	uint64_t object;
	bool whole; /* a file's last line was read */
};

#endif
