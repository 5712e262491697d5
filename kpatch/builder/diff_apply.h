/* SPDX-License-Identifier: GPL-2.0-only */
/* Applies what a diff says of one file, as patch -p1 does. */
#ifndef KPATCH_BUILDER_DIFF_APPLY_H
#define KPATCH_BUILDER_DIFF_APPLY_H

#include "kpatch/builder/diff_read.h"

/* The most lines of context that may be left out at each end of a hunk. */
#define PB_FUZZ_MAX 2U

/*
 * Lines of the old file, and the lines of the new file in their place. The
 * first line is 1. A side without lines names the line that follows.
 */
struct pb_span {
	size_t old_line, old_lines;
	size_t new_line, new_lines;
};

/* Where a hunk is now, with all of its context. */
struct pb_landing {
	struct pb_span span;
	unsigned int fuzz; /* lines of context left out at each end, at most */
};

/* A file after its change. Owns what it points to until pb_applied_free(). */
struct pb_applied {
	char *text; /* and a NUL behind it */
	size_t size; /* bytes, without that NUL */
	struct pb_landing *landings; /* one for each hunk, in their order */
	size_t nlandings;
	/* The lines that differ, by line. No context; no two have one in common. */
	struct pb_span *edits;
	size_t nedits;
};

/*
 * Apply @change of @patch to the @size bytes at @text; none if the file does not
 * exist. Each hunk is searched from its own line on, moved as the hunk before
 * it was, nearer places first. All context must match, but for up to @fuzz
 * lines at each end (0 to PB_FUZZ_MAX), tried with fewer first.
 *
 * Returns 0, or -1 with @err filled and nothing to free. The message has the
 * hunk, its line in the diff, the file, and what was there instead, or that the
 * change seems to be there already.
 */
int pb_change_apply(const struct pb_patch *patch,
		    const struct pb_file_change *change, const char *text,
		    size_t size, unsigned int fuzz, struct pb_applied *applied,
		    struct sc_error *err);
void pb_applied_free(struct pb_applied *applied);

#endif
