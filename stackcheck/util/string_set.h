/* SPDX-License-Identifier: GPL-2.0-only */
/* A set of strings, each kept once. */
#ifndef STACKCHECK_UTIL_STRING_SET_H
#define STACKCHECK_UTIL_STRING_SET_H

struct sc_strings;

struct sc_strings *sc_strings_new(void); /* NULL when out of memory */
void sc_strings_free(struct sc_strings *set);

/*
 * The set's own copy of @s, which lives as long as the set: the same pointer
 * for equal strings. NULL when out of memory. Not thread-safe.
 */
const char *sc_strings_intern(struct sc_strings *set, const char *s);

#endif
