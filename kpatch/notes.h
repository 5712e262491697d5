/* SPDX-License-Identifier: GPL-2.0-only */
/* The build-id in the notes of a kernel or module that runs. */
#ifndef KPATCH_NOTES_H
#define KPATCH_NOTES_H

#include "kpatch/loaded.h"

/*
 * The build-id in hexadecimal of a loaded module, or of the kernel itself if
 * @module is NULL; NULL if it has none. The caller frees it.
 */
char *kp_running_build_id(const struct kp_ctx *ctx, const char *module);

/* The same from the bytes of ELF notes, which may be anything. */
char *kp_notes_build_id(const char *notes, size_t len);

/*
 * What the first note of that owner and type holds; its size in *@size_ret. It is
 * part of @notes, which may be any bytes. NULL: there is no such note.
 */
const char *kp_notes_find(const char *notes, size_t len, const char *owner,
			  uint32_t type, size_t *size_ret);

/* @n bytes in hexadecimal; NULL: out of memory. */
char *kp_hex(const uint8_t *bytes, size_t n);

#endif
