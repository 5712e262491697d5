/* SPDX-License-Identifier: GPL-2.0-only */
/* Patch modules that are loaded, beside files and names of such. */
#ifndef KPATCH_LOADED_H
#define KPATCH_LOADED_H

#include "kpatch/patch_file.h"

/*
 * Open a patch for the running kernel. KP_DONE, or the code of what was told:
 * not readable, no patch, or for another kernel.
 */
enum kp_exit kp_open_patch(const struct kp_ctx *ctx, const char *path,
			   struct kp_file *file);

/*
 * Whether the loaded module of that name is this very build: by build-id, or
 * by srcversion; if neither can be told, it is taken for the same.
 */
bool kp_same_build(const struct kp_ctx *ctx, const struct kp_file *file);

/*
 * The build-id in hexadecimal of a loaded module, or of the kernel itself if
 * @module is NULL; NULL if it has none. The caller frees it.
 */
char *kp_running_build_id(const struct kp_ctx *ctx, const char *module);

/* The same from the bytes of ELF notes, which may be anything. */
char *kp_notes_build_id(const char *notes, size_t len);

/* @n bytes in hexadecimal; NULL: out of memory. */
char *kp_hex(const uint8_t *bytes, size_t n);

/*
 * The name that an argument means, a name or a file of a patch; KP_DONE if
 * such a patch is loaded, otherwise it is told that it is not. The name is the
 * caller's to free, also then.
 */
enum kp_exit kp_name_of_loaded(const struct kp_ctx *ctx, const char *arg,
			       char **name_ret);

#endif
