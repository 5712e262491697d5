/* SPDX-License-Identifier: GPL-2.0-only */
/* Makefiles that list objects of other folders, by names that lead there. */
#ifndef KPATCH_BUILDER_KBUILD_ELSEWHERE_H
#define KPATCH_BUILDER_KBUILD_ELSEWHERE_H

#include "stackcheck/util/error.h"

/* Told of each makefile. Returns 0 to go on, anything else to end. */
struct pb_makefiles {
	int (*visit)(void *ctx, const char *folder, const char *text,
		     struct sc_error *err);
	void *ctx;
};

/*
 * Visit the makefiles below the top of @source, but for those of other processors.
 * Returns what ended the visits; 0 if nothing did; -1 with @err if the source
 * cannot be read.
 */
int pb_makefiles_visit(const char *source, const struct pb_makefiles *to,
		       struct sc_error *err);

/* Told of each such folder. Returns 0 to go on, anything else to end. */
struct pb_elsewhere {
	/* @name is the object's as seen from @folder: "../display/dc/dc.o" */
	int (*visit)(void *ctx, const char *folder, const char *name,
		     struct sc_error *err);
	void *ctx;
};

/*
 * Visit the folders of @source whose makefile may list @object, a path from
 * the top, and that are not above it. What a makefile says is not evaluated, so
 * not all of them list it. Returns what ended the visits; 0 if nothing did; -1
 * with @err if the source cannot be read.
 */
int pb_kbuild_elsewhere(const char *source, const char *object,
			const struct pb_elsewhere *to, struct sc_error *err);

#endif
