/* SPDX-License-Identifier: GPL-2.0-only */
/* What the kernel and its modules export, by a Module.symvers. */
#ifndef KPATCH_BUILDER_EXPORTS_H
#define KPATCH_BUILDER_EXPORTS_H

#include <stddef.h>

#include "stackcheck/util/error.h"

struct pb_export {
	const char *name;
	const char *module; /* "vmlinux", or a path without .ko */
	const char *namespace; /* "" if it has none */
};

/* Owns the text that the entries point into. */
struct pb_exports {
	struct pb_export *list; /* by name */
	size_t n;
	char *text;
};

/* Read @path. Returns NULL with @err filled. pb_exports_free() frees it. */
struct pb_exports *pb_exports_read(const char *path, struct sc_error *err);
void pb_exports_free(struct pb_exports *exports);
/* The export of that name, or NULL. */
const struct pb_export *pb_exports_find(const struct pb_exports *exports,
					const char *name);

#endif
