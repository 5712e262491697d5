/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Which engine enables a patch: kpatch.ko, or the kernel's own livepatch code. A
 * module in livepatch's format can go to either of them.
 */
#ifndef KPATCH_ENGINE_H
#define KPATCH_ENGINE_H

#include "kpatch/patch_file.h"

/*
 * The engine of --engine, or the one that has the patch already, or the one of its
 * format. KP_DONE, or the code of what was told: that engine cannot have it, or
 * @replace cannot be done.
 */
enum kp_exit kp_engine_choose(const struct kp_ctx *ctx,
			      const struct kp_file *file, bool replace,
			      enum kp_engine *engine_ret);

/* Whether kpatch.ko, which is loaded, can have a patch of that format. */
enum kp_exit kp_engine_check_core(const struct kp_ctx *ctx,
				  const struct kp_file *file);

/* Load the module so that kpatch.ko enables its patch. 0 or an errno. */
int kp_engine_load(const struct kp_ctx *ctx, const struct kp_file *file,
		   const char *params);

#endif
