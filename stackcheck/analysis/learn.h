/* SPDX-License-Identifier: GPL-2.0-only */
/* What one object tells about functions, for others to know. */
#ifndef STACKCHECK_ANALYSIS_LEARN_H
#define STACKCHECK_ANALYSIS_LEARN_H

#include "stackcheck/analysis/analysis.h"

/*
 * After sc_analysis_check(): add to @facts what the object shows of the functions
 * it has and calls, and what it assumes of the latter; @again: it was added
 * before. @res gets the names that were taken not to return. When memory is
 * out, @res says so.
 */
void sc_learn(struct sc_facts *facts, const struct sc_analysis *analysis,
	      struct sc_result *res, bool again);

/* The same names alone. */
void sc_report_assumptions(const struct sc_analysis *analysis,
			   struct sc_result *res);

#endif
