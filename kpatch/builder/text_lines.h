/* SPDX-License-Identifier: GPL-2.0-only */
/* A text, split into its lines. */
#ifndef KPATCH_BUILDER_TEXT_LINES_H
#define KPATCH_BUILDER_TEXT_LINES_H

#include <stddef.h>
#include <stdint.h>

#include "kpatch/builder/diff_hunk.h"

/* The most bytes of a text, 4 GiB at most for the type of @starts. */
#define PB_TEXT_MAX (64U << 20)

/* Zeroed, or filled by pb_text_split(). Lines are counted from 0. */
struct pb_text_lines {
	const char *text; /* the caller's */
	uint32_t *starts; /* of each line, and the end of the text; owned */
	size_t n; /* lines; the last one may have no newline */
};

/*
 * Split @size bytes at @text, which must stay. Returns 0; the caller gives
 * @lines to pb_text_lines_free(). Or -1 with @err filled and nothing to free.
 * @name is the text's, for messages.
 */
int pb_text_split(const char *name, const char *text, size_t size,
		  struct pb_text_lines *lines, struct sc_error *err);
void pb_text_lines_free(struct pb_text_lines *lines);

/* The bytes of the line @i, with its newline if it has one. */
struct pb_piece pb_text_line(const struct pb_text_lines *lines, size_t i);

/* Is this line what the line of a diff says, also in its newline? */
bool pb_text_line_is(const struct pb_text_lines *lines, size_t i,
		     const struct pb_diff_line *want);

#endif
