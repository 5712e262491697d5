/* SPDX-License-Identifier: GPL-2.0-only */
/* Lines of a diff between its changes: text, and what cannot be applied. */
#ifndef KPATCH_BUILDER_DIFF_BETWEEN_H
#define KPATCH_BUILDER_DIFF_BETWEEN_H

#include "kpatch/builder/diff_lines.h"

/* Zeroed at the beginning of a diff. Owns nothing. */
struct pb_between {
	bool in_header; /* behind "diff --git" */
	unsigned int empty; /* the line that creates or deletes a file; or 0 */
};

/*
 * Look at the next line of @in, which begins no change. Returns 0 if it can be
 * left out, or -1 with @err filled if it stands for a change that is not
 * supported.
 */
int pb_between_check(struct pb_between *between, const struct pb_diff_lines *in,
		     struct sc_error *err);

/*
 * The changes of the file begin, or the diff ends (@changed is false). Returns
 * 0, or -1 with @err filled if the diff creates or deletes an empty file.
 */
int pb_between_end(struct pb_between *between, const struct pb_diff_lines *in,
		   bool changed, struct sc_error *err);

#endif
