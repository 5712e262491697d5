// SPDX-License-Identifier: GPL-2.0-only
/*
 * A value is the last one that is written out, and the number of names since then.
 * At the beginning none is written out.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/c_token.h"
#include "kpatch/builder/enum_values.h"
#include "stackcheck/util/affix.h"

/* What a value of an int may be shifted by, and the most that it may have. */
#define SHIFT_MOST 30
#define VALUE_MOST 0x3fffffffUL

/* A part of a text. */
struct part {
	const char *text;
	size_t len;
};

struct value {
	struct part name;
	struct part base; /* what is written; empty: nothing so far */
	size_t since; /* names since that */
	bool is_written; /* this one is */
};

struct values {
	struct pb_c_tokens in; /* behind the brace */
	struct value last;
	bool begun;
};

static bool is_same(struct part a, struct part b)
{
	return a.len == b.len && (!a.len || !memcmp(a.text, b.text, a.len));
}

static struct values begin_values(const char *text)
{
	const char *body = strchr(text, '{');

	return (struct values){ .in = { body ? body + 1 : "",
					text + strlen(text) } };
}

/* What is written behind "=", up to the comma or the brace that @t then is. */
static struct part read_base(struct pb_c_tokens *in, struct pb_c_token *t)
{
	struct part base = { in->at, 0 };
	size_t parens = 0;

	while (pb_c_token_next(in, t)) {
		if (!parens && strchr(",}", *t->text))
			break;
		if (*t->text == '(')
			parens++;
		else if (*t->text == ')')
			parens--;
		base.len = (size_t)(t->text + t->len - base.text);
	}
	return base;
}

static bool next_value(struct values *v, struct value *value)
{
	struct pb_c_token t;

	if (!pb_c_token_next(&v->in, &t) || t.kind != PB_C_WORD)
		return false;
	*value = v->last;
	value->name = (struct part){ t.text, t.len };
	value->since += v->begun;
	value->is_written = false;
	if (pb_c_token_next(&v->in, &t) && *t.text == '=') {
		value->base = read_base(&v->in, &t);
		value->since = 0;
		value->is_written = true;
	}
	v->last = *value;
	v->begun = true;
	return true;
}

static bool find_value(const char *text, struct part name, struct value *ret)
{
	struct values v = begin_values(text);

	while (next_value(&v, ret))
		if (is_same(ret->name, name))
			return true;
	return false;
}

/* Only numbers, shifts, "|", "+" and parentheses, and no large number? */
static bool is_small(struct part base)
{
	struct pb_c_tokens in = { base.text, base.text + base.len };
	bool shift = false;
	struct pb_c_token t;

	while (pb_c_token_next(&in, &t)) {
		if (t.kind == PB_C_SIGN && strchr("(<|+)", *t.text)) {
			shift |= *t.text == '<';
			continue;
		}
		if (t.kind != PB_C_WORD || !isdigit((unsigned char)*t.text) ||
		    strtoul(t.text, NULL, 0) >
			    (shift ? SHIFT_MOST : VALUE_MOST))
			return false;
		shift = false;
	}
	return true;
}

static bool is_enum(const char *text)
{
	return sc_starts_with(text, "enum ") ||
	       sc_starts_with(text, "typedef enum ");
}

/* Is all the same but what is in the braces? */
static bool has_same_frame(const char *old, const char *new)
{
	const char *a = strchr(old, '{'), *b = strchr(new, '{');
	const char *c = strrchr(old, '}'), *d = strrchr(new, '}');

	return is_enum(old) && a && b && c && d && a - old == b - new &&
	       !memcmp(old, new, (size_t)(a - old)) && !strcmp(c, d) &&
	       !strstr(old, "__attribute__");
}

bool pb_enum_only_grows(const char *old, const char *new)
{
	struct values v = begin_values(old), w = begin_values(new);
	struct value a, b;

	if (!has_same_frame(old, new))
		return false;
	while (next_value(&v, &a))
		if (!find_value(new, a.name, &b) || a.since != b.since ||
		    !is_same(a.base, b.base))
			return false;
	while (next_value(&w, &b))
		if (!find_value(old, b.name, &a) && b.is_written &&
		    !is_small(b.base))
			return false;
	return true;
}
