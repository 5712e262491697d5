/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A prepared kernel takes at most PB_KERNEL_MOST bytes of the disk while nobody
 * uses it. What builds have added goes when it takes more: first source files that
 * are of no part, then the parts that were not needed for the longest time, then
 * kept objects. It can all be had again.
 */
#ifndef KPATCH_BUILDER_SOURCE_LIMIT_H
#define KPATCH_BUILDER_SOURCE_LIMIT_H

#include "kpatch/builder/kernel.h"
#include "kpatch/builder/progress.h"

#define PB_KERNEL_MOST ((uint64_t)600 << 20)

/*
 * Use the source of a kernel: nothing that is there goes before the end. A
 * descriptor for pb_source_end(), or -1: the source is not in the cache, or the
 * folder cannot be locked. It waits while another run takes files away.
 */
int pb_source_begin(const struct pb_kernel *kernel);

/*
 * End it. If nobody else uses the kernel, it is brought below the limit. What goes
 * wrong in that is told, and has no other effect.
 */
void pb_source_end(const struct pb_kernel *kernel, int use,
		   const struct pb_progress *progress);

#endif
