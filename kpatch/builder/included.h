/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * C files that other sources include, as kernel/sched/build_policy.c does with
 * rt.c. What such a file changes is in the objects of these.
 */
#ifndef KPATCH_BUILDER_INCLUDED_H
#define KPATCH_BUILDER_INCLUDED_H

#include "kpatch/builder/changes.h"
#include "kpatch/builder/compile.h"

/*
 * Find out of each changed file whether others may include it: headers, and C
 * files that the index of includes names, by the last part of their paths. For a
 * source that was given by hand no index is kept. There, C files count that no
 * Makefile lists. 0, or -1 with @err.
 */
int pb_changes_find_included(struct pb_changes *changes,
			     const struct pb_workshop *shop,
			     const struct pb_progress *progress,
			     struct sc_error *err);

#endif
