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

/*
 * The same for @n sources, by their paths, and all that they may include. Those
 * that the source does not have are passed over. It does nothing for a source that
 * was given by hand.
 */
int pb_includes_get_sources(const struct pb_kernel *kernel, char *const *paths,
			    size_t n, const struct pb_progress *progress,
			    struct sc_error *err);

#endif
