/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A shadow of the source tree: the same names, with other contents for some
 * files. The tree itself is never written to. A folder that has a changed file
 * below it is a folder of the shadow, and all others are links to the tree.
 */
#ifndef KPATCH_BUILDER_SHADOW_H
#define KPATCH_BUILDER_SHADOW_H

#include <stdbool.h>
#include <stddef.h>

#include "kpatch/builder/words.h"
#include "stackcheck/util/error.h"

struct pb_shadow {
	char *source; /* the tree */
	char *top; /* of the shadow */
	struct pb_words changed; /* names of changed files, from the top */
};

/*
 * A shadow of @source at @top, which must not exist. 0, or -1 with @err and
 * nothing to free. pb_shadow_free() leaves the files.
 */
int pb_shadow_make(const char *source, const char *top,
		   struct pb_shadow *shadow, struct sc_error *err);
void pb_shadow_free(struct pb_shadow *shadow);

/* Give the file @name, a path from the top, other contents. 0, or -1. */
int pb_shadow_put(struct pb_shadow *shadow, const char *name, const char *text,
		  size_t size, struct sc_error *err);
/* Take the file @name out of the shadow. 0, or -1. */
int pb_shadow_delete(struct pb_shadow *shadow, const char *name,
		     struct sc_error *err);
/*
 * Let includes as "../x.h" from the file @name find changed files: the folders
 * that it is in become folders of the shadow. Files that came to its own folder
 * since are in the shadow, too. 0, or -1.
 */
int pb_shadow_open(struct pb_shadow *shadow, const char *name,
		   struct sc_error *err);
/*
 * @deps is a file of dependencies, as a compiler that ran in @folder writes for
 * make. -1 with @err if it names the tree's own copy of a changed file: an
 * include took a way around the shadow.
 */
int pb_shadow_check(const struct pb_shadow *shadow, const char *deps,
		    const char *folder, struct sc_error *err);

#endif
