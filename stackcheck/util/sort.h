/* SPDX-License-Identifier: GPL-2.0-only */
/* Sorting what is mostly in order already, as tables of kernels are. */
#ifndef STACKCHECK_UTIL_SORT_H
#define STACKCHECK_UTIL_SORT_H

#include <stddef.h>

/* As qsort(), but nothing is moved if all is in order. @n may be 0. */
void sc_sort(void *base, size_t n, size_t size,
	     int (*compare)(const void *a, const void *b));

#endif
