// SPDX-License-Identifier: GPL-2.0-only
/*
 * The name of a variable is the last word outside of parentheses, but for those that
 * begin an attribute.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/c_token.h"
#include "kpatch/builder/type_variable.h"
#include "stackcheck/util/affix.h"
#include "stackcheck/util/vec.h"

struct variable {
	char name[128], tags[256];
	size_t parens; /* and brackets that are open */
	bool is_function;
};

static bool is_token(const struct pb_c_token *t, const char *word)
{
	return t->len == strlen(word) && !memcmp(t->text, word, t->len);
}

/* Words that parentheses follow, and that are no function. */
static bool takes_parens(const struct pb_c_token *t)
{
	return is_token(t, "__attribute__") || is_token(t, "__typeof__") ||
	       is_token(t, "typeof") || is_token(t, "__asm__") ||
	       is_token(t, "asm") || is_token(t, "_Alignas") ||
	       is_token(t, "__typeof_unqual__");
}

static void add_tag(struct variable *v, const struct pb_c_token *kind,
		    const struct pb_c_token *tag)
{
	size_t len = strlen(v->tags);

	snprintf(v->tags + len, sizeof(v->tags) - len, "%s%.*s %.*s",
		 len ? " " : "", (int)kind->len, kind->text, (int)tag->len,
		 tag->text);
}

/* Words behind which a tag stands, and no name. */
static bool takes_tag(const struct pb_c_token *t)
{
	return t->len && (is_token(t, "struct") || is_token(t, "union") ||
			  is_token(t, "enum"));
}

static void take_token(struct variable *v, const struct pb_c_token *last,
		       const struct pb_c_token *t)
{
	bool after_word = last->len && last->kind == PB_C_WORD;

	if (takes_tag(last)) {
		if (!is_token(last, "enum"))
			add_tag(v, last, t);
		return;
	}
	if (is_token(t, "(") && !v->parens &&
	    (!after_word || !takes_parens(last)))
		v->is_function = true;
	if (is_token(t, "(") || is_token(t, "["))
		v->parens++;
	else if (is_token(t, ")") || is_token(t, "]"))
		v->parens--;
	else if (t->kind == PB_C_WORD && !v->parens && !takes_parens(t) &&
		 !takes_tag(t))
		snprintf(v->name, sizeof(v->name), "%.*s",
			 (int)(t->len < 100 ? t->len : 100), t->text);
}

static int add_variable(const struct variable *v, struct pb_type_texts *types)
{
	struct pb_type_text type = { NULL, strdup(v->tags) };

	if (asprintf(&type.name, "variable %s", v->name) >= 0 && type.text &&
	    !SC_VEC_PUSH(types->list, types->n, type))
		return 0;
	free(type.name);
	free(type.text);
	return -1;
}

int pb_variable_collect(const char *text, struct pb_type_texts *types)
{
	struct pb_c_tokens in = { text, text + strlen(text) };
	struct pb_c_token t, last = { .len = 0 };
	struct variable v = { .parens = 0 };

	if (sc_starts_with(text, "extern ") ||
	    sc_starts_with(text, "typedef ") ||
	    sc_starts_with(text, "_Static_assert "))
		return 0;
	while (pb_c_token_next(&in, &t)) {
		take_token(&v, &last, &t);
		last = t;
	}
	return *v.name && !v.is_function ? add_variable(&v, types) : 0;
}
