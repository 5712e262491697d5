/* SPDX-License-Identifier: GPL-2.0-only */
/* How names begin and end. */
#ifndef STACKCHECK_UTIL_AFFIX_H
#define STACKCHECK_UTIL_AFFIX_H

#include <stdbool.h>
#include <string.h>

static inline bool sc_starts_with(const char *name, const char *prefix)
{
	return !strncmp(name, prefix, strlen(prefix));
}

static inline bool sc_ends_with(const char *name, const char *suffix)
{
	size_t n = strlen(name), m = strlen(suffix);

	return n >= m && !strcmp(name + n - m, suffix);
}

#endif
