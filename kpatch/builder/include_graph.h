/* SPDX-License-Identifier: GPL-2.0-only */
/* From a file to all that include it, and to all that it includes. */
#ifndef KPATCH_BUILDER_INCLUDE_GRAPH_H
#define KPATCH_BUILDER_INCLUDE_GRAPH_H

#include <stddef.h>

#include "kpatch/builder/include_index.h"

/* A set of files of an index. */
struct pb_file_set {
	bool *has; /* by the number of the file */
	uint32_t *list; /* its members */
	uint32_t n;
};

/* An empty set. 0, or -1 without memory. pb_file_set_free() frees it. */
int pb_file_set_make(const struct pb_includes *includes,
		     struct pb_file_set *set);
void pb_file_set_free(struct pb_file_set *set);
void pb_file_set_add(struct pb_file_set *set, uint32_t file);

/*
 * Add to @users the files that may include @path, directly or through others. The
 * index need not have @path. A makefile that has all sources of its folder
 * include a header counts as included by these.
 */
void pb_includes_add_users(const struct pb_includes *includes, const char *path,
			   struct pb_file_set *users);

/*
 * Add to @set all that its members may include, directly or through others. 0, or
 * -1 without memory.
 */
int pb_includes_add_used(const struct pb_includes *includes,
			 struct pb_file_set *set);

/*
 * The makefile number @nth of those that name the C source @path, which is in
 * another folder; NULL: there is none more. It may build one more object from it.
 */
const char *pb_includes_other_maker(const struct pb_includes *includes,
				    const char *path, size_t nth);

/* Is it a source that is compiled by itself: C or assembly? */
bool pb_is_source(const char *path);

#endif
