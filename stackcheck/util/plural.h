/* SPDX-License-Identifier: GPL-2.0-only */
/* Nouns that are counted in texts for people. */
#ifndef STACKCHECK_UTIL_PLURAL_H
#define STACKCHECK_UTIL_PLURAL_H

#include <stdint.h>

/* What ends a noun behind the number @n: "1 object", "2 objects". */
static inline const char *sc_plural(uint64_t n)
{
	return n == 1 ? "" : "s";
}

#endif
