// SPDX-License-Identifier: GPL-2.0-only
/*
 * The name of a variable is the last word outside of parentheses, but for those that
 * begin an attribute.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/c_token.h"
#include "kpatch/builder/type_variable.h"
#include "stackcheck/util/affix.h"
#include "stackcheck/util/search.h"
#include "stackcheck/util/vec.h"

/* Stands between the words of a variable and what tells its initial value. */
#define VALUE " = "

struct variable {
	char name[128], words[512];
	size_t base; /* bytes of @words that are of all variables of a declaration */
	size_t parens; /* and brackets that are open */
	bool has_star, is_function;
};

/* Words that parentheses follow, and that are no function. */
static bool takes_parens(const struct pb_c_token *t)
{
	return pb_c_token_is(t, "__attribute__") ||
	       pb_c_token_is(t, "__typeof__") || pb_c_token_is(t, "typeof") ||
	       pb_c_token_is(t, "__asm__") || pb_c_token_is(t, "asm") ||
	       pb_c_token_is(t, "_Alignas") ||
	       pb_c_token_is(t, "__typeof_unqual__");
}

static void add_word(struct variable *v, const struct pb_c_token *t)
{
	size_t len = strlen(v->words);

	snprintf(v->words + len, sizeof(v->words) - len, "%s%.*s",
		 len ? " " : "", (int)t->len, t->text);
}

/* What is a variable's own begins with its first asterisk, or with its name. */
static void take_word(struct variable *v, const struct pb_c_token *t)
{
	if (!v->parens && !v->has_star)
		v->base = strlen(v->words);
	v->has_star |= pb_c_token_is(t, "*");
	add_word(v, t);
}

/* Words behind which a tag stands, and no name. */
static bool takes_tag(const struct pb_c_token *t)
{
	return t->len &&
	       (pb_c_token_is(t, "struct") || pb_c_token_is(t, "union") ||
		pb_c_token_is(t, "enum"));
}

static void take_token(struct variable *v, const struct pb_c_token *last,
		       const struct pb_c_token *t)
{
	bool after_word = last->len && last->kind == PB_C_WORD;

	if (t->kind == PB_C_WORD || pb_c_token_is(t, "*"))
		take_word(v, t);
	if (takes_tag(last))
		return;
	if (pb_c_token_is(t, "(") && !v->parens &&
	    (!after_word || !takes_parens(last)))
		v->is_function = true;
	if (pb_c_token_is(t, "(") || pb_c_token_is(t, "["))
		v->parens++;
	else if (pb_c_token_is(t, ")") || pb_c_token_is(t, "]"))
		v->parens--;
	else if (t->kind == PB_C_WORD && !v->parens && !takes_parens(t) &&
		 !takes_tag(t))
		snprintf(v->name, sizeof(v->name), "%.*s",
			 (int)(t->len < 100 ? t->len : 100), t->text);
}

static int add_variable(const struct variable *v, const char *function,
			uint64_t value, struct pb_type_texts *types)
{
	struct pb_type_text type = { NULL, NULL };

	if (asprintf(&type.text, "%s" VALUE "%llx", v->words,
		     (unsigned long long)value) < 0)
		return -1;
	if (asprintf(&type.name, "variable %s%s%s", v->name,
		     function ? " in " : "", function ? function : "") >= 0 &&
	    !SC_VEC_PUSH(types->list, types->n, type))
		return 0;
	free(type.name);
	free(type.text);
	return -1;
}

/* The variable has come to its end, and another one of the declaration may follow. */
static int end_variable(struct variable *v, const char *function,
			uint64_t value, struct pb_type_texts *types)
{
	int ret = *v->name && !v->is_function
			  ? add_variable(v, function, value, types)
			  : 0;

	v->words[v->base] = '\0';
	*v->name = '\0';
	v->has_star = v->is_function = false;
	return ret;
}

int pb_variable_collect(const char *text, const char *function, uint64_t value,
			struct pb_type_texts *types)
{
	struct pb_c_tokens in = { text, text + strlen(text) };
	struct pb_c_token t, last = { .len = 0 };
	struct variable v = { .parens = 0 };

	if (sc_starts_with(text, "extern ") ||
	    sc_starts_with(text, "typedef ") ||
	    sc_starts_with(text, "_Static_assert "))
		return 0;
	for (; pb_c_token_next(&in, &t); last = t) {
		if (!pb_c_token_is(&t, ",") || v.parens)
			take_token(&v, &last, &t);
		else if (end_variable(&v, function, value, types))
			return -1;
	}
	return end_variable(&v, function, value, types);
}

