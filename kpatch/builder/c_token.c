// SPDX-License-Identifier: GPL-2.0-only
/* Comments are not known: the preprocessor leaves none. */
#include <ctype.h>
#include <string.h>

#include "kpatch/builder/c_bytes.h"
#include "kpatch/builder/c_token.h"

static const char *skip_line(const char *at, const char *end)
{
	const char *newline = memchr(at, '\n', (size_t)(end - at));

	return newline ? newline + 1 : end;
}

bool pb_c_token_next(struct pb_c_tokens *in, struct pb_c_token *token)
{
	while (in->at < in->end &&
	       (isspace((unsigned char)*in->at) || *in->at == '#'))
		in->at = *in->at == '#' ? skip_line(in->at, in->end)
					: in->at + 1;
	if (in->at >= in->end)
		return false;
	token->text = in->at;
	if (pb_is_word_byte(*in->at)) {
		token->kind = PB_C_WORD;
		while (in->at < in->end && pb_is_word_byte(*in->at))
			in->at++;
	} else if (*in->at == '"' || *in->at == '\'') {
		token->kind = PB_C_TEXT;
		in->at = pb_end_of_text(in->at, in->end);
	} else {
		token->kind = PB_C_SIGN;
		in->at++;
	}
	token->len = (size_t)(in->at - token->text);
	return true;
}

bool pb_c_token_is(const struct pb_c_token *t, const char *word)
{
	return t->len == strlen(word) && !memcmp(t->text, word, t->len);
}
