/* SPDX-License-Identifier: GPL-2.0-only */
/* Shared by output.c and output_place.c; -1 with errno set on failure. */
#ifndef STACKCHECK_UTIL_OUTPUT_PRIV_H
#define STACKCHECK_UTIL_OUTPUT_PRIV_H

#include "stackcheck/util/output.h"

/* Set @out's folder and name, or its descriptor if it is written through. */
int sc_output_resolve(struct sc_output *out, const char *path);
/* The output is @name in @dir, which stays the caller's. */
int sc_output_find(struct sc_output *out, int dir, const char *name);

#endif
