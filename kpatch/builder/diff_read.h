/* SPDX-License-Identifier: GPL-2.0-only */
/* A unified diff, read and checked: which files it changes, and how. */
#ifndef KPATCH_BUILDER_DIFF_READ_H
#define KPATCH_BUILDER_DIFF_READ_H

#include "kpatch/builder/diff_hunk.h"

/* The most that a diff may have. */
#define PB_DIFF_BYTES_MAX (10U << 20)
#define PB_DIFF_FILES_MAX 1000U
#define PB_DIFF_HUNKS_MAX 100000U /* of all files together */

/* What a diff does to one file. */
struct pb_file_change {
	char *path; /* without its first component, as for patch -p1; owned */
	unsigned int line; /* of the diff, "--- NAME" */
	bool creates; /* there is no such file before */
	bool deletes; /* there is no such file afterwards */
	struct pb_hunk *hunks; /* at least one, by old line; owned */
	size_t nhunks;
};

/* Filled by pb_patch_read(); owns all it points to until pb_patch_free(). */
struct pb_patch {
	char *name; /* as given, for messages */
	char *text; /* the whole diff, which lines of hunks point into */
	/* At least one, by place in the diff. A file may come again: then the
	 * second change is made on top of the first. */
	struct pb_file_change *files;
	size_t nfiles;
	size_t nhunks; /* of all files */
};

/*
 * Read the diff of @size bytes at @text, which is copied. @name is the file it
 * came from. It may be what diff -u, diff -ruN, git diff or git format-patch
 * write. Text around the changes is left out, and so are changes of file modes.
 *
 * The name in "+++ " counts. The one in "--- " must be the same, or the same
 * and ".orig". A change creates its file if the old side is empty and is
 * /dev/null. Without a line "diff --git", it also does if that side has no time,
 * or the time 0 that diff -N writes. Whether it deletes the file is told from
 * the new side in the same way.
 *
 * Refused with the line of the diff: binary files, renames, copies, links,
 * empty files created or deleted, other forms of diff, bad paths, a file named
 * twice, hunks that overlap or do not fit their counts, NUL, and a diff that
 * changes no file. Returns 0, or -1 with @err filled and nothing to free.
 */
int pb_patch_read(const char *name, const char *text, size_t size,
		  struct pb_patch *patch, struct sc_error *err);
void pb_patch_free(struct pb_patch *patch);

#endif
