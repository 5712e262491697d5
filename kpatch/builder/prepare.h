/* SPDX-License-Identifier: GPL-2.0-only */
/* Fetch and unpack everything that a kernel release needs. */
#ifndef KPATCH_BUILDER_PREPARE_H
#define KPATCH_BUILDER_PREPARE_H

#include "kpatch/builder/kernel_open.h"
#include "kpatch/builder/progress.h"

/*
 * Prepare @release in the cache, if it is not there in the version of its
 * packages; then open it. One line is told for each step. Two runs at once are
 * safe: the second waits for the first. With options->source, no package of the
 * source is used. 0, or -1 with @err and nothing to free.
 */
int pb_prepare(const char *release, const struct pb_kernel_options *options,
	       const struct pb_progress *progress, struct pb_kernel *kernel,
	       struct sc_error *err);

#endif
