/* SPDX-License-Identifier: GPL-2.0-only */
/* Binary search: one macro, for arrays of any type. */
#ifndef STACKCHECK_UTIL_SEARCH_H
#define STACKCHECK_UTIL_SEARCH_H

#include <stddef.h>

/*
 * The first index from @from on, and before @to, at which @before does not
 * hold; @to if it holds everywhere. @before is an expression with the index
 * @i. The array is in order: behind an index at which it does not hold, it
 * holds nowhere.
 */
#define SC_FIRST_NOT(i, from, to, before)                                      \
	({                                                                     \
		size_t low_##i = (from), high_##i = (to);                      \
                                                                               \
		while (low_##i < high_##i) {                                   \
			size_t i = low_##i + (high_##i - low_##i) / 2;         \
                                                                               \
			if (before)                                            \
				low_##i = i + 1;                               \
			else                                                   \
				high_##i = i;                                  \
		}                                                              \
		low_##i;                                                       \
	})

/* Is the place of @item before section @s, offset @o? */
#define SC_IS_BEFORE(item, s, o)                                               \
	((item).sec < (s) || ((item).sec == (s) && (item).off < (o)))
/* Before it, or the same? */
#define SC_IS_UP_TO(item, s, o)                                                \
	((item).sec < (s) || ((item).sec == (s) && (item).off <= (o)))

#endif
