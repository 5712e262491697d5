// SPDX-License-Identifier: GPL-2.0-only
/*
 * Tokens are read one by one. A definition at file scope begins with struct,
 * union, enum or typedef, and ends with a semicolon outside of braces. Bodies of
 * functions and initial values are passed over.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/c_pack.h"
#include "kpatch/builder/c_token.h"
#include "kpatch/builder/type_local.h"
#include "kpatch/builder/type_texts.h"
#include "kpatch/builder/type_variable.h"
#include "stackcheck/util/affix.h"
#include "stackcheck/util/vec.h"

/* One declaration at file scope, while it is read. */
struct declaration {
	char *text; /* its tokens, without an initial value; grows */
	size_t len, cap;
	bool is_type; /* it began with a typedef, or it has a body of a type */
	bool is_value; /* a '=' came: what follows is no type */
	uint64_t value; /* hash of what tells the size of that value */
	size_t brackets; /* open in that value */
	bool is_function; /* a body follows that belongs to a function */
	size_t depth, parens;
	/* "struct", or "struct TAG": a body may follow; else empty */
	char head[160];
	bool has_tag;
	char name[160];
};

static int add_token(struct declaration *d, const struct pb_c_token *t)
{
	size_t need = d->len + t->len + 2;

	if (!d->text || need > d->cap) {
		char *grown = realloc(d->text, need * 2);

		if (!grown)
			return -1;
		d->text = grown;
		d->cap = need * 2;
	}
	if (d->len)
		d->text[d->len++] = ' ';
	memcpy(d->text + d->len, t->text, t->len);
	d->len += t->len;
	d->text[d->len] = '\0';
	return 0;
}

static bool is_type_word(const struct pb_c_token *t)
{
	return pb_c_token_is(t, "struct") || pb_c_token_is(t, "union") ||
	       pb_c_token_is(t, "enum");
}

/* "WORD NAME" as far as there is room for it. */
static void join_words(char to[160], const char *word,
		       const struct pb_c_token *t)
{
	snprintf(to, 160, "%.50s%s%.*s", word, *word ? " " : "",
		 (int)(t->len < 100 ? t->len : 100), t->text);
}

/* A token between "struct" and its body, or the end of that hope. */
static void note_head(struct declaration *d, const struct pb_c_token *t)
{
	char word[160];

	if (pb_c_token_is(t, "__attribute__"))
		return;
	if (t->kind != PB_C_WORD || d->has_tag) {
		*d->head = '\0';
		return;
	}
	snprintf(word, sizeof(word), "%.40s", d->head);
	join_words(d->head, word, t);
	d->has_tag = true;
}

/* A token outside of all braces and parentheses. */
static void note_outside(struct declaration *d, const struct pb_c_token *t)
{
	if (is_type_word(t) && !d->is_value) {
		join_words(d->head, "", t);
		d->has_tag = false;
	} else if (pb_c_token_is(t, "typedef")) {
		d->is_type = true;
	} else if (pb_c_token_is(t, "=") || pb_c_token_is(t, ",")) {
		d->is_value = pb_c_token_is(t, "=");
	} else if (*d->head) {
		note_head(d, t);
	}
}

static void open_brace(struct declaration *d)
{
	if (d->depth++ || d->parens || d->is_value)
		return;
	if (*d->head)
		d->is_type = true;
	else
		d->is_function = true;
	if (d->has_tag && !*d->name)
		memcpy(d->name, d->head, sizeof(d->name));
}

/* Returns 1 at the end of the declaration, 0 within, -1 on what does not fit. */
static int take_token(struct declaration *d, const struct pb_c_token *t)
{
	bool outside = !d->depth && !d->parens;

	if (outside && !pb_c_token_is(t, "{") && !pb_c_token_is(t, "("))
		note_outside(d, t);
	if (d->depth == 1 && !strcmp(d->head, "enum") && !*d->name)
		join_words(d->name, "enum with", t);
	if (pb_c_token_is(t, "("))
		d->parens++;
	else if (pb_c_token_is(t, ")") && !d->parens--)
		return -1;
	else if (pb_c_token_is(t, "{"))
		open_brace(d);
	else if (pb_c_token_is(t, "}") && !d->depth--)
		return -1;
	if (pb_c_token_is(t, "}") && !d->depth)
		*d->head = '\0';
	if (!d->depth && !d->parens) {
		if (pb_c_token_is(t, ";") ||
		    (pb_c_token_is(t, "}") && d->is_function))
			return 1;
	}
	return 0;
}

/*
 * Of an initial value, does the token tell how many elements it has? Texts do, commas
 * between elements, and indexes as "[ 5 ] = ".
 */
static bool tells_size(struct declaration *d, const struct pb_c_token *t)
{
	bool outside = !d->brackets;

	d->brackets += pb_c_token_is(t, "[");
	d->brackets -= d->brackets && pb_c_token_is(t, "]");
	if (!d->depth)
		return true;
	return d->depth == 1 && !d->parens &&
	       (!outside || pb_c_token_is(t, ","));
}

/* Into the text, or of an initial value into its hash, FNV-1a. */
static int take_text(struct declaration *d, const struct pb_c_token *t)
{
	if (!d->is_value)
		return add_token(d, t);
	if (!tells_size(d, t))
		return 0;
	for (size_t i = 0; i < t->len; i++)
		d->value =
			(d->value ^ (unsigned char)t->text[i]) * 0x100000001b3;
	d->value = (d->value ^ ' ') * 0x100000001b3;
	return 0;
}

