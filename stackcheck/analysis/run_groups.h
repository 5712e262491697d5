/* SPDX-License-Identifier: GPL-2.0-only */
/* Running groups, on one thread or several. */
#ifndef STACKCHECK_ANALYSIS_RUN_GROUPS_H
#define STACKCHECK_ANALYSIS_RUN_GROUPS_H

#include "stackcheck/analysis/analysis.h"

/* What is known of callees so far; borrowed from @analysis. */
struct sc_callees sc_analysis_callees(const struct sc_analysis *analysis);

/*
 * Run @n @groups (NULL: all), checking into @res unless it is NULL. 0, or -1
 * when out of memory.
 */
int sc_analysis_run_groups(struct sc_analysis *analysis, const uint32_t *groups,
			   uint32_t n, struct sc_result *res);

/*
 * Of what groups told in analysis->assumed and ->shown, keep that of their last
 * runs. Runs that check do so themselves.
 */
void sc_analysis_drop_stale(struct sc_analysis *analysis);

#endif
