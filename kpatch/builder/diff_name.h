/* SPDX-License-Identifier: GPL-2.0-only */
/* The names of files in the lines "--- NAME" and "+++ NAME" of a diff. */
#ifndef KPATCH_BUILDER_DIFF_NAME_H
#define KPATCH_BUILDER_DIFF_NAME_H

#include "kpatch/builder/diff_lines.h"

/* What a diff says about the time of a file. */
enum pb_stamp {
	PB_STAMP_NONE, /* nothing, or nothing that we know */
	PB_STAMP_EPOCH, /* the beginning of 1970: diff -N says so of no file */
	PB_STAMP_TIME, /* another time, so the file exists */
};

/* One side of a change. Zeroed, or filled by pb_name_read(). */
struct pb_name {
	char *path; /* without the first component; NULL for /dev/null */
	enum pb_stamp stamp;
};

/*
 * Read @text, which is what follows "--- " or "+++ " in the line @line. Refused
 * are names that are quoted, absolute or empty, that have a control character,
 * or no second component, or a component "", "." or "..". Returns 0; the caller
 * gives @name to pb_name_free(). Or -1 with @err filled and nothing to free.
 */
int pb_name_read(const struct pb_diff_lines *in, unsigned int line,
		 struct pb_piece text, struct pb_name *name,
		 struct sc_error *err);
void pb_name_free(struct pb_name *name);

#endif
