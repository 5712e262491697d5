/* SPDX-License-Identifier: GPL-2.0-only */
/* What the readers of C source have in common. */
#ifndef KPATCH_BUILDER_C_BYTES_H
#define KPATCH_BUILDER_C_BYTES_H

#include <ctype.h>
#include <stdbool.h>

/* Can it be in a name, a keyword or a number? */
static inline bool pb_is_word_byte(char c)
{
	return isalnum((unsigned char)c) || c == '_' || c == '$';
}

/*
 * Behind the text with quotes that begins at @at; @end is the source's. A text
 * that does not end on its line ends before the newline.
 */
static inline const char *pb_end_of_text(const char *at, const char *end)
{
	char quote = *at++;

	while (at < end && *at != quote && *at != '\n')
		at += *at == '\\' && at + 1 < end ? 2 : 1;
	return at < end && *at == quote ? at + 1 : at;
}

#endif
