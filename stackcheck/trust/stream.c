// SPDX-License-Identifier: GPL-2.0-only
/* Streams of rows: short numbers for frequent rows, each stream once. */
#include <stdlib.h>
#include <string.h>

#include "stackcheck/trust/stream.h"
#include "stackcheck/trust/write.h"
#include "stackcheck/util/vec.h"

/* --- the most frequent rows get the shortest numbers */

struct use {
	uint32_t row, n;
};

static int compare_use(const void *pa, const void *pb)
{
	const struct use *a = pa, *b = pb;

	if (a->n != b->n)
		return a->n > b->n ? -1 : 1;
	return a->row < b->row ? -1 : a->row > b->row;
}

void sc_trust_rank_rows(struct sc_trust_writer *w)
{
	size_t n = w->rows->nrows;
	struct use *use = calloc(n + 1, sizeof(*use));

	w->rank = calloc(n + 1, sizeof(*w->rank));
	if (!use || !w->rank) {
		w->failed = true;
		free(use);
		return;
	}
	for (size_t i = 0; i < n; i++)
		use[i].row = (uint32_t)i;
	for (size_t i = 0; i < w->rows->nitems; i++)
		use[w->rows->items[i].row].n++;
	qsort(use, n, sizeof(*use), compare_use);
	for (size_t i = 0; i < n; i++)
		w->rank[use[i].row] = (uint32_t)i;
	free(use);
}

/* --- streams, each once */

static void put_byte(struct sc_trust_writer *w, uint8_t byte)
{
	if (SC_VEC_PUSH(w->one, w->none, byte))
		w->failed = true;
}

void sc_trust_put(struct sc_trust_writer *w, uint32_t number)
{
	for (; number >= 0x80; number >>= 7)
		put_byte(w, (uint8_t)(number | 0x80));
	put_byte(w, (uint8_t)number);
}

static size_t known_slot(const struct sc_trust_writer *w, const uint8_t *s,
			 size_t len)
{
	size_t i = sc_trust_hash(SC_TRUST_HASH_START, s, len);

	for (i &= w->nknown - 1;; i = (i + 1) & (w->nknown - 1))
		if (!w->known[i] ||
		    (w->known_len[i] == len &&
		     !memcmp(w->stream + w->known[i] - 1, s, len)))
			return i;
}

static int grow_known(struct sc_trust_writer *w)
{
	size_t n = w->nknown;
	uint32_t *known = w->known, *len = w->known_len;

	w->nknown = n ? 2 * n : 1024;
	w->known = calloc(w->nknown, sizeof(*known));
	w->known_len = calloc(w->nknown, sizeof(*len));
	for (size_t i = 0; w->known && w->known_len && i < n; i++) {
		size_t at;

		if (!known[i])
			continue;
		at = known_slot(w, w->stream + known[i] - 1, len[i]);
		w->known[at] = known[i];
		w->known_len[at] = len[i];
	}
	free(known);
	free(len);
	return w->known && w->known_len ? 0 : -1;
}

uint32_t sc_trust_keep_stream(struct sc_trust_writer *w)
{
	uint32_t off = (uint32_t)w->nstream;
	size_t at;

	if (w->failed || (2 * w->used >= w->nknown && grow_known(w))) {
		w->failed = true;
		return 0;
	}
	at = known_slot(w, w->one, w->none);
	if (w->known[at])
		return w->known[at] - 1;
	for (size_t i = 0; i < w->none; i++)
		if (SC_VEC_PUSH(w->stream, w->nstream, w->one[i]))
			w->failed = true;
	w->known[at] = off + 1;
	w->known_len[at] = (uint32_t)w->none;
	w->used++;
	return off;
}
