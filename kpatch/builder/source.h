/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The source of a kernel. All of it would take over a gigabyte, most of it for
 * drivers that nobody patches. So a prepared kernel lacks:
 *	*.c below drivers/ and sound/
 *	*.h below sound/ and drivers/{accel,gpu,net/wireless,staging}/
 * It keeps the package, and pb_source_get() gets those files from it, for one
 * folder as drivers/net/ or drivers/gpu/ at once. What objects for x86 do not need
 * is never there: Documentation, samples, rust, most of tools, other arch/.
 */
#ifndef KPATCH_BUILDER_SOURCE_H
#define KPATCH_BUILDER_SOURCE_H

#include <stdbool.h>

#include "kpatch/builder/kernel.h"
#include "kpatch/builder/names.h"
#include "kpatch/builder/progress.h"
#include "kpatch/builder/words.h"
#include "kpatch/file.h"

/*
 * Unpack the source from the package @deb, whose archive has the name @name, as
 * linux-source-6.12, into the folder @to. 0, or -1 with @err.
 */
int pb_source_unpack(const char *deb, const char *name, const char *to,
		     struct sc_error *err);

/*
 * Make sure that the folder which @path lies in is whole. Call it before you read
 * or compile the file @path, which is relative to the source as in a diff. It
 * does nothing for a path outside of drivers/ and sound/, for a source that was
 * given by hand, and if all is there. Else it takes about ten seconds, once.
 * Whether @path itself exists is not looked at. 0, or -1 with @err.
 */
int pb_source_get(const struct pb_kernel *kernel, const char *path,
		  const struct pb_progress *progress, struct sc_error *err);

/* Is the source that of the kernel's folder, or was it given by hand? */
bool pb_source_is_own(const struct pb_kernel *kernel);

/* --- for source_all.c and include_walk.c */

/* The file that tells that a part is there: parts/drivers-net. 0, or -1. */
int pb_source_mark(const struct pb_kernel *kernel, const char *part,
		   struct kp_path *path, struct sc_error *err);
/* Make it, empty. 0, or -1 with @err. */
int pb_source_make_mark(const char *path, struct sc_error *err);

/* The package of the source, and the name of its archive. 0, or -1 with @err. */
int pb_source_package(const struct pb_kernel *kernel, char name[PB_NAME],
		      struct kp_path *deb, struct sc_error *err);

/* Lock the kernel: a descriptor, which the caller closes; -1 with @err. */
int pb_source_lock(const struct pb_kernel *kernel,
		   const struct pb_progress *progress, struct sc_error *err);

/* Add tar's patterns of what is got later. 0, or -1 without memory. */
int pb_source_add_later(const char *name, struct pb_words *options);

#endif
