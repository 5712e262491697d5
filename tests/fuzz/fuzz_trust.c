// SPDX-License-Identifier: GPL-2.0-only
/*
 * Any bytes as a trust table: it is refused, or each of its bytes of code has
 * an answer within bounds. The sum, which only says that nobody has changed a
 * table since it was made, is put right so that what it covers is tried.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stackcheck/trust.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MAX_LOOKUPS 2000

static void check(int ok, const char *what)
{
	if (ok)
		return;
	fprintf(stderr, "broken promise: %s\n", what);
	abort();
}

static void check_hit(const struct sc_trust_hit *hit, uint32_t off,
		      uint32_t size)
{
	check(hit->start <= off && off < hit->end && hit->end <= size, "the "
								       "range "
								       "holds "
								       "the "
								       "byte");
	check(hit->start <= hit->row_start && hit->row_start <= off &&
		      off < hit->row_end && hit->row_end <= hit->end,
	      "the row holds the byte");
	check((hit->verdict == SC_TRUST_TRACKED) ==
		      (hit->reason == SC_TRUST_R_NONE),
	      "a row or a reason");
	check(hit->row.kind < SC_TRUST_NROW_KINDS, "a kind of row");
	check(sc_trust_reason_text(hit->reason) != NULL, "words");
}

static void try_region(const void *table, uint32_t i, unsigned int *budget)
{
	const struct sc_trust_region *r = &sc_trust_regions(table)[i];
	struct sc_trust_hit hit, again;
	uint32_t off = 0;

	check(sc_trust_lookup(table, i, r->size, &hit) == -1, "the end is out");
	while (off < r->size && --*budget) {
		check(!sc_trust_lookup(table, i, off, &hit), "all is covered");
		check_hit(&hit, off, r->size);
		check(!sc_trust_lookup(table, i, hit.row_end - 1, &again), "all"
									   " is"
									   " co"
									   "ver"
									   "e"
									   "d");
		check(again.row_start == hit.row_start &&
			      !memcmp(&again.row, &hit.row, sizeof(hit.row)),
		      "one row from its start to its end");
		off = hit.row_end;
	}
	sc_trust_find(table, 0x1000, sc_trust_address(table, i, 0x1000), &hit);
}

static void try_table(const void *table)
{
	const struct sc_trust_header *h = table;
	unsigned int budget = MAX_LOOKUPS;

	for (uint32_t i = 0; i < h->nregions && budget; i++)
		try_region(table, i, &budget);
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
		check(tsize && tsize <= size - at, "a table within the "
						   "section");
	free(copy);
	return 0;
}
