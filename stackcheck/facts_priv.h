/* SPDX-License-Identifier: GPL-2.0-only */
/* What facts are, for facts.c and facts_file.c. */
#ifndef STACKCHECK_FACTS_PRIV_H
#define STACKCHECK_FACTS_PRIV_H

#include <pthread.h>

#include "stackcheck/facts.h"

struct sc_fact_entry {
	char *name; /* NULL: free */
	unsigned int what; /* a mask of enum sc_fact */
};

struct sc_facts {
	pthread_mutex_t lock; /* guards everything below */
	struct sc_fact_entry *table; /* open addressing */
	size_t size, used; /* size is a power of two */
	struct sc_assumption *assumed;
	size_t nassumed;
	uint64_t object;
};

#endif
