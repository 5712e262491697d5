/* SPDX-License-Identifier: GPL-2.0-only */
/* What a stage made, in lines that a person or grep can read (--dump). */
#ifndef STACKCHECK_ANALYSIS_DUMP_H
#define STACKCHECK_ANALYSIS_DUMP_H

#include <stdio.h>

#include "stackcheck/analysis/analysis.h"
#include "stackcheck/analysis/options.h"

/* Print the result of stage @what of @analysis to @out. */
int sc_dump(struct sc_analysis *analysis, enum sc_dump what, FILE *out);

#endif
