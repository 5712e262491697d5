/* SPDX-License-Identifier: GPL-2.0-only */
/* Files of an index, into the source. */
#ifndef KPATCH_BUILDER_INCLUDE_GET_H
#define KPATCH_BUILDER_INCLUDE_GET_H

#include "kpatch/builder/include_graph.h"

/*
 * Make sure that all files of the set are in the source of the kernel. 0, or -1
 * with @err.
 */
int pb_includes_get(const struct pb_kernel *kernel,
		    const struct pb_includes *includes,
		    const struct pb_file_set *set,
		    const struct pb_progress *progress, struct sc_error *err);

#endif
