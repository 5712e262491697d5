// SPDX-License-Identifier: GPL-2.0-only
/*
 * Only static variables outlive a call, so only they and their types are of interest.
 * A type may be defined where the variable is, or have a tag that the variable names.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/c_token.h"
#include "kpatch/builder/type_local.h"
#include "kpatch/builder/type_variable.h"
#include "stackcheck/util/vec.h"

#define NAME_ROOM 160

static bool is_type_word(const struct pb_c_token *t)
{
	return pb_c_token_is(t, "struct") || pb_c_token_is(t, "union") ||
	       pb_c_token_is(t, "enum");
}

/* The word before the first parenthesis that is not of an attribute. */
static void name_function(const char *text, char name[NAME_ROOM])
{
	struct pb_c_tokens in = { text, text + strlen(text) };
	struct pb_c_token t, last = { .len = 0 };

	*name = '\0';
	while (pb_c_token_next(&in, &t) && !pb_c_token_is(&t, "{")) {
		if (pb_c_token_is(&t, "(") && last.len &&
		    !pb_c_token_is(&last, "__attribute__")) {
			snprintf(name, NAME_ROOM, "%.*s",
				 (int)(last.len < 100 ? last.len : 100),
				 last.text);
			return;
		}
		last = t;
	}
}

/* One definition in a function. */
struct definition {
	const char *begin; /* "struct" */
	const char *end; /* of the declaration: at its semicolon */
	char tag[NAME_ROOM]; /* "struct TAG", or empty */
	char variable[NAME_ROOM]; /* that it declares, or empty */
};

/* Does the declaration behind "static" name the tag, as "struct TAG"? */
static bool names_tag(struct pb_c_tokens in, const char *tag)
{
	struct pb_c_token t, last = { .text = in.at, .len = 0 };
	size_t len = strlen(tag);

	for (; pb_c_token_next(&in, &t); last = t) {
		if (pb_c_token_is(&t, ";") || pb_c_token_is(&t, "=") ||
		    pb_c_token_is(&t, "{"))
			return false;
		if (is_type_word(&last) &&
		    (size_t)(t.text + t.len - last.text) == len &&
		    !memcmp(last.text, tag, len))
			return true;
	}
	return false;
}

/* Is there a static variable of that tag? */
static bool has_static(struct pb_c_tokens in, const char *tag)
{
	struct pb_c_token t;

	while (pb_c_token_next(&in, &t))
		if (pb_c_token_is(&t, "static") && names_tag(in, tag))
			return true;
	return false;
}

/* Behind the body: the first word is the variable, and the semicolon the end. */
static bool read_tail(struct pb_c_tokens *in, struct definition *d)
{
	struct pb_c_token t;

	*d->variable = '\0';
	while (pb_c_token_next(in, &t)) {
		if (t.kind == PB_C_WORD && !*d->variable &&
		    !pb_c_token_is(&t, "__attribute__"))
			snprintf(d->variable, NAME_ROOM, "%.*s",
				 (int)(t.len < 100 ? t.len : 100), t.text);
		d->end = t.text;
		if (pb_c_token_is(&t, ";") || pb_c_token_is(&t, "="))
			return true;
	}
	return false;
}

/* @in is behind "struct", which begins at @begin. False: no body follows. */
static bool read_definition(struct pb_c_tokens *in, const char *begin,
			    struct definition *d)
{
	struct pb_c_token t;
	size_t depth = 0;

	*d = (struct definition){ .begin = begin };
	while (pb_c_token_next(in, &t)) {
		if (pb_c_token_is(&t, "{"))
			depth++;
		else if (pb_c_token_is(&t, "}") && !--depth)
			return read_tail(in, d);
		else if (!depth && (t.kind != PB_C_WORD || *d->tag))
			return false;
		else if (!depth)
			snprintf(d->tag, NAME_ROOM, "%.*s",
				 (int)(t.text + t.len - begin < 100
					       ? t.text + t.len - begin
					       : 100),
				 begin);
	}
	return false;
}

static int add_definition(const struct definition *d, const char *function,
			  struct pb_type_texts *types)
{
	struct pb_type_text type = { NULL, NULL };

	if (asprintf(&type.name, "%s%s in %s", *d->tag ? "" : "type ",
		     *d->tag ? d->tag : d->variable, function) < 0)
		return -1;
	type.text = strndup(d->begin, (size_t)(d->end - d->begin));
	if (type.text && !SC_VEC_PUSH(types->list, types->n, type))
		return 0;
	free(type.name);
	free(type.text);
	return -1;
}

/* The declaration without initial values. 0, or -1 without memory. */
static int drop_values(struct pb_c_tokens in, char **text_ret)
{
	struct pb_c_token t;
	size_t depth = 0, size;
	bool is_value = false;
	FILE *out = open_memstream(text_ret, &size);

	while (out && pb_c_token_next(&in, &t)) {
		depth += pb_c_token_is(&t, "{") || pb_c_token_is(&t, "(");
		depth -= pb_c_token_is(&t, "}") || pb_c_token_is(&t, ")");
		if (!depth && pb_c_token_is(&t, ";"))
			break;
		if (!depth &&
		    (pb_c_token_is(&t, "=") || pb_c_token_is(&t, ",")))
			is_value = pb_c_token_is(&t, "=");
		if (!is_value)
			fprintf(out, "%.*s ", (int)t.len, t.text);
	}
	return out && !fclose(out) ? 0 : -1;
}

/* Add the static variables whose declaration begins at @begin. */
static int add_static(const char *begin, const char *end, const char *function,
		      struct pb_type_texts *types)
{
	char *text = NULL;
	int ret = drop_values((struct pb_c_tokens){ begin, end }, &text);

	/* one with a body is a definition, which is looked at elsewhere */
	if (!ret && !strchr(text, '{'))
		ret = pb_variable_collect(text, function, 0, types);

	free(text);
	return ret;
}

/* Follow whether a token is between "static" and what ends its declaration. */
static bool follow_static(bool is_static, const struct pb_c_token *t)
{
	if (pb_c_token_is(t, ";") || pb_c_token_is(t, "{") ||
	    pb_c_token_is(t, "}"))
		return false;
	return is_static || pb_c_token_is(t, "static");
}

int pb_local_types_collect(const char *text, struct pb_type_texts *types)
{
	const char *body = strchr(text, '{');
	const struct pb_c_tokens all = { body, text + strlen(text) };
	struct pb_c_tokens in = all;
	char function[NAME_ROOM];
	bool is_static = false;
	struct pb_c_token t;

	if (!body || !strstr(body, " static "))
		return 0;
	name_function(text, function);
	while (pb_c_token_next(&in, &t)) {
		struct pb_c_tokens ahead = in;
		struct definition d;

		is_static = follow_static(is_static, &t);
		if (pb_c_token_is(&t, "static") &&
		    add_static(t.text, in.end, function, types))
			return -1;
		if (!is_type_word(&t) || !read_definition(&ahead, t.text, &d))
			continue;
		if ((is_static || (*d.tag && has_static(all, d.tag))) &&
		    add_definition(&d, function, types))
			return -1;
		in = ahead;
		is_static = false;
	}
	return 0;
}
