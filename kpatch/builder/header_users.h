/* SPDX-License-Identifier: GPL-2.0-only */
/* The sources that must be compiled because what they include changes. */
#ifndef KPATCH_BUILDER_HEADER_USERS_H
#define KPATCH_BUILDER_HEADER_USERS_H

#include "kpatch/builder/changes.h"
#include "kpatch/builder/compile.h"

/* All belongs to the caller. */
struct pb_header_job {
	const struct pb_workshop *shop; /* it is set up */
	const struct pb_changes *changes; /* known which are included */
	struct pb_shadow *shadow; /* has the changes; gets folders for includes */
	size_t most; /* objects that may be compiled */
	const struct pb_progress *progress; /* or NULL */
};

/* Is the changed file a header? */
bool pb_is_header(const char *path);

/*
 * Find the sources whose objects may change because of changed files that others
 * include, and which the kernel's configuration builds. They are added to
 * @sources. A C file that others include is one of them if it is compiled by
 * itself as well. Nothing is done if no such file changes. 0, or -1 with @err: also if they are more than
 * allowed, if a type gets another layout, or if something else than an object of
 * C may change.
 */
int pb_headers_find_users(const struct pb_header_job *job,
			  struct pb_words *sources, struct sc_error *err);

#endif
