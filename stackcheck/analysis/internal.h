/* SPDX-License-Identifier: GPL-2.0-only */
/* What the parts of a study share. */
#ifndef STACKCHECK_ANALYSIS_INTERNAL_H
#define STACKCHECK_ANALYSIS_INTERNAL_H

#include "stackcheck/analysis/analysis.h"

/* run_groups.c: what is known of callees so far; borrowed from @study. */
struct sc_callees sc_study_callees(const struct sc_study *study);

/*
 * Run @n @groups (NULL: all), judging into @res unless it is NULL. 0, or -1
 * when out of memory.
 */
int sc_study_run(struct sc_study *study, const uint32_t *groups, uint32_t n,
		 struct sc_result *res);

/*
 * noreturn.c, after the first run over all groups: run again those whose
 * callees turned out to be others than was taken for granted, until none do;
 * and judge anew what changed. 0, or -1 when out of memory.
 */
int sc_study_settle(struct sc_study *study, struct sc_result *res);

/*
 * refute.c, when all is settled: tell which functions are seen not to
 * return, and which only if an assumption holds; and put down the callees that
 * calls show to return. @all: once there is one, drop every assumption. 1:
 * there are such, so that the study must start over; 0; or -1 when out of
 * memory.
 */
int sc_study_refute(struct sc_study *study, bool all);

#endif
