/* SPDX-License-Identifier: GPL-2.0-only */
/* What the files that write the glue share. */
#ifndef KPATCH_BUILDER_GLUE_PRIV_H
#define KPATCH_BUILDER_GLUE_PRIV_H

#include <stdio.h>

#include "kpatch/builder/plan.h"
#include "stackcheck/util/error.h"

/* The C name of the new function of entry N of the plan. */
#define PB_GLUE_NEW "kpatch_glue_new_"

/* The file while it is written. */
struct pb_glue {
	const struct pb_plan *plan;
	FILE *to;
	const char **targets; /* as pb_plan_targets() */
	size_t ntargets;
	size_t *nplaces; /* by target: places that refer to it */
	struct sc_error *err;
};

#endif
