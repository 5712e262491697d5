/* SPDX-License-Identifier: GPL-2.0-only */
/* The annotated listing: instructions with the stack state beside them. */
#ifndef STACKCHECK_LISTING_LISTING_H
#define STACKCHECK_LISTING_LISTING_H

#include <stdbool.h>
#include <stdio.h>

#include "stackcheck/analysis/analysis.h"

struct sc_listing_options {
	const uint8_t *wanted; /* by function index; NULL: all */
	FILE *out;
	bool colour;
};

/*
 * Print the functions of a checked analysis, parts that jump into each other
 * together. Findings in what is printed, and with all functions also those
 * elsewhere, are counted in *@found_ret. Stops early when @out fails. 0, or
 * -1 with @err.
 */
int sc_listing_print(struct sc_analysis *analysis, const struct sc_result *res,
		     const struct sc_listing_options *opt, size_t *found_ret,
		     struct sc_error *err);

#endif
