/* SPDX-License-Identifier: GPL-2.0-only */
/* What calls show against the assumption that their callee does not return. */
#ifndef STACKCHECK_ANALYSIS_REFUTE_H
#define STACKCHECK_ANALYSIS_REFUTE_H

#include "stackcheck/analysis/analysis.h"
#include "stackcheck/analysis/callers.h"

/*
 * When all is settled: tell which functions are seen not to
 * return, and which only if an assumption holds; and put down the callees that
 * calls show to return. @callers: found if they are needed. @all: once there is one, drop every assumption. 1:
 * there are such, so that the analysis must start over; 0; or -1 when out of
 * memory.
 */
int sc_analysis_refute(struct sc_analysis *analysis, struct sc_callers *callers,
		       bool all);

#endif