/* Where the name of what is declared is looked for. */
struct name_search {
	size_t depth, parens; /* of braces, and of parentheses and brackets */
	bool body; /* the body of the type has ended */
	bool star; /* "(*": the next word is the name */
};

/* Follow braces and parentheses. True for a word that may be the name. */
static bool is_name(struct name_search *s, const struct pb_c_token *t,
		    bool after_paren)
{
	if (pb_c_token_is(t, "{")) {
		s->depth++;
	} else if (pb_c_token_is(t, "}")) {
		s->body |= !--s->depth;
	} else if (pb_c_token_is(t, "(") || pb_c_token_is(t, "[")) {
		s->parens++;
	} else if (pb_c_token_is(t, ")") || pb_c_token_is(t, "]")) {
		s->parens--;
	} else if (pb_c_token_is(t, "*")) {
		s->star |= after_paren && s->parens == 1 && !s->depth;
	} else if (t->kind == PB_C_WORD && !s->depth) {
		return s->star ||
		       (!s->parens && !pb_c_token_is(t, "__attribute__"));
	}
	return false;
}

/* Is the word alone in its parentheses, and do others follow: "(NAME)("? */
static bool is_alone(struct pb_c_tokens in, const struct pb_c_token *t)
{
	struct pb_c_token next;

	return t->kind == PB_C_WORD && pb_c_token_next(&in, &next) &&
	       pb_c_token_is(&next, ")") && pb_c_token_next(&in, &next) &&
	       pb_c_token_is(&next, "(");
}

/*
 * What has no tag is named by what it declares: the first name behind the body,
 * the name behind "(*" or in "(NAME)(", or else the last word outside of parentheses.
 */
static void name_declaration(struct declaration *d)
{
	struct pb_c_tokens in = { .at = d->text, .end = d->text + d->len };
	struct name_search s = { 0 };
	bool after_paren = false;
	struct pb_c_token t;

	if (*d->name)
		return;
	while (pb_c_token_next(&in, &t)) {
		if (!s.depth && !s.parens && pb_c_token_is(&t, "="))
			return;
		bool alone = after_paren && !s.depth && is_alone(in, &t);

		if (is_name(&s, &t, after_paren) || alone) {
			join_words(d->name, "type", &t);
			if (s.body || s.star || alone)
				return;
		}
		after_paren = pb_c_token_is(&t, "(");
	}
}

/* The text of a type, behind the number that it is packed by. */
static char *pack_text(const char *text, const struct pb_c_token *pack)
{
	char *packed;

	if (!pack->len || sc_starts_with(text, "enum "))
		return strdup(text);
	return asprintf(&packed, "pack(%.*s) %s", (int)pack->len, pack->text,
			text) < 0
		       ? NULL
		       : packed;
}

static int end_declaration(struct declaration *d, struct pb_type_texts *types,
			   struct pb_c_token pack)
{
	struct pb_type_text type;
	int ret = 0;

	if (d->is_function) {
		ret = pb_local_types_collect(d->text, types);
	} else if (d->is_type) {
		name_declaration(d);
		type.name = strdup(d->name);
		type.text = pack_text(d->text, &pack);
		ret = type.name && type.text
			      ? SC_VEC_PUSH(types->list, types->n, type)
			      : -1;
		if (ret) {
			free(type.name);
			free(type.text);
		}
	}
	if (!d->is_type && !d->is_function)
		ret = pb_variable_collect(d->text ? d->text : "", NULL,
					  d->value, types);
	*d = (struct declaration){ .text = d->text, .cap = d->cap };
	return ret;
}

static int by_name(const void *pa, const void *pb)
{
	const struct pb_type_text *a = pa, *b = pb;
	int order = strcmp(a->name, b->name);

	return order ? order : strcmp(a->text, b->text);
}

int pb_types_collect(const char *text, size_t size, struct pb_type_texts *types,
		     struct sc_error *err)
{
	struct pb_c_tokens in = { .at = text, .end = text + size };
	struct declaration d = { .text = NULL };
	struct pb_c_pack pack = { .depth = 0 };
	const char *last = text;
	struct pb_c_token t;
	int ret = 0;

	*types = (struct pb_type_texts){ 0 };
	for (; !ret && pb_c_token_next(&in, &t); last = in.at) {
		int end = take_token(&d, &t);

		if (pb_c_pack_read(&pack, last, t.text))
			ret = sc_fail(
				err,
				"a \"#pragma pack\" is not understood, before: %.60s",
				t.text);
		else if (end < 0)
			ret = sc_fail(err, "braces that do not fit, at: %.60s",
				      t.text);
		else if (take_text(&d, &t) ||
			 (end &&
			  end_declaration(&d, types, pb_c_pack_now(&pack))))
			ret = sc_fail(err, "out of memory");
	}
	free(d.text);
	if (ret)
		pb_types_free(types);
	else if (types->n)
		qsort(types->list, types->n, sizeof(*types->list), by_name);
	return ret;
}

void pb_types_free(struct pb_type_texts *types)
{
	for (size_t i = 0; i < types->n; i++) {
		free(types->list[i].name);
		free(types->list[i].text);
	}
	free(types->list);
	*types = (struct pb_type_texts){ 0 };
}
