// SPDX-License-Identifier: GPL-2.0-only
#include "stackcheck/util/sort.h"

#include <stdbool.h>
#include <stdlib.h>

static bool is_sorted(const char *base, size_t n, size_t size,
		      int (*compare)(const void *a, const void *b))
{
	for (size_t i = 1; i < n; i++)
		if (compare(base + (i - 1) * size, base + i * size) > 0)
			return false;
	return true;
}

void sc_sort(void *base, size_t n, size_t size,
	     int (*compare)(const void *a, const void *b))
{
	if (!is_sorted(base, n, size, compare))
		qsort(base, n, size, compare);
}
