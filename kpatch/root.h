/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Files of the system that --root names, or of this one. Paths begin with a
 * slash and are looked up inside the root: an absolute link there leads to a
 * place there, and no `..` leads out.
 */
#ifndef KPATCH_ROOT_H
#define KPATCH_ROOT_H

#include "kpatch/command.h"

/*
 * Open @path with @flags of open(2), without O_CREAT. A descriptor, or -1 with
 * errno and @err.
 */
int kp_root_open(const struct kp_ctx *ctx, const char *path, int flags,
		 struct sc_error *err);

/* Is there something, behind links as well? */
bool kp_root_exists(const struct kp_ctx *ctx, const char *path);

/* All of a file, as kp_read_file(). */
char *kp_root_read(const struct kp_ctx *ctx, const char *path, size_t *len_ret,
		   struct sc_error *err);

/*
 * Open the folder @path; make it, and those that it is in, where they are not
 * there. A descriptor, or -1 with @err.
 */
int kp_root_folder(const struct kp_ctx *ctx, const char *path,
		   struct sc_error *err);

/*
 * Write the file @name in @folder, which is made where it is not there. It is
 * the old file or the new one at every moment, and the new one lasts when this
 * returns 0; or -1 with @err.
 */
int kp_root_write(const struct kp_ctx *ctx, const char *folder,
		  const char *name, const void *bytes, size_t len,
		  struct sc_error *err);

/*
 * Take away what is at @path, itself and no target of a link. 0 also if
 * nothing is there; -1 with @err.
 */
int kp_root_remove(const struct kp_ctx *ctx, const char *path,
		   struct sc_error *err);

/* Names in a folder, sorted, without those that begin with a dot. 0 or -1. */
int kp_root_list(const struct kp_ctx *ctx, const char *path,
		 struct kp_names *names, struct sc_error *err);

#endif
