/* SPDX-License-Identifier: GPL-2.0-only */
/* The kernel that a command is about. */
#ifndef KPATCH_BUILDER_KERNEL_OPEN_H
#define KPATCH_BUILDER_KERNEL_OPEN_H

#include "kpatch/builder/kernel.h"

/* Where to look. All belongs to the caller; NULL: as said. */
struct pb_kernel_options {
	const char *cache; /* folder; NULL: as pb_cache_open() chooses */
	const char *packages; /* a folder of packages to look into first */
	const char *source; /* NULL: the package's */
	bool without_source; /* an out-of-tree module needs none */
	const char *headers; /* as @source */
	/* NULL, or both and the two above: nothing is looked for in the cache */
	const char *vmlinuz;
	const char *modules;
};

/*
 * Open what was prepared for @release, or what the options name. Of several
 * builds of a release it takes the newest version. If it is not prepared, and no
 * source is needed, what is installed is opened. 0, or -1 with @err, which says
 * so if it is not prepared, and nothing to free.
 */
int pb_kernel_open(const char *release, const struct pb_kernel_options *options,
		   struct pb_kernel *kernel, struct sc_error *err);

#endif
