/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A patch of `kpatch build` is made from the kernel's own source and its diffs. It
 * knows nothing of other patches. So it would undo what a patch in use has changed
 * in the same functions, and the compiler may have spread a change to any function
 * of the same source file.
 */
#ifndef KPATCH_OVERLAP_H
#define KPATCH_OVERLAP_H

#include "kpatch/patch_file.h"

/*
 * Whether @file can be put in beside the patches in use. KP_DONE; or the code of
 * what was told: one of them has a source file or a function in common with it.
 * Patches that `kpatch build` did not make are only compared by functions, and
 * a @file that it did not make is not compared: who wrote it may know the other.
 */
enum kp_exit kp_overlap_check(const struct kp_ctx *ctx,
			      const struct kp_file *file);

#endif
