/* SPDX-License-Identifier: GPL-2.0-only */
/* A list of warnings, in words for the user. */
#ifndef KPATCH_BUILDER_WARNINGS_H
#define KPATCH_BUILDER_WARNINGS_H

#include <stddef.h>

#include "stackcheck/util/error.h"

/*
 * Append a warning to the list of *@n, which owns its texts. One that is there
 * already is not added again. 0, or -1 with @err: out of memory.
 */
int pb_warnings_add(char ***list, size_t *n, struct sc_error *err,
		    const char *fmt, ...) __attribute__((format(printf, 4, 5)));

#endif
