/* SPDX-License-Identifier: GPL-2.0-only */
/* Threads over an index range. */
#ifndef STACKCHECK_UTIL_PARALLEL_H
#define STACKCHECK_UTIL_PARALLEL_H

#include <stddef.h>

/*
 * Call fn(ctx, i) once for each i < @n, in no order, on up to @jobs threads
 * of which the caller is one. Each thread takes the next index when it is
 * done with its last. Returns when all calls have. When a thread cannot be
 * had, those there are do its part. May be called inside fn.
 */
void sc_parallel(unsigned int jobs, size_t n, void (*fn)(void *ctx, size_t i),
		 void *ctx);

/* Processors this process may run on; at least 1. */
unsigned int sc_cpu_count(void);

#endif
