/* SPDX-License-Identifier: GPL-2.0-only */
/* What is known of a patch before anything is compiled. */
#ifndef KPATCH_BUILDER_BUILD_PLAN_H
#define KPATCH_BUILDER_BUILD_PLAN_H

#include "kpatch/builder/build_priv.h"

/* Make the plan of the patch: its name, the kernel, the diffs. 0, or -1. */
int pb_build_begin_plan(struct pb_build *build);

#endif
