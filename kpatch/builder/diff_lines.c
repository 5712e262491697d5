// SPDX-License-Identifier: GPL-2.0-only
#include "kpatch/builder/diff_lines.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* The line at @at; the place behind its newline, or the end of the text. */
static size_t cut_line(const struct pb_diff_lines *in, size_t at,
		       struct pb_piece *line)
{
	const char *start = in->text + at;
	const char *end = memchr(start, '\n', in->size - at);

	line->s = start;
	line->len = end ? (size_t)(end - start) : in->size - at;
	return at + line->len + (end ? 1 : 0);
}

bool pb_diff_next(struct pb_diff_lines *in, struct pb_piece *line)
{
	if (in->at >= in->size)
		return false;
	in->at = cut_line(in, in->at, line);
	in->nth++;
	return true;
}

bool pb_diff_peek(const struct pb_diff_lines *in, unsigned int ahead,
		  struct pb_piece *line)
{
	size_t at = in->at;

	do {
		if (at >= in->size)
			return false;
		at = cut_line(in, at, line);
	} while (ahead--);
	return true;
}

bool pb_piece_begins(const struct pb_piece *piece, const char *text)
{
	size_t len = strlen(text);

	return piece->len >= len && !memcmp(piece->s, text, len);
}

bool pb_piece_is(const struct pb_piece *piece, const char *text)
{
	return piece->len == strlen(text) && pb_piece_begins(piece, text);
}

int pb_diff_fail(const struct pb_diff_lines *in, unsigned int line,
		 struct sc_error *err, const char *fmt, ...)
{
	char why[sizeof(err->text)];
	va_list args;

	va_start(args, fmt);
	vsnprintf(why, sizeof(why), fmt, args);
	va_end(args);
	return sc_fail(err, "%.160s:%u: %s", in->name, line, why);
}
