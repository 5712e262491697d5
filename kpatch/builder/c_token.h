/* SPDX-License-Identifier: GPL-2.0-only */
/* Tokens of a preprocessed C source. */
#ifndef KPATCH_BUILDER_C_TOKEN_H
#define KPATCH_BUILDER_C_TOKEN_H

#include <stdbool.h>
#include <stddef.h>

/* A word is a name, a keyword or a number; a text has quotes. */
enum pb_c_kind { PB_C_WORD, PB_C_TEXT, PB_C_SIGN };

/* Points into the source. */
struct pb_c_token {
	enum pb_c_kind kind;
	const char *text;
	size_t len; /* of a sign always 1 */
};

/* What is left of a source. */
struct pb_c_tokens {
	const char *at, *end;
};

/*
 * The next token. Lines of the preprocessor, which begin with '#', are passed
 * over. False at the end.
 */
bool pb_c_token_next(struct pb_c_tokens *in, struct pb_c_token *token);

/* Is it this word or sign? */
bool pb_c_token_is(const struct pb_c_token *token, const char *word);

#endif
