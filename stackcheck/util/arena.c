// SPDX-License-Identifier: GPL-2.0-only
#include "stackcheck/util/arena.h"

#include <stdlib.h>
#include <string.h>

#define CHUNK 4096 /* bytes, unless one thing needs more */

struct sc_chunk {
	struct sc_chunk *next;
	size_t size, used; /* of bytes */
	void *bytes[];
};

static struct sc_chunk *add_chunk(struct sc_arena *arena, size_t size)
{
	struct sc_chunk *chunk = malloc(sizeof(*chunk) + size);

	if (!chunk)
		return NULL;
	*chunk = (struct sc_chunk){ .next = arena->chunks, .size = size };
	arena->chunks = chunk;
	return chunk;
}

void *sc_arena_alloc(struct sc_arena *arena, size_t size)
{
	struct sc_chunk *chunk = arena->chunks;
	void *got;

	size = (size + sizeof(void *) - 1) & ~(sizeof(void *) - 1);
	if (!chunk || size > chunk->size - chunk->used)
		chunk = add_chunk(arena, size > CHUNK ? size : CHUNK);
	if (!chunk)
		return NULL;
	got = (char *)chunk->bytes + chunk->used;
	chunk->used += size;
	return got;
}

char *sc_arena_copy(struct sc_arena *arena, const char *s, size_t len)
{
	char *copy = sc_arena_alloc(arena, len + 1);

	if (!copy)
		return NULL;
	memcpy(copy, s, len);
	copy[len] = '\0';
	return copy;
}

void sc_arena_merge(struct sc_arena *to, struct sc_arena *from)
{
	struct sc_chunk **last = &from->chunks;

	while (*last)
		last = &(*last)->next;
	*last = to->chunks;
	to->chunks = from->chunks;
	from->chunks = NULL;
}

void sc_arena_free(struct sc_arena *arena)
{
	while (arena->chunks) {
		struct sc_chunk *next = arena->chunks->next;

		free(arena->chunks);
		arena->chunks = next;
	}
}
