/* SPDX-License-Identifier: GPL-2.0-only */
/* The text of the index of includes: made by a walk over the source, and kept. */
#ifndef KPATCH_BUILDER_INCLUDE_WALK_H
#define KPATCH_BUILDER_INCLUDE_WALK_H

#include "kpatch/builder/kernel.h"
#include "kpatch/builder/progress.h"

/*
 * Lines: "F" and the path of a file, then one for each of its directives, as
 * pb_includes_scan() writes them. Files are sorted by path. The caller frees it.
 * NULL with @err.
 */
char *pb_includes_text(const struct pb_kernel *kernel,
		       const struct pb_progress *progress,
		       struct sc_error *err);

/*
 * Make the index of a kernel of the cache, unless it is there. To do so it unpacks
 * all of the source: that takes half a minute. 0, or -1 with @err.
 */
int pb_includes_make(const struct pb_kernel *kernel,
		     const struct pb_progress *progress, struct sc_error *err);

#endif
