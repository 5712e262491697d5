// SPDX-License-Identifier: GPL-2.0-only
/* Threads over an index range: a shared counter deals out the indexes. */
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "stackcheck/util/parallel.h"

struct deal {
	atomic_size_t next;
	size_t n;
	void (*fn)(void *ctx, size_t i);
	void *ctx;
};

static void *take_part(void *arg)
{
	struct deal *deal = arg;
	size_t i;

	while ((i = atomic_fetch_add(&deal->next, 1)) < deal->n)
		deal->fn(deal->ctx, i);
	return NULL;
}

void sc_parallel(unsigned int jobs, size_t n, void (*fn)(void *ctx, size_t i),
		 void *ctx)
{
	struct deal deal = { .n = n, .fn = fn, .ctx = ctx };
	pthread_t *threads = NULL;
	size_t helpers = 0;

	if (jobs > n)
		jobs = (unsigned int)n;
	if (jobs > 1)
		threads = calloc(jobs - 1, sizeof(*threads));
	while (threads && helpers < jobs - 1) {
		if (pthread_create(&threads[helpers], NULL, take_part, &deal))
			break;
		helpers++;
	}
	take_part(&deal);
	while (helpers)
		pthread_join(threads[--helpers], NULL);
	free(threads);
}

unsigned int sc_cpu_count(void)
{
	cpu_set_t set;

	if (sched_getaffinity(0, sizeof(set), &set))
		return 1;
	return (unsigned int)CPU_COUNT(&set);
}
