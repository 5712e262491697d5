/* SPDX-License-Identifier: GPL-2.0-only */
/* What source.c and source_all.c share. */
#ifndef KPATCH_BUILDER_SOURCE_PRIV_H
#define KPATCH_BUILDER_SOURCE_PRIV_H

#include "kpatch/builder/names.h"
#include "kpatch/builder/source.h"
#include "kpatch/builder/words.h"
#include "kpatch/file.h"

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
