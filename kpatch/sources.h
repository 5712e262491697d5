/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The source files of the kernel that a patch of `kpatch build` was made from.
 * They are in a note of the module, since the kernel shows the notes of modules
 * that are loaded: the names, each with a newline behind it, and a NUL.
 */
#ifndef KPATCH_SOURCES_H
#define KPATCH_SOURCES_H

#include "kpatch/command.h"
#include "kpatch/file.h"

#define KP_SOURCES_SECTION ".note.kpatch"
#define KP_SOURCES_OWNER "kpatch"
#define KP_SOURCES_TYPE 1u

/*
 * Read them from notes, which may be any bytes; none if no note has them. 0, or
 * -1 when out of memory. kp_names_free() frees @sources in both cases.
 */
int kp_sources_parse(const void *notes, size_t len, struct kp_names *sources);
/* The same of a module that is loaded. */
int kp_sources_of_loaded(const struct kp_ctx *ctx, const char *module,
			 struct kp_names *sources);

#endif
