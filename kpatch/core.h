/* SPDX-License-Identifier: GPL-2.0-only */
/* Where kpatch.ko is, and that it is loaded. */
#ifndef KPATCH_CORE_H
#define KPATCH_CORE_H

#include "kpatch/request.h"

/*
 * Load kpatch.ko if it is not loaded; kmod's files are looked for as kpatch(1)
 * tells. KP_DONE, or the code of what was told.
 */
enum kp_exit kp_core_ensure(const struct kp_ctx *ctx);

/* Where kpatch.ko for a kernel is; false if nowhere. */
bool kp_core_find(const struct kp_ctx *ctx, const char *release,
		  struct kp_path *path);

#endif
