/* SPDX-License-Identifier: GPL-2.0-only */
/* Whether a plan can become a module, and what it consists of. */
#ifndef KPATCH_BUILDER_PLAN_CHECK_H
#define KPATCH_BUILDER_PLAN_CHECK_H

#include <stdbool.h>

#include "kpatch/builder/plan.h"
#include "stackcheck/util/error.h"

/*
 * Names of the plan become C, file names and lines of .modinfo. 0 if each is
 * made of characters that mean nothing there, and each reference into a module
 * is into one that the plan changes. Otherwise -1 with @err, which has the name.
 */
int pb_plan_check(const struct pb_plan *plan, struct sc_error *err);

/*
 * The objects of the kernel that the plan changes, each once, vmlinux first.
 * NULL stands for vmlinux. The strings are the plan's; the caller frees the
 * array. NULL when out of memory.
 */
const char **pb_plan_targets(const struct pb_plan *plan, size_t *n_ret);

/* Whether both are vmlinux, or modules of the same name; '-' is '_' there. */
bool pb_is_same_target(const char *a, const char *b);

/*
 * Whether the kernel's livepatch code is needed: it puts the patch in, or finds
 * symbols of vmlinux for it.
 */
bool pb_plan_needs_livepatch(const struct pb_plan *plan);

#endif
