/* SPDX-License-Identifier: GPL-2.0-only */
/* Memory for many small things that are all freed at once. */
#ifndef STACKCHECK_UTIL_ARENA_H
#define STACKCHECK_UTIL_ARENA_H

#include <stddef.h>

struct sc_chunk;

/* One that is zero-filled is empty. */
struct sc_arena {
	struct sc_chunk *chunks; /* the first is the one that is filled now */
};

/* @size bytes, aligned for a pointer; NULL when out of memory. */
void *sc_arena_alloc(struct sc_arena *arena, size_t size);
/* A copy of the first @len bytes of @s, with a zero byte behind them; likewise. */
char *sc_arena_copy(struct sc_arena *arena, const char *s, size_t len);
/* All that is in @from belongs to @to from here on. */
void sc_arena_merge(struct sc_arena *to, struct sc_arena *from);
void sc_arena_free(struct sc_arena *arena);

#endif
