/* SPDX-License-Identifier: GPL-2.0-only */
/* Files from the package of a kernel's source, into its folder in the cache. */
#ifndef KPATCH_BUILDER_SOURCE_UNPACK_H
#define KPATCH_BUILDER_SOURCE_UNPACK_H

#include "kpatch/builder/kernel.h"
#include "kpatch/builder/progress.h"
#include "kpatch/builder/source_part.h"

/*
 * Unpack the source without what is got later, from the package @deb, whose
 * archive has the name @name, as linux-source-6.12, into the folder @to. 0, or -1
 * with @err.
 */
int pb_source_unpack(const char *deb, const char *name, const char *to,
		     struct sc_error *err);

/* Lock the kernel: a descriptor, which the caller closes; -1 with @err. */
int pb_source_lock(const struct pb_kernel *kernel,
		   const struct pb_progress *progress, struct sc_error *err);

/*
 * Add files to the source of a kernel that is locked: of one part, of a list, or
 * all that is got later. Files that are there stay, unless the last run of this
 * did not end: then all are got again, and no part counts as whole. 0, or -1 with
 * @err.
 */
int pb_source_add_part(const struct pb_kernel *kernel,
		       const struct pb_source_part *part, struct sc_error *err);
int pb_source_add_list(const struct pb_kernel *kernel,
		       const struct pb_words *paths, struct sc_error *err);
int pb_source_add_all(const struct pb_kernel *kernel, struct sc_error *err);

/* Did the last one not end? Then files may be there that are not whole. */
bool pb_source_is_broken(const struct pb_kernel *kernel);

#endif
