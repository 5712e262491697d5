/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The source of a kernel. All of it would take over a gigabyte, most of it for
 * drivers that nobody patches. So a prepared kernel lacks:
 *	*.c below drivers/, sound/, and the folders of fs/
 *	*.h below sound/ and drivers/{accel,gpu,media,net/wireless,staging}/
 * It keeps the package, and gets files from it when they are needed. They may go
 * again when nobody uses the kernel: see source_limit.h. What objects for x86 do
 * not need is never there: Documentation, samples, rust, most of tools, other
 * arch/.
 */
#ifndef KPATCH_BUILDER_SOURCE_H
#define KPATCH_BUILDER_SOURCE_H

#include <stdbool.h>

#include "kpatch/builder/kernel.h"
#include "kpatch/builder/progress.h"
#include "kpatch/builder/words.h"

/*
 * Make sure that what lies in one folder with @path is there, and all headers that
 * it may include. Call it before you read or compile the file @path, which is
 * relative to the source as in a diff. It does nothing for a source that was given
 * by hand, and if all is there. Else it takes about ten seconds, once. Whether
 * @path itself exists is not looked at. 0, or -1 with @err.
 */
int pb_source_get(const struct pb_kernel *kernel, const char *path,
		  const struct pb_progress *progress, struct sc_error *err);

/* The same for files that the source is known to have, and for nothing else. */
int pb_source_get_list(const struct pb_kernel *kernel,
		       const struct pb_words *paths,
		       const struct pb_progress *progress,
		       struct sc_error *err);

/*
 * Does the makefile beside @path make programs that the build runs? These are made
 * of C files too, and nothing else tells which.
 */
bool pb_source_has_programs(const struct pb_kernel *kernel, const char *path);

/* Is the source that of the kernel's folder, or was it given by hand? */
bool pb_source_is_own(const struct pb_kernel *kernel);

#endif
