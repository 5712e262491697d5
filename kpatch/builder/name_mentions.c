// SPDX-License-Identifier: GPL-2.0-only
#include <ctype.h>
#include <string.h>

#include "kpatch/builder/c_raw.h"
#include "kpatch/builder/name_mentions.h"

/* Macros with more parameters than that: the others count as words. */
#define PARAMETERS 32

/* One walk over a text. */
struct walk {
	const struct pb_name_table *table;
	struct pb_raw in;
	struct pb_raw_token token, before, before_that;
	/* of a directive: its tokens so far, and parameters if it is a #define */
	size_t ntokens;
	bool in_parameters;
	struct pb_raw_token parameters[PARAMETERS];
	size_t nparameters;
	/* of each name: bit N: the statement has a word that is its first N bytes */
	uint64_t begun[PB_NAMES_MOST];
	bool any_begun;
};

int pb_name_table_add(struct pb_name_table *table, const char *name)
{
	size_t len = strlen(name);

	for (size_t i = 0; i < table->words.n; i++)
		if (!strcmp(table->words.list[i], name))
			return 1;
	if (!len || table->words.n == PB_NAMES_MOST ||
	    pb_words_add(&table->words, name))
		return -1;
	table->first[(unsigned char)name[0]] = true;
	table->last[(unsigned char)name[len - 1]] = true;
	return 0;
}

static bool is_same(const struct pb_raw_token *a, const struct pb_raw_token *b)
{
	return a->len == b->len && !memcmp(a->text, b->text, a->len);
}

static bool begins_with(const char *name, const struct pb_raw_token *t)
{
	return strlen(name) >= t->len && !memcmp(name, t->text, t->len);
}

static bool ends_with(const char *name, const struct pb_raw_token *t)
{
	size_t len = strlen(name);

	return len >= t->len && !memcmp(name + len - t->len, t->text, t->len);
}

/* --- words of a statement */

static void end_statement(struct walk *w)
{
	if (w->any_begun)
		memset(w->begun, 0, sizeof(w->begun));
	w->any_begun = false;
}

/* The word ends the name; did another one begin it? */
static bool is_rest(const struct walk *w, size_t i)
{
	const char *name = w->table->words.list[i];
	size_t rest = strlen(name) - w->token.len;
	uint64_t begun = w->begun[i];

	if (rest >= 64)
		return false;
	return begun >> rest & 1 ||
	       (rest > 1 && name[rest - 1] == '_' && begun >> (rest - 1) & 1);
}

/* The word is the name, or the rest of one; else note whether it begins one. */
static bool take_word_of(struct walk *w, size_t i)
{
	const char *name = w->table->words.list[i];

	if (begins_with(name, &w->token)) {
		if (strlen(name) == w->token.len)
			return true;
		if (w->token.len < 64) {
			w->begun[i] |= 1ULL << w->token.len;
			w->any_begun = true;
		}
	}
	return w->any_begun && ends_with(name, &w->token) && is_rest(w, i);
}

static bool take_word(struct walk *w)
{
	const struct pb_raw_token *t = &w->token;

	if (!w->table->first[(unsigned char)t->text[0]] &&
	    !w->table->last[(unsigned char)t->text[t->len - 1]])
		return false;
	for (size_t i = 0; i < w->table->words.n; i++)
		if (take_word_of(w, i))
			return true;
	return false;
}

/* --- pasting */

/* A word that tells something: "_" and "x" are a part of too many names. */
static bool is_telling(const struct walk *w, const struct pb_raw_token *t)
{
	bool letter = false;

	if (t->kind != PB_RAW_WORD || t->len < 2)
		return false;
	for (size_t i = 0; i < t->len; i++)
		letter |= isalpha((unsigned char)t->text[i]);
	for (size_t i = 0; i < w->nparameters; i++)
		if (is_same(t, &w->parameters[i]))
			return false;
	return letter;
}

/* The word stands behind "##": it is the end of a name, or a part within. */
static bool is_pasted_behind(const struct walk *w)
{
	struct pb_raw rest = w->in;
	struct pb_raw_token next;
	bool within = pb_raw_next(&rest, &next) && next.kind == PB_RAW_PASTE;

	for (size_t i = 0; i < w->table->words.n; i++) {
		const char *name = w->table->words.list[i];

		if (within ? memmem(name, strlen(name), w->token.text,
				    w->token.len) != NULL
			   : ends_with(name, &w->token))
			return true;
	}
	return false;
}

/* The word stands before "##". */
static bool is_pasted_before(const struct walk *w,
			     const struct pb_raw_token *word)
{
	for (size_t i = 0; i < w->table->words.n; i++)
		if (begins_with(w->table->words.list[i], word))
			return true;
	return false;
}

static bool take_pasted(struct walk *w)
{
	if (w->token.kind == PB_RAW_PASTE)
		return is_telling(w, &w->before) &&
		       is_pasted_before(w, &w->before);
	return w->before.kind == PB_RAW_PASTE && is_telling(w, &w->token) &&
	       is_pasted_behind(w);
}

/* --- directives */

/* #define NAME( : the parenthesis follows without a blank. */
static bool begins_parameters(const struct walk *w)
{
	return w->ntokens == 3 && pb_raw_is(&w->token, "(") &&
	       pb_raw_is(&w->before_that, "define") &&
	       (w->before.text + w->before.len == w->token.text ||
		w->before.text + w->before.len + 1 == w->token.text);
}

static void take_directive(struct walk *w)
{
	const struct pb_raw_token *t = &w->token;

	if (t->kind == PB_RAW_BEGIN) {
		w->ntokens = w->nparameters = 0;
		w->in_parameters = false;
		end_statement(w);
	}
	if (begins_parameters(w))
		w->in_parameters = true;
	else if (w->in_parameters && pb_raw_is(t, ")"))
		w->in_parameters = false;
	else if (w->in_parameters && t->kind == PB_RAW_WORD &&
		 w->nparameters < PARAMETERS)
		w->parameters[w->nparameters++] = *t;
	w->ntokens++;
	if (t->kind == PB_RAW_END) {
		w->nparameters = 0;
		end_statement(w);
	}
}

static bool take_token(struct walk *w)
{
	const struct pb_raw_token *t = &w->token;

	if (w->in.directive || t->kind == PB_RAW_END)
		take_directive(w);
	if (t->kind == PB_RAW_SIGN && strchr(";{}", *t->text))
		end_statement(w);
	if (t->kind == PB_RAW_WORD && take_word(w))
		return true;
	return take_pasted(w);
}

bool pb_mentions_name(const struct pb_name_table *table, const char *text,
		      size_t size)
{
	struct walk w = { .table = table,
			  .in = { .at = text, .end = text + size } };

	while (pb_raw_next(&w.in, &w.token)) {
		if (take_token(&w))
			return true;
		w.before_that = w.before;
		w.before = w.token;
	}
	return false;
}
