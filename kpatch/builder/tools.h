/* SPDX-License-Identifier: GPL-2.0-only */
/* Where the parts of this project are that a build uses. */
#ifndef KPATCH_BUILDER_TOOLS_H
#define KPATCH_BUILDER_TOOLS_H

#include "kpatch/file.h"
#include "stackcheck/util/error.h"

/*
 * stackcheck-kbuild: beside the program that runs, or else in PATH. The path is
 * absolute. 0, or -1 with @err, which says where it was looked for.
 */
int pb_find_step(struct kp_path *path, struct sc_error *err);

/*
 * kpatch.h: in the folder that KPATCH_INCLUDE names; else, from the folder of
 * the program that runs, in ../include/kpatch as it is installed, or in the
 * kmod/ of the sources that the program was built in. 0, or -1 with @err.
 */
int pb_find_header(struct kp_path *path, struct sc_error *err);

#endif
