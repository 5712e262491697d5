/* SPDX-License-Identifier: GPL-2.0-only */
/* What the parts of an analysis share. */
#ifndef STACKCHECK_ANALYSIS_INTERNAL_H
#define STACKCHECK_ANALYSIS_INTERNAL_H

#include "stackcheck/analysis/analysis.h"

/* run_groups.c: what is known of callees so far; borrowed from @analysis. */
struct sc_callees sc_analysis_callees(const struct sc_analysis *analysis);

/*
 * Run @n @groups (NULL: all), checking into @res unless it is NULL. 0, or -1
 * when out of memory.
 */
int sc_analysis_run_groups(struct sc_analysis *analysis, const uint32_t *groups,
			   uint32_t n, struct sc_result *res);

/*
 * noreturn.c, after the first run over all groups: run again those whose
 * callees turned out to be others than was taken for granted, until none do;
 * and check anew what changed. 0, or -1 when out of memory.
 */
int sc_analysis_propagate(struct sc_analysis *analysis, struct sc_result *res);

/*
 * refute.c, when all is settled: tell which functions are seen not to
 * return, and which only if an assumption holds; and put down the callees that
 * calls show to return. @all: once there is one, drop every assumption. 1:
 * there are such, so that the analysis must start over; 0; or -1 when out of
 * memory.
 */
int sc_analysis_refute(struct sc_analysis *analysis, bool all);

#endif
