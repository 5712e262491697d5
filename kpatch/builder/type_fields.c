// SPDX-License-Identifier: GPL-2.0-only
/* A definition is cut at the semicolons in its braces; an enum at commas. */
#include <stdio.h>
#include <string.h>

#include "kpatch/builder/c_token.h"
#include "kpatch/builder/type_fields.h"

/* One field, as a part of the text. */
struct field {
	const char *text;
	size_t len;
};

/* What is left of a definition. */
struct fields {
	struct pb_c_tokens in;
	char end; /* of a field */
	size_t depth;
};

static struct fields begin_fields(const char *text)
{
	struct fields f = { .in = { text, text + strlen(text) }, .end = ';' };

	if (!strncmp(text, "enum ", 5))
		f.end = ',';
	return f;
}

static bool is_sign(const struct pb_c_token *t, char c)
{
	return t->kind == PB_C_SIGN && *t->text == c;
}

/* The next field; false: there is no other one. */
static bool next_field(struct fields *f, struct field *field)
{
	struct pb_c_token t;

	*field = (struct field){ 0 };
	while (pb_c_token_next(&f->in, &t)) {
		if (f->depth && !field->text)
			field->text = t.text;
		if (is_sign(&t, '{')) {
			f->depth++;
			field->text = NULL;
		} else if (is_sign(&t, '}')) {
			f->depth--;
		}
		if (!field->text || (f->depth && !is_sign(&t, f->end)))
			continue;
		field->len = (size_t)(t.text - field->text);
		if (field->len)
			return true;
		field->text = NULL;
	}
	return false;
}

static bool is_same(const struct field *a, const struct field *b)
{
	return a->len == b->len && !memcmp(a->text, b->text, a->len);
}

static bool has_field(const char *text, const struct field *field)
{
	struct fields f = begin_fields(text);
	struct field other;

	while (next_field(&f, &other))
		if (is_same(&other, field))
			return true;
	return false;
}

/* What is declared: the last word before an array, a width or a value. */
static struct field name_field(const struct field *field)
{
	struct pb_c_tokens in = { field->text, field->text + field->len };
	struct field name = *field;
	bool pointer = false;
	struct pb_c_token t;

	while (pb_c_token_next(&in, &t)) {
		if (t.kind == PB_C_SIGN && strchr("[:=", *t.text))
			break;
		if (t.kind == PB_C_WORD && t.len == strlen("__attribute__") &&
		    !memcmp(t.text, "__attribute__", t.len))
			break;
		if (t.kind == PB_C_WORD)
			name = (struct field){ t.text, t.len };
		else if (is_sign(&t, ')') && pointer) /* (*name)(...) */
			break;
		pointer |= is_sign(&t, '*') && t.text >= field->text + 2 &&
			   t.text[-2] == '(';
	}
	return name;
}

static bool tell_field(const struct field *field, char end, const char *what,
		       char *to, size_t size)
{
	struct field name = name_field(field);

	snprintf(to, size, "its %s %.*s %s", end == ';' ? "field" : "value",
		 (int)(name.len < 80 ? name.len : 80), name.text, what);
	return true;
}

bool pb_types_name_field(const char *old, const char *new, char *to,
			 size_t size)
{
	struct fields f = begin_fields(old), g = begin_fields(new);
	struct field a, b;
	bool has_a, has_b;

	do {
		has_a = next_field(&f, &a);
		has_b = next_field(&g, &b);
	} while (has_a && has_b && is_same(&a, &b));
	if (has_b && (!has_a || has_field(new, &a)))
		return tell_field(&b, g.end, "is new", to, size);
	if (has_a && (!has_b || has_field(old, &b)))
		return tell_field(&a, f.end, "is gone", to, size);
	return has_a && has_b && tell_field(&b, g.end, "is another", to, size);
}

bool pb_types_are_kin(const char *old, const char *new)
{
	struct fields f = begin_fields(old);
	size_t all = 0, kept = 0;
	struct field a;
	char what[160];

	while (next_field(&f, &a)) {
		all++;
		kept += has_field(new, &a);
	}
	return all && kept * 3 >= all * 2 &&
	       pb_types_name_field(old, new, what, sizeof(what));
}
