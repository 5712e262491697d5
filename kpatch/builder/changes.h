/* SPDX-License-Identifier: GPL-2.0-only */
/* The files that the diffs change, before and after all of them. */
#ifndef KPATCH_BUILDER_CHANGES_H
#define KPATCH_BUILDER_CHANGES_H

#include "kpatch/builder/diff_apply.h"
#include "kpatch/builder/kernel.h"
#include "kpatch/builder/progress.h"
#include "kpatch/builder/shadow.h"
#include "kpatch/builder/words.h"

/* One file. Owned by its list. */
struct pb_changed_file {
	char *path; /* from the top of the source */
	bool deleted;
	bool included; /* others may include it: see included.h */
	unsigned int times; /* how many diffs change it */
	struct pb_applied now; /* how the last of them left it */
};

struct pb_changes {
	struct pb_changed_file *files; /* in the order of the diffs */
	size_t n;
	/* Warnings: changed files that no object is built from. They are not
	 * even read. */
	struct pb_words left_out;
};

/* What a change is applied to. */
struct pb_changes_from {
	const char *source; /* top folder */
	const struct pb_kernel *kernel; /* whose source it is; NULL: no one's */
	unsigned int fuzz; /* see pb_change_apply() */
	const struct pb_progress *progress; /* or NULL */
};

/*
 * Apply the diff at @path to the source, on top of those before. The source is
 * only read. 0, or -1 with @err.
 */
int pb_changes_add(struct pb_changes *changes,
		   const struct pb_changes_from *from, const char *path,
		   struct sc_error *err);
void pb_changes_free(struct pb_changes *changes);

/*
 * Put the changed files into @shadow. C sources get line marks, so that code
 * behind a change keeps its line numbers. 0, or -1 with @err.
 */
int pb_changes_put(const struct pb_changes *changes, struct pb_shadow *shadow,
		   struct sc_error *err);

#endif
