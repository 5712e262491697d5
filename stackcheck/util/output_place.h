/* SPDX-License-Identifier: GPL-2.0-only */
/* Where the path of an output leads. */
#ifndef STACKCHECK_UTIL_OUTPUT_PLACE_H
#define STACKCHECK_UTIL_OUTPUT_PLACE_H

#include "stackcheck/util/output.h"

/* Set @out's folder and name, or its descriptor if it is written through. */
int sc_output_resolve(struct sc_output *out, const char *path);
/* The output is @name in @dir, which stays the caller's. */
int sc_output_find(struct sc_output *out, int dir, const char *name);

#endif
