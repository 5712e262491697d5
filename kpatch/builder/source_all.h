/* SPDX-License-Identifier: GPL-2.0-only */
/* All parts of a source that are got later, in one go. */
#ifndef KPATCH_BUILDER_SOURCE_ALL_H
#define KPATCH_BUILDER_SOURCE_ALL_H

#include "kpatch/builder/kernel.h"
#include "kpatch/builder/progress.h"

/*
 * Get all that pb_source_get() would get for any path, but for the headers of AMD's registers,
 * which include nothing. It takes about half a minute, once. 0, or -1 with @err.
 */
int pb_source_get_all(const struct pb_kernel *kernel,
		      const struct pb_progress *progress, struct sc_error *err);

#endif
