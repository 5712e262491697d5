/* SPDX-License-Identifier: GPL-2.0-only */
/* One hunk of a unified diff. */
#ifndef KPATCH_BUILDER_DIFF_HUNK_H
#define KPATCH_BUILDER_DIFF_HUNK_H

#include "kpatch/builder/diff_lines.h"

/* The greatest line number that a hunk may name. */
#define PB_LINE_MAX 16000000U
/* The most lines that all hunks of a diff may have together. */
#define PB_HUNK_LINES_MAX 1000000U

struct pb_diff_line {
	char kind; /* ' ' both sides have it, '-' the old one, '+' the new one */
	bool no_newline; /* the last line of a file that ends without newline */
	struct pb_piece text; /* without kind and newline; in the diff's text */
};

/* Zeroed, or filled by pb_hunk_read(). */
struct pb_hunk {
	unsigned int line; /* of the diff, where the hunk begins */
	unsigned int old_start; /* the first line is 1; see pb_hunk_place() */
	unsigned int old_count;
	unsigned int new_start;
	unsigned int new_count;
	struct pb_diff_line *lines; /* owned */
	size_t nlines;
};

/*
 * Read the hunk whose line "@@ -1,2 +1,3 @@" comes next in @in. Its lines fit
 * its counts, and one of them is '-' or '+'. Returns 0; the caller gives @hunk
 * to pb_hunk_free(). Or -1 with @err filled and nothing to free.
 */
int pb_hunk_read(struct pb_diff_lines *in, struct pb_hunk *hunk,
		 struct sc_error *err);
void pb_hunk_free(struct pb_hunk *hunk);

/*
 * How many lines of the old file come before the hunk. A hunk without old lines
 * names the line before it, any other its own first line.
 */
size_t pb_hunk_place(const struct pb_hunk *hunk);

/* Does this line of a diff begin a hunk? */
bool pb_hunk_begins(const struct pb_piece *line);

#endif
