/* SPDX-License-Identifier: GPL-2.0-only */
/* kpatch build --match: what the sources give is compared with the kernel. */
#ifndef KPATCH_BUILD_MATCH_H
#define KPATCH_BUILD_MATCH_H

#include "kpatch/builder/kernel.h"
#include "kpatch/command.h"

/* Match @n files, and print what was found. The exit code of the command. */
enum kp_exit kp_build_match(struct kp_ctx *ctx, const struct pb_kernel *kernel,
			    char *const *sources, size_t n);

#endif
