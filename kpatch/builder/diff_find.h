/* SPDX-License-Identifier: GPL-2.0-only */
/* Where in a file a hunk fits. */
#ifndef KPATCH_BUILDER_DIFF_FIND_H
#define KPATCH_BUILDER_DIFF_FIND_H

#include "kpatch/builder/text_lines.h"

/* What pb_place_find() did not find. */
#define PB_NOWHERE ((size_t)-1)
/* The work for one file, in steps of a line or of 16 bytes compared. */
#define PB_WORK_MAX 100000000ULL

/* A search in one file. The caller fills the first three members. */
struct pb_search {
	const struct pb_text_lines *lines;
	size_t from; /* the hunk may not begin before this line, from 0 */
	unsigned long long work; /* done so far; 0 at first */

	/* the rest is pb_search_set()'s */
	const struct pb_diff_line **side; /* lines to find; owned */
	size_t n;
	size_t before; /* lines at the beginning that both sides have */
	size_t behind; /* and at the end */
	bool at_start; /* the hunk begins at line 1 of its file */
	bool at_end; /* the hunk ends with a line without newline */
};

/*
 * Look for the lines of @hunk that are not of kind @but: '+' to find the old
 * side, '-' the new one. Replaces what was looked for before. 0, or -1: out of
 * memory. The caller gives @search to pb_search_free().
 */
int pb_search_set(struct pb_search *search, const struct pb_hunk *hunk,
		  char but);
void pb_search_free(struct pb_search *search);

/*
 * The line (from 0) at which the side fits, nearest to @guess; of two that are
 * equally near, the later one. At each end, @fuzz lines of context need not
 * match, but must be there, and at least one line must match. If one end has
 * less context than the other, by more than @fuzz, the hunk must be at that end
 * of the file, as in the file it was made of. A side without lines fits at
 * @guess. Else PB_NOWHERE, also when the work for the
 * file is used up: then @search->work is above PB_WORK_MAX.
 *
 * The distances searched for all hunks of a file add up to about its lines and
 * the greatest line number of the diff. What goes beyond, long equal lines or
 * hunks that need fuzz, is bounded by PB_WORK_MAX.
 */
size_t pb_place_find(struct pb_search *search, size_t guess, unsigned int fuzz);

#endif
