/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Patches that are loaded at boot: /lib/modules/RELEASE/kpatch/ has the files,
 * and in `order` their names, one a line, in the order they are loaded in.
 */
#ifndef KPATCH_STORE_H
#define KPATCH_STORE_H

#include "kpatch/patch_file.h"

/*
 * For those that change it, from before they look at it: one at a time. A
 * descriptor that holds the lock until it is closed; or -1 with @err, and errno
 * as kp_lock_take().
 */
int kp_store_lock(const struct kp_ctx *ctx, struct sc_error *err);

/*
 * Paths of what is installed for a kernel, in order, as seen from inside the
 * root; none is no error. 0, or -1 with @err. kp_names_free().
 */
int kp_store_list(const struct kp_ctx *ctx, const char *release,
		  struct kp_names *paths, struct sc_error *err);

/*
 * Whether `order` of a kernel can be changed: it is a regular file, or missing,
 * and each line is NAME.ko. 0, or -1 with @err.
 */
int kp_store_check(const struct kp_ctx *ctx, const char *release,
		   struct sc_error *err);

/*
 * Copy @file, unpacked, for the kernel it was built for, as the last in order;
 * one of its name is replaced. @path_ret is where it is now. On failure, -1 with
 * @err, the file is taken away again if none of its name was there.
 */
int kp_store_add(const struct kp_ctx *ctx, const struct kp_file *file,
		 struct kp_path *path_ret, struct sc_error *err);

/* Take module @name away. 1: it was not there. */
int kp_store_remove(const struct kp_ctx *ctx, const char *release,
		    const char *name, struct sc_error *err);

/* Whether anything is installed for any kernel. 0, or -1 with @err. */
int kp_store_any(const struct kp_ctx *ctx, bool *any_ret, struct sc_error *err);

#endif
