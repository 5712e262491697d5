/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Which file of the source may include which other one. Names are compared by
 * their ends, since the folders that a compiler looks into differ from one
 * source to the next: "linux/fs.h" may be include/linux/fs.h or
 * include/uapi/linux/fs.h. So the index may have too much, but it lacks nothing.
 */
#ifndef KPATCH_BUILDER_INCLUDE_INDEX_H
#define KPATCH_BUILDER_INCLUDE_INDEX_H

#include <stdbool.h>
#include <stdint.h>

#include "kpatch/builder/kernel.h"
#include "kpatch/builder/progress.h"
#include "kpatch/file.h"

/* One directive. */
struct pb_include {
	uint32_t file; /* that it is in */
	const char *name; /* as written, without leading "../" */
	const char *quoted; /* as written, if the file's own folder comes first */
};

/* Owns its texts. */
struct pb_includes {
	char *text;
	const char **files; /* sorted; from the top of the source or of headers */
	uint32_t nfiles;
	struct pb_include *list; /* by file */
	uint32_t *first; /* of each file, in @list; and where the last ends */
	uint32_t *by_end; /* indexes of @list, sorted by the name's last part */
	uint32_t n;
};

/*
 * Read the index of a kernel, or make it. A kernel of the cache has it from its
 * preparation on. Files of the index need not be in the source: see include_get.h.
 * 0, or -1 with @err and nothing to free.
 */
int pb_includes_open(const struct pb_kernel *kernel,
		     const struct pb_progress *progress,
		     struct pb_includes *includes, struct sc_error *err);
void pb_includes_free(struct pb_includes *includes);

/*
 * The path of @name, as a directive in a file has it, from the folder of that file.
 * The file's path has @len bytes and begins at @file. 0, or -1 if it leads above
 * the top or is too long.
 */
int pb_include_beside(const char *file, size_t len, const char *name,
		      struct kp_path *path);

/* What is behind all "." and ".." of a name; the real path ends in it. */
const char *pb_include_end(const char *name);

/* Is @name all of @path, or its end behind a slash? "%" is what a rule has. */
bool pb_include_is_end(const char *path, const char *name);

/* The number of the file @path; UINT32_MAX: the index has no such file. */
uint32_t pb_includes_find(const struct pb_includes *includes, const char *path);

/*
 * The directives whose name has the last part @end: *@first points at their
 * indexes, and the number of them is returned.
 */
uint32_t pb_includes_named(const struct pb_includes *includes, const char *end,
			   const uint32_t **first);

/* May this directive mean the file @path? */
bool pb_include_means(const struct pb_includes *includes,
		      const struct pb_include *include, const char *path);

#endif