/*
 * The one called "KIND WORD"; the list is sorted by name. NULL: there is none. A word
 * of more than 100 bytes is not found.
 */
static const struct pb_type_text *find_text(const struct pb_type_texts *types,
					    const char *kind, const char *word,
					    size_t len)
{
	char name[160];
	size_t at;

	if (len > 100)
		return NULL;
	snprintf(name, sizeof(name), "%s %.*s", kind, (int)len, word);
	at = SC_FIRST_NOT(i, 0, types->n,
			  strcmp(types->list[i].name, name) < 0);
	return at < types->n && !strcmp(types->list[at].name, name)
		       ? &types->list[at]
		       : NULL;
}

/* Of "typedef OTHER NAME;" the last word of OTHER; an empty one: there is none. */
static struct pb_c_token base_word(const struct pb_type_text *type,
				   const struct pb_c_token *name)
{
	struct pb_c_tokens in = { type->text, type->text + strlen(type->text) };
	struct pb_c_token base = { .len = 0 }, t;

	while (pb_c_token_next(&in, &t) && !pb_c_token_is(&t, "["))
		if (t.kind == PB_C_WORD &&
		    (t.len != name->len || memcmp(t.text, name->text, t.len)))
			base = t;
	return base;
}

/* More typedefs than that do not stand for one another. */
#define TYPEDEFS_MOST 8

/* Is the word a typedef of a struct or union, or of such a typedef? */
static bool is_aggregate(const struct pb_type_texts *types,
			 const struct pb_c_token *word)
{
	struct pb_c_token name = *word;

	for (size_t i = 0; i < TYPEDEFS_MOST && name.len; i++) {
		const struct pb_type_text *type =
			find_text(types, "type", name.text, name.len);

		if (!type)
			return false;
		if (strstr(type->text, "struct ") ||
		    strstr(type->text, "union "))
			return true;
		name = base_word(type, &name);
	}
	return false;
}

void pb_variable_parts(const struct pb_type_texts *types,
		       const struct pb_type_text *type, char *to, size_t size)
{
	struct pb_c_tokens in = { type->text, type->text + strlen(type->text) };
	struct pb_c_token t, last = { .len = 0 };

	*to = '\0';
	for (; pb_c_token_next(&in, &t); last = t) {
		bool tag = takes_tag(&last) && !pb_c_token_is(&last, "enum");
		size_t len = strlen(to);

		if (tag)
			snprintf(to + len, size - len, "%s%.*s %.*s",
				 len ? " " : "", (int)last.len, last.text,
				 (int)t.len, t.text);
		else if (pb_c_token_is(&t, "*") || is_aggregate(types, &t))
			snprintf(to + len, size - len, "%s%.*s", len ? " " : "",
				 (int)t.len, t.text);
	}
}

const char *pb_variable_text(const struct pb_type_texts *types,
			     const char *name, size_t len)
{
	const struct pb_type_text *type =
		find_text(types, "variable", name, len);

	return type ? type->text : NULL;
}

/* The bytes of a type of one word, as "u8" or "int"; 0: not known. */
static unsigned int width_of(const struct pb_type_texts *types,
			     const struct pb_c_token *word)
{
	static const struct {
		const char *name;
		unsigned int width;
	} widths[] = { { "char", 1 }, { "_Bool", 1 },  { "short", 2 },
		       { "int", 4 },  { "signed", 4 }, { "unsigned", 4 },
		       { "long", 8 } };
	struct pb_c_token name = *word;

	for (size_t i = 0; i < TYPEDEFS_MOST && name.len; i++) {
		const struct pb_type_text *type;

		for (size_t k = 0; k < sizeof(widths) / sizeof(*widths); k++)
			if (pb_c_token_is(&name, widths[k].name))
				return widths[k].width;
		type = find_text(types, "type", name.text, name.len);
		name = type ? base_word(type, &name)
			    : (struct pb_c_token){ .len = 0 };
	}
	return 0;
}

/* "int" and "unsigned" behind another word do not count: "short int". */
unsigned int pb_variable_points_at(const struct pb_type_texts *types,
				   const struct pb_type_text *type)
{
	struct pb_c_tokens in = { type->text, type->text + strlen(type->text) };
	struct pb_c_token t;
	unsigned int width = 0;

	while (pb_c_token_next(&in, &t)) {
		unsigned int w;

		if (pb_c_token_is(&t, "*"))
			return width;
		w = width_of(types, &t);
		if (w && (!width || width == 4))
			width = w;
	}
	return 0;
}

bool pb_variable_is_const(const struct pb_type_text *type)
{
	const char *star = strrchr(type->text, '*');

	return strstr(star ? star : type->text, "const ");
}
