/* SPDX-License-Identifier: GPL-2.0-only */
/* Which functions do not return, and what follows for their callers. */
#ifndef STACKCHECK_ANALYSIS_NORETURN_H
#define STACKCHECK_ANALYSIS_NORETURN_H

#include "stackcheck/analysis/analysis.h"

/*
 * After the first run over all groups: run again those whose
 * callees turned out to be others than was taken for granted, until none do;
 * and check anew what changed. 0, or -1 when out of memory.
 */
int sc_analysis_propagate(struct sc_analysis *analysis, struct sc_result *res);

#endif
