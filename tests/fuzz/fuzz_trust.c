// SPDX-License-Identifier: GPL-2.0-only
/*
 * Any bytes as a trust table: it is refused, or each of its bytes of code has
 * an answer within bounds. The sum, which only says that nobody has changed a
 * table since it was made, is put right so that what it covers is tried.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stackcheck/trust.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MAX_LOOKUPS 2000
#define MAX_INDEX (1u << 20) /* bytes */

static void check(int ok, const char *what)
{
	if (ok)
		return;
	fprintf(stderr, "broken promise: %s\n", what);
	abort();
}

static bool in(uint32_t off, uint32_t start, uint32_t end)
{
	return start <= off && off < end;
}

static void check_hit(const struct sc_trust_hit *h, uint32_t off, uint32_t size)
{
	bool tracked = h->verdict == SC_TRUST_TRACKED;

	check(in(off, h->start, h->end) && h->end <= size, "byte in range");
	check(in(off, h->row_start, h->row_end), "byte in row");
	check(h->start <= h->row_start && h->row_end <= h->end, "row in range");
	check(tracked == (h->reason == SC_TRUST_R_NONE), "a row or a reason");
	check(h->row.kind < SC_TRUST_NROW_KINDS, "a kind of row");
	check(sc_trust_reason_text(h->reason) != NULL, "words");
}

static bool same_row(const struct sc_trust_hit *a, const struct sc_trust_hit *b)
{
	return a->row_start == b->row_start && a->row_end == b->row_end &&
	       !memcmp(&a->row, &b->row, sizeof(a->row));
}

/* Rows one after the other, as sc_trust_each_row() gives them. */
struct rows {
	const void *table;
	uint32_t region, at;
	unsigned int budget;
};

static void try_row(const struct sc_trust_hit *hit, void *data)
{
	struct rows *rows = data;
	struct sc_trust_hit again;

	check(hit->row_start == rows->at, "no gap");
	check(hit->row_end > rows->at, "no empty row");
	rows->at = hit->row_end;
	if (!rows->budget)
		return;
	rows->budget--;
	sc_trust_lookup(rows->table, rows->region, hit->row_start, &again);
	check(same_row(hit, &again), "the row that a look-up finds");
	check(hit->verdict == again.verdict, "the verdict, too");
}

static void try_index(const void *table, const struct sc_trust_index *index,
		      const struct sc_trust_hit *hit, uint32_t off)
{
	struct sc_trust_hit fast;

	check(!sc_trust_index_lookup(table, index, hit->region, off, &fast),
	      "covered by the index");
	check(same_row(hit, &fast), "the index leads to the same row");
	check(hit->start == fast.start && hit->end == fast.end,
	      "of the same range");
	check(hit->verdict == fast.verdict && hit->function == fast.function &&
		      hit->region == fast.region,
	      "with the same marks");
}

static void try_region(const void *table, const struct sc_trust_index *index,
		       uint32_t i, unsigned int *budget)
{
	const struct sc_trust_region *r = &sc_trust_regions(table)[i];
	struct rows rows = { table, i, 0, *budget };
	struct sc_trust_hit hit, last;
	uint32_t off = 0;

	check(sc_trust_lookup(table, i, r->size, &hit) == -1, "the end is out");
	while (off < r->size && --*budget) {
		check(!sc_trust_lookup(table, i, off, &hit), "covered");
		check_hit(&hit, off, r->size);
		try_index(table, index, &hit, off);
		try_index(table, index, &hit, hit.row_end - 1);
		sc_trust_lookup(table, i, hit.row_end - 1, &last);
		check(same_row(&hit, &last), "one row up to its end");
		off = hit.row_end;
	}
	sc_trust_each_row(table, i, try_row, &rows);
	check(rows.at == r->size, "rows of all of it");
	sc_trust_find(table, 0x1000, sc_trust_address(table, i, 0x1000), &hit);
}

/* Of exactly its size. NULL: it would be large, or there can be none. */
static struct sc_trust_index *make_index(const void *table)
{
	size_t size = sc_trust_index_size(table);
	struct sc_trust_index *index = NULL;

	if (size && size <= MAX_INDEX)
		index = malloc(size);
	if (index)
		sc_trust_index_make(table, index);
	return index;
}

static void try_table(const void *table)
{
	const struct sc_trust_header *h = table;
	struct sc_trust_index *index = make_index(table);
	unsigned int budget = MAX_LOOKUPS;

	for (uint32_t i = 0; i < h->nregions && budget; i++)
		try_region(table, index, i, &budget);
	free(index);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	uint8_t *copy = NULL;
	size_t at = 0, tsize = 0;
	int bad;

	/* of exactly this size, so that a byte too far is seen */
	if (posix_memalign((void **)&copy, SC_TRUST_ALIGN, size ? size : 1))
		return 0;
	if (size)
		memcpy(copy, data, size);
	bad = sc_trust_check(copy, size);
	if (bad == SC_TRUST_BAD_SUM) {
		struct sc_trust_header *h = (void *)copy;

		h->sum = sc_trust_sum(copy);
		bad = sc_trust_check(copy, size);
	}
	check(bad >= 0 && bad < SC_TRUST_NERRORS, "a known error");
	if (!bad)
		try_table(copy);
	for (unsigned int n = 0;
	     n < 8 && sc_trust_next(copy, size, &at, &tsize) > 0;
	     n++, at += tsize)
		check(tsize && tsize <= size - at, "a table in the section");
	free(copy);
	return 0;
}
