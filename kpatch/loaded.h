/* SPDX-License-Identifier: GPL-2.0-only */
/* Patch modules that are loaded, beside files and names of such. */
#ifndef KPATCH_LOADED_H
#define KPATCH_LOADED_H

#include "kpatch/patch_file.h"

/*
 * Open a patch for the running kernel, of either engine. KP_DONE, or the code of
 * what was told: not readable, no patch, for another kernel, or for another build of it.
 */
enum kp_exit kp_open_patch(const struct kp_ctx *ctx, const char *path,
			   struct kp_file *file);

/* "engine" of the document: who has the patch, or is to have it. */
void kp_put_engine(const struct kp_ctx *ctx, bool livepatch);

/*
 * Whether the loaded module of that name is this very build: by build-id, or
 * by srcversion; if neither can be told, it is taken for the same.
 */
bool kp_same_build(const struct kp_ctx *ctx, const struct kp_file *file);

/*
 * The name that an argument means, a name or a file of a patch; KP_DONE if
 * such a patch is loaded, otherwise it is told that it is not. The name is the
 * caller's to free, also then.
 */
enum kp_exit kp_name_of_loaded(const struct kp_ctx *ctx, const char *arg,
			       char **name_ret);

#endif
