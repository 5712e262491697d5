/* SPDX-License-Identifier: GPL-2.0-only */
/* The text of a diff, taken line by line. */
#ifndef KPATCH_BUILDER_DIFF_LINES_H
#define KPATCH_BUILDER_DIFF_LINES_H

#include <stdbool.h>
#include <stddef.h>

#include "stackcheck/util/error.h"

/* A part of the text: it is not terminated, and it belongs to the text. */
struct pb_piece {
	const char *s;
	size_t len;
};

/* Where the reader is. Begins with @at and @nth of zero. Owns nothing. */
struct pb_diff_lines {
	const char *name; /* of the diff, for messages */
	const char *text;
	size_t size;
	size_t at; /* where the next line begins */
	unsigned int nth; /* number of the line taken last; the first is 1 */
	size_t hunk_lines; /* taken as lines of hunks so far */
};

/* Take the next line, without its newline; false at the end of the text. */
bool pb_diff_next(struct pb_diff_lines *in, struct pb_piece *line);

/* Look at the line @ahead of the next one, and take none. */
bool pb_diff_peek(const struct pb_diff_lines *in, unsigned int ahead,
		  struct pb_piece *line);

/* Is this the text, or does it begin with the text? */
bool pb_piece_is(const struct pb_piece *piece, const char *text);
bool pb_piece_begins(const struct pb_piece *piece, const char *text);

/* Fill @err with the name of the diff, @line and the message. Returns -1. */
int pb_diff_fail(const struct pb_diff_lines *in, unsigned int line,
		 struct sc_error *err, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));

#endif
