// SPDX-License-Identifier: GPL-2.0-only
#include <ctype.h>
#include <string.h>

#include "kpatch/builder/c_raw.h"
#include "kpatch/builder/name_mentions.h"

/* Macros with more parameters than that: the others count as words. */
#define PARAMETERS 32

/* So many parts of one pasted name are told apart. */
#define PARTS 16

/* A part of a name that a macro pastes; empty: it may be anything. */
struct part {
	const char *text;
	size_t len;
};

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
	/* of what is pasted: its parts so far; one of them tells something */
	struct part parts[PARTS];
	size_t nparts;
	bool tells;
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

static bool is_parameter(const struct walk *w, const struct pb_raw_token *t)
{
	for (size_t i = 0; i < w->nparameters; i++)
		if (is_same(t, &w->parameters[i]))
			return true;
	return w->nparameters == PARAMETERS;
}

/* A part that may be anything: a parameter, or what is no word. */
static void add_part(struct walk *w, const struct pb_raw_token *t)
{
	struct part *part =
		&w->parts[w->nparts < PARTS ? w->nparts++ : PARTS - 1];

	w->tells |= is_telling(w, t);
	*part = (struct part){ t->text, t->len };
	if (w->nparts == PARTS || t->kind != PB_RAW_WORD || is_parameter(w, t))
		part->len = 0;
}

/*
 * Can the parts make the name? Each word must be there, behind those before it. The
 * first and the last part are the begin and the end of the name if they are words.
 */
static bool parts_make(const struct walk *w, const char *name)
{
	const char *at = name, *end = name + strlen(name);

	for (size_t i = 0; i < w->nparts; i++) {
		const struct part *p = &w->parts[i];
		bool last = i + 1 == w->nparts;
		bool fixed = !i || w->parts[i - 1].len;

		if (!p->len)
			continue;
		if (p->len > (size_t)(end - at))
			return false;
		if (last && !fixed)
			return !memcmp(end - p->len, p->text, p->len);
		if (!fixed)
			at = memmem(at, (size_t)(end - at), p->text, p->len);
		if (!at || memcmp(at, p->text, p->len) != 0)
			return false;
		at += p->len;
	}
	return at == end || !w->parts[w->nparts - 1].len;
}

/* The last part has come: may it all be a name? */
static bool end_pasted(struct walk *w)
{
	bool found = false;

	for (size_t i = 0; w->tells && !found && i < w->table->words.n; i++)
		found = parts_make(w, w->table->words.list[i]);
	w->nparts = 0;
	w->tells = false;
	return found;
}

/* Follow "a##b##c": each "##" has a part before it, and one behind it. */
static bool take_pasted(struct walk *w)
{
	if (w->token.kind == PB_RAW_PASTE) {
		if (!w->nparts)
			add_part(w, &w->before);
		return false;
	}
	if (w->nparts && w->before.kind == PB_RAW_PASTE) {
		add_part(w, &w->token);
		return false;
	}
	return w->nparts && end_pasted(w);
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

	if (take_pasted(w))
		return true;
	if (w->in.directive || t->kind == PB_RAW_END)
		take_directive(w);
	if (t->kind == PB_RAW_SIGN && strchr(";{}", *t->text))
		end_statement(w);
	return t->kind == PB_RAW_WORD && take_word(w);
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
