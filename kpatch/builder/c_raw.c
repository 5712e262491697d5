// SPDX-License-Identifier: GPL-2.0-only
#include <ctype.h>
#include <string.h>

#include "kpatch/builder/c_bytes.h"
#include "kpatch/builder/c_raw.h"

static bool has_pair(const struct pb_raw *in, char first, char second)
{
	return in->end - in->at >= 2 && in->at[0] == first &&
	       in->at[1] == second;
}

static void skip_comment(struct pb_raw *in)
{
	in->at += 2;
	while (in->at < in->end && !has_pair(in, '*', '/'))
		in->at++;
	in->at += in->end - in->at >= 2 ? 2 : in->end - in->at;
}

/* Bytes that a backslash at the end of a line takes, with that; or 0. */
static size_t continued_length(const struct pb_raw *in)
{
	const char *at = in->at;

	if (*at++ != '\\')
		return 0;
	while (at < in->end && *at != '\n' && isspace((unsigned char)*at))
		at++;
	return at < in->end && *at == '\n' ? (size_t)(at + 1 - in->at) : 0;
}

static void skip_line_comment(struct pb_raw *in)
{
	while (in->at < in->end && *in->at != '\n') {
		size_t len = continued_length(in);

		in->at += len ? len : 1;
	}
}

/* What is no token; false: a token comes, or the end of a directive, or all. */
static bool skip_blank(struct pb_raw *in)
{
	if (in->at >= in->end || (*in->at == '\n' && in->directive))
		return false;
	if (*in->at == '\n')
		in->begun = false;
	if (isspace((unsigned char)*in->at))
		in->at++;
	else if (has_pair(in, '/', '*'))
		skip_comment(in);
	else if (has_pair(in, '/', '/'))
		skip_line_comment(in);
	else if (continued_length(in))
		in->at += continued_length(in);
	else
		return false;
	return true;
}

static void take_sign(struct pb_raw *in, struct pb_raw_token *token)
{
	token->kind = PB_RAW_SIGN;
	if (*in->at == '#' && !in->begun) {
		token->kind = PB_RAW_BEGIN;
		in->directive = true;
	} else if (has_pair(in, '#', '#')) {
		token->kind = PB_RAW_PASTE;
		in->at++;
	}
	in->at++;
}

static void take_token(struct pb_raw *in, struct pb_raw_token *token)
{
	if (pb_is_word_byte(*in->at)) {
		token->kind = PB_RAW_WORD;
		while (in->at < in->end && pb_is_word_byte(*in->at))
			in->at++;
	} else if (*in->at == '"' || *in->at == '\'') {
		token->kind = PB_RAW_TEXT;
		in->at = pb_end_of_text(in->at, in->end);
	} else {
		take_sign(in, token);
	}
	in->begun = true;
}

bool pb_raw_next(struct pb_raw *in, struct pb_raw_token *token)
{
	while (skip_blank(in))
		;
	token->text = in->at;
	token->len = 0;
	token->kind = PB_RAW_END;
	if (in->at >= in->end && !in->directive)
		return false;
	if (in->directive && (in->at >= in->end || *in->at == '\n')) {
		in->directive = false;
		return true;
	}
	take_token(in, token);
	token->len = (size_t)(in->at - token->text);
	return true;
}

bool pb_raw_is(const struct pb_raw_token *token, const char *text)
{
	return token->len == strlen(text) &&
	       !memcmp(token->text, text, token->len);
}
