// SPDX-License-Identifier: GPL-2.0-only
#include "stackcheck/dataflow/state_set.h"

#include <stdlib.h>
#include <string.h>

#include "stackcheck/util/vec.h"

#define CHUNK 64 /* states */

struct bucket {
	uint64_t hash;
	const struct sc_state *st; /* NULL: free */
};

struct sc_intern {
	struct bucket *buckets;
	size_t nbuckets; /* power of two */
	size_t used;
	struct sc_state **chunks;
	size_t nchunks;
};

struct sc_intern *sc_intern_new(void)
{
	struct sc_intern *in = calloc(1, sizeof(*in));

	if (!in)
		return NULL;
	in->nbuckets = 64;
	in->buckets = calloc(in->nbuckets, sizeof(*in->buckets));
	if (!in->buckets) {
		free(in);
		return NULL;
	}
	return in;
}

void sc_intern_free(struct sc_intern *in)
{
	if (!in)
		return;
	for (size_t i = 0; i < in->nchunks; i++)
		free(in->chunks[i]);
	free(in->chunks);
	free(in->buckets);
	free(in);
}

/* A table that one large group grew would cost every later one its size. */
static void shrink_table(struct sc_intern *in)
{
	struct bucket *small = calloc(64, sizeof(*small));

	if (!small)
		return;
	free(in->buckets);
	in->buckets = small;
	in->nbuckets = 64;
}

void sc_intern_reset(struct sc_intern *in)
{
	if (in->nbuckets > 256)
		shrink_table(in);
	if (in->used)
		memset(in->buckets, 0, in->nbuckets * sizeof(*in->buckets));
	in->used = 0;
}

static struct bucket *find_bucket(struct sc_intern *in, uint64_t hash,
				  const struct sc_state *st)
{
	size_t mask = in->nbuckets - 1;

	for (size_t i = hash & mask;; i = (i + 1) & mask) {
		struct bucket *b = &in->buckets[i];

		if (!b->st || (b->hash == hash && sc_state_equal(b->st, st)))
			return b;
	}
}

static int grow_table(struct sc_intern *in)
{
	struct bucket *old = in->buckets;
	size_t n = in->nbuckets;

	in->buckets = calloc(2 * n, sizeof(*old));
	if (!in->buckets) {
		in->buckets = old;
		return -1;
	}
	in->nbuckets = 2 * n;
	for (size_t i = 0; i < n; i++)
		if (old[i].st)
			*find_bucket(in, old[i].hash, old[i].st) = old[i];
	free(old);
	return 0;
}

static struct sc_state *take_state(struct sc_intern *in)
{
	if (in->used / CHUNK == in->nchunks) {
		struct sc_state *none = NULL;

		if (SC_VEC_PUSH(in->chunks, in->nchunks, none))
			return NULL;
		in->chunks[in->nchunks - 1] =
			malloc(CHUNK * sizeof(struct sc_state));
		if (!in->chunks[in->nchunks - 1]) {
			in->nchunks--;
			return NULL;
		}
	}
	return &in->chunks[in->used / CHUNK][in->used % CHUNK];
}

const struct sc_state *sc_intern_get(struct sc_intern *in,
				     const struct sc_state *st)
{
	uint64_t hash = sc_state_hash(st);
	struct bucket *b;
	struct sc_state *copy;

	if (in->used * 2 >= in->nbuckets && grow_table(in))
		return NULL;
	b = find_bucket(in, hash, st);
	if (b->st)
		return b->st;
	copy = take_state(in);
	if (!copy)
		return NULL;
	sc_state_copy(copy, st);
	*b = (struct bucket){ .hash = hash, .st = copy };
	in->used++;
	return copy;
}
