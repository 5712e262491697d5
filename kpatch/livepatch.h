/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Patches that the kernel's own livepatch code puts in, task by task. What this does
 * ends: at the time-out the patch is back where it was, and the tasks that had not
 * changed over are told.
 */
#ifndef KPATCH_LIVEPATCH_H
#define KPATCH_LIVEPATCH_H

#include "kpatch/patch_file.h"
#include "kpatch/request.h"

/*
 * Load @file and wait until all tasks have changed over; without them all, it is
 * disabled and unloaded. The caller has begun @req. The code of what was told.
 */
enum kp_exit kp_livepatch_load(struct kp_ctx *ctx, const struct kp_file *file,
			       const struct kp_request *req);

/*
 * Disable the patch, wait, and unload its module; if not all tasks change over, it
 * is enabled again. The caller has begun a request.
 */
enum kp_exit kp_livepatch_unload(struct kp_ctx *ctx, const char *name);

#endif
