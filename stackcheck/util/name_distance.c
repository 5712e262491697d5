// SPDX-License-Identifier: GPL-2.0-only
#include "stackcheck/util/name_distance.h"

#include <stdint.h>
#include <string.h>

#define LONGEST 128 /* bytes of a name */
#define SHORTEST_PART 3 /* two letters are a part of too many names */

static size_t min_of_3(size_t a, size_t b, size_t c)
{
	size_t least = a < b ? a : b;

	return least < c ? least : c;
}

/* Levenshtein's distance, one row of the table at a time. */
static size_t edit_distance(const char *a, size_t alen, const char *b,
			    size_t blen)
{
	size_t row[LONGEST + 1];

	for (size_t j = 0; j <= blen; j++)
		row[j] = j;
	for (size_t i = 1; i <= alen; i++) {
		size_t diagonal = row[0];

		row[0] = i;
		for (size_t j = 1; j <= blen; j++) {
			size_t above = row[j];

			row[j] = min_of_3(row[j - 1] + 1, above + 1,
					  diagonal + (a[i - 1] != b[j - 1]));
			diagonal = above;
		}
	}
	return row[blen];
}

size_t sc_name_distance(const char *typed, const char *name)
{
	size_t len = strlen(typed), name_len = strlen(name), d;

	if (!len || !name_len || len > LONGEST || name_len > LONGEST)
		return SIZE_MAX;
	d = edit_distance(typed, len, name, name_len);
	return len >= SHORTEST_PART && d > 2 && strstr(name, typed) ? 2 : d;
}

size_t sc_name_too_far(const char *typed)
{
	return strlen(typed) / 2 + 1;
}
