/* SPDX-License-Identifier: GPL-2.0-only */
/* Growing arrays: one macro, no type of their own. */
#ifndef STACKCHECK_UTIL_VEC_H
#define STACKCHECK_UTIL_VEC_H

#include <stdlib.h>

/*
 * Make room for one more than @n elements in @ptr, whose capacity doubles at
 * powers of two from sixteen on, so that it need not be kept. Evaluates to
 * the new pointer, or NULL (and @ptr stays valid) when memory is out.
 */
static inline void *sc_vec_grow(void *ptr, size_t n, size_t size)
{
	if (n == 0)
		return ptr ? ptr : malloc(16 * size);
	if (n < 16 || (n & (n - 1)))
		return ptr;
	return realloc(ptr, 2 * n * size);
}

/* Append @value to @vec of @n elements; evaluates to 0, or -1. */
#define SC_VEC_PUSH(vec, n, value)                                             \
	({                                                                     \
		void *grown_ = sc_vec_grow((vec), (n), sizeof(*(vec)));        \
		if (grown_) {                                                  \
			(vec) = grown_;                                        \
			(vec)[(n)++] = (value);                                \
		}                                                              \
		grown_ ? 0 : -1;                                               \
	})

#endif
