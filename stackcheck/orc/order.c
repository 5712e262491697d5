// SPDX-License-Identifier: GPL-2.0-only
/*
 * Entries in the order of their places. There are hundreds of thousands, mostly
 * in order already: a radix sort takes a few passes over them.
 */
#include "stackcheck/orc/order.h"

#include <stdlib.h>

#define DIGIT 13 /* bits */
#define NDIGITS (1u << DIGIT)

/* Of two for one place, the one that says something comes first. */
static uint64_t key_of(const struct sc_orc_entry *e)
{
	return (uint64_t)e->sec << 33 | (uint64_t)e->off << 1 |
	       (e->type == SC_ORC_TYPE_UNDEFINED);
}

/* Bits in which keys differ. */
static uint64_t find_varying(const struct sc_orc_entry *list, size_t n)
{
	uint64_t varying = 0;

	for (size_t i = 1; i < n; i++)
		varying |= key_of(&list[i]) ^ key_of(&list[0]);
	return varying;
}

/* From @from to @to, by the digit at @shift; else they stay in their order. */
static void sort_by_digit(const struct sc_orc_entry *from,
			  struct sc_orc_entry *to, size_t n, unsigned int shift)
{
	uint32_t at[NDIGITS + 1] = { 0 };

	for (size_t i = 0; i < n; i++)
		at[(key_of(&from[i]) >> shift & (NDIGITS - 1)) + 1]++;
	for (unsigned int d = 0; d < NDIGITS; d++)
		at[d + 1] += at[d];
	for (size_t i = 0; i < n; i++)
		to[at[key_of(&from[i]) >> shift & (NDIGITS - 1)]++] = from[i];
}

int sc_orc_sort(struct sc_orc_entry **list, size_t n)
{
	uint64_t varying = find_varying(*list, n);
	struct sc_orc_entry *from = *list, *to, *swap;

	if (!varying)
		return 0;
	to = malloc(n * sizeof(*to));
	if (!to)
		return -1;
	for (unsigned int shift = 0; shift < 64 && varying >> shift;
	     shift += DIGIT) {
		if (!(varying >> shift & (NDIGITS - 1)))
			continue;
		sort_by_digit(from, to, n, shift);
		swap = from;
		from = to;
		to = swap;
	}
	free(to);
	*list = from;
	return 0;
}
