/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What one changed object has anew and another one of the patch uses: a function
 * that a diff adds to one file and calls from another, or that is no longer
 * static.
 */
#ifndef KPATCH_BUILDER_CROSS_H
#define KPATCH_BUILDER_CROSS_H

#include <stdbool.h>
#include <stddef.h>

#include "stackcheck/util/error.h"

/* A name, and the object that defines or uses it. */
struct pb_cross_name {
	char *name;
	char *unit; /* "fs/readdir.o" */
	char *module; /* that the object is part of; NULL: vmlinux */
	bool was_there; /* a definition: it was static before */
	bool is_code; /* a definition of a function */
};

/* Owns its names. Zeroed at the beginning. */
struct pb_cross {
	struct pb_cross_name *defs, *uses;
	size_t ndefs, nuses;
};

/*
 * Take in one object, before and after the change: paths of its forms "old" and
 * "new". 0, or -1 with @err: also if another object has the same new name.
 */
int pb_cross_add(struct pb_cross *cross, const char *unit, const char *module,
		 const char *old, const char *new, struct sc_error *err);
void pb_cross_free(struct pb_cross *cross);

/* Does @unit have the name anew, and another object use it? */
bool pb_cross_is_wanted(const struct pb_cross *cross, const char *unit,
			const char *name);
/* The object that has the name anew, if it is not @unit; or NULL. */
const struct pb_cross_name *pb_cross_find(const struct pb_cross *cross,
					  const char *unit, const char *name);

#endif
