/* SPDX-License-Identifier: GPL-2.0-only */
/* What the kernel's build makes of the users of changed headers. */
#ifndef KPATCH_BUILDER_HEADER_SOURCES_H
#define KPATCH_BUILDER_HEADER_SOURCES_H

#include "kpatch/builder/header_users.h"
#include "kpatch/builder/include_graph.h"
#include "kpatch/builder/kbuild_list.h"

/* One search for the users of changed headers. */
struct pb_header_search {
	const struct pb_header_job *job;
	struct pb_includes includes;
	struct pb_listing *listing;
	struct pb_file_set kept; /* files that may use what changes */
	struct pb_words *sources;
	struct sc_error *err;
};

/* Programs of the build, and of the user's, are no part of the kernel. */
bool pb_header_is_program(const char *path);

/*
 * Add the sources among the files that are kept, if the configuration builds them.
 * 0, or -1 with @err: also if a file becomes something else than an object of C.
 */
int pb_header_take_sources(struct pb_header_search *search);

#endif
