/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Tokens of a C source as it is written: directives and comments are there. A
 * preprocessed source has c_token.h.
 */
#ifndef KPATCH_BUILDER_C_RAW_H
#define KPATCH_BUILDER_C_RAW_H

#include <stdbool.h>
#include <stddef.h>

enum pb_raw_kind {
	PB_RAW_WORD, /* a name, a keyword or a number */
	PB_RAW_TEXT, /* with its quotes */
	PB_RAW_SIGN, /* one byte */
	PB_RAW_PASTE, /* ## */
	PB_RAW_BEGIN, /* the # that a directive begins with */
	PB_RAW_END, /* the end of its line; it has no bytes */
};

/* Points into the source. */
struct pb_raw_token {
	enum pb_raw_kind kind;
	const char *text;
	size_t len;
};

/* What is left of a source. Set @at and @end, and zero the rest. */
struct pb_raw {
	const char *at, *end;
	bool begun; /* the line has a token */
	bool directive; /* and the first one is '#' */
};

/*
 * The next token. Comments are passed over, and so are lines that a backslash
 * continues. False at the end.
 */
bool pb_raw_next(struct pb_raw *in, struct pb_raw_token *token);

/* Is it this word, or this sign? */
bool pb_raw_is(const struct pb_raw_token *token, const char *text);

#endif
