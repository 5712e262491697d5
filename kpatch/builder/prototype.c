// SPDX-License-Identifier: GPL-2.0-only
/* Declarations at file scope are passed over, up to the one with the name. */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "kpatch/builder/c_token.h"
#include "kpatch/builder/prototype.h"

struct scan {
	const char *name;
	const char *begin; /* of the declaration; NULL: it has no token yet */
	size_t depth, parens;
	bool is_named, is_value;
};

static bool is_sign(const struct pb_c_token *t, char sign)
{
	return t->kind == PB_C_SIGN && *t->text == sign;
}

static bool has_name(const struct scan *s, const struct pb_c_token *t)
{
	return t->kind == PB_C_WORD && pb_c_token_is(t, s->name);
}

static void follow_brackets(struct scan *s, const struct pb_c_token *t)
{
	s->depth += is_sign(t, '{');
	s->parens += is_sign(t, '(');
	if (is_sign(t, '}') && s->depth)
		s->depth--;
	if (is_sign(t, ')') && s->parens)
		s->parens--;
}

/* True at the brace that begins the body of the function. */
static bool take_token(struct scan *s, const struct pb_c_token *t)
{
	bool outside = !s->depth && !s->parens;

	if (!s->begin)
		s->begin = t->text;
	if (outside) {
		s->is_named |= has_name(s, t);
		s->is_value |= is_sign(t, '=');
		if (is_sign(t, '{') && s->is_named && !s->is_value)
			return true;
	}
	follow_brackets(s, t);
	if (!s->depth && !s->parens && (is_sign(t, ';') || is_sign(t, '}')))
		*s = (struct scan){ .name = s->name };
	return false;
}

static char *join_tokens(const char *begin, const char *end)
{
	struct pb_c_tokens in = { begin, end };
	struct pb_c_token t;
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	if (!out)
		return NULL;
	while (pb_c_token_next(&in, &t))
		fprintf(out, "%.*s ", (int)t.len, t.text);
	return fclose(out) ? NULL : text;
}

char *pb_prototype_find(const char *text, size_t size, const char *name)
{
	struct pb_c_tokens in = { text, text + size };
	struct scan s = { .name = name };
	struct pb_c_token t;

	while (pb_c_token_next(&in, &t))
		if (take_token(&s, &t))
			return join_tokens(s.begin, t.text);
	return NULL;
}
