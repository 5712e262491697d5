// SPDX-License-Identifier: GPL-2.0-only
/*
 * A directive within a declaration is a piece of its own, and a part of that
 * declaration as well: whatever changes in it changes both.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/c_pieces.h"
#include "kpatch/builder/c_raw.h"
#include "stackcheck/util/vec.h"

/* A piece while it is read. */
struct draft {
	FILE *out; /* writes @text; NULL: nothing came yet */
	char *text;
	size_t size;
	struct pb_words names;
	char word[128]; /* the last one, outside of parentheses; or empty */
	size_t words; /* and how many */
	size_t depth, parens;
	bool is_static, is_inline, is_other;
	bool body; /* it has braces */
};

/* Conditions that are open around a line; deeper ones are not followed. */
#define NESTING 32

struct cutter {
	struct pb_pieces *pieces;
	struct draft code, directive;
	size_t ntokens; /* of the directive */
	size_t nesting;
	struct {
		size_t depth, parens;
	} at_if[NESTING];
};

static int add_text(struct draft *d, const struct pb_raw_token *t)
{
	if (!d->out)
		d->out = open_memstream(&d->text, &d->size);
	if (!d->out)
		return -1;
	fprintf(d->out, "%.*s ", (int)t->len, t->text);
	return 0;
}

static void free_draft(struct draft *d)
{
	if (d->out)
		fclose(d->out);
	free(d->text);
	pb_words_free(&d->names);
	*d = (struct draft){ 0 };
}

/* End the piece, and add it to the list. */
static int end_piece(struct cutter *c, struct draft *d, bool named)
{
	struct pb_piece piece = { .text = NULL };
	int ret;

	if (!d->out)
		return 0;
	ret = fclose(d->out);
	d->out = NULL;
	piece.text = d->text;
	d->text = NULL;
	if (named) {
		piece.names = d->names;
		d->names = (struct pb_words){ 0 };
	}
	free_draft(d);
	if (!ret && !SC_VEC_PUSH(c->pieces->list, c->pieces->n, piece))
		return 0;
	free(piece.text);
	pb_words_free(&piece.names);
	return -1;
}

/* --- directives */

static int add_name(struct draft *d, const char *text, size_t len)
{
	char *name = strndup(text, len);
	int ret = name ? pb_words_add(&d->names, name) : -1;

	free(name);
	return ret;
}

/* Each branch of a condition begins at the depth that the condition has. */
static int follow_condition(struct cutter *c, const struct pb_raw_token *t)
{
	if (t->len >= 2 && !memcmp(t->text, "if", 2)) {
		if (c->nesting == NESTING)
			return -1;
		c->at_if[c->nesting].depth = c->code.depth;
		c->at_if[c->nesting++].parens = c->code.parens;
	} else if (t->len >= 2 && !memcmp(t->text, "el", 2)) {
		if (!c->nesting)
			return -1;
		c->code.depth = c->at_if[c->nesting - 1].depth;
		c->code.parens = c->at_if[c->nesting - 1].parens;
	} else if (pb_raw_is(t, "endif") && !c->nesting--) {
		return -1;
	}
	return 0;
}

static int take_directive(struct cutter *c, const struct pb_raw_token *t)
{
	struct draft *d = &c->directive;

	if (c->code.out && add_text(&c->code, t))
		return -1;
	if (t->kind == PB_RAW_END) {
		c->ntokens = 0;
		return end_piece(c, d, d->names.n > 0);
	}
	if (c->ntokens == 1) {
		d->is_other = !pb_raw_is(t, "define");
		if (follow_condition(c, t))
			return -1;
	}
	if (c->ntokens == 2 && !d->is_other && add_name(d, t->text, t->len))
		return -1;
	c->ntokens++;
	return add_text(d, t);
}

/* --- declarations */

static bool is_inline_word(const struct pb_raw_token *t)
{
	return pb_raw_is(t, "inline") || pb_raw_is(t, "__inline") ||
	       pb_raw_is(t, "__inline__") || pb_raw_is(t, "__always_inline");
}

static bool is_other_word(const struct pb_raw_token *t)
{
	return pb_raw_is(t, "typedef") || pb_raw_is(t, "=");
}

static bool is_no_type(const struct pb_raw_token *t)
{
	return pb_raw_is(t, "extern") || pb_raw_is(t, "const") ||
	       pb_raw_is(t, "volatile");
}

/* A word or sign of the head, outside of all parentheses. */
static void note_head(struct draft *d, const struct pb_raw_token *t)
{
	*d->word = '\0';
	if (pb_raw_is(t, "static"))
		d->is_static = true;
	else if (is_no_type(t))
		return;
	else if (is_inline_word(t))
		d->is_inline = true;
	else if (is_other_word(t))
		d->is_other = true;
	else if (t->kind == PB_RAW_WORD) {
		if (t->len < sizeof(d->word))
			memcpy(d->word, t->text, t->len);
		d->word[t->len < sizeof(d->word) ? t->len : 0] = '\0';
		d->words++;
	}
}

static bool has_small_letter(const char *word)
{
	while (*word && !islower((unsigned char)*word))
		word++;
	return *word;
}

/*
 * A parenthesis at file scope follows the name of what is declared, or an
 * attribute. A name without a type before it, or in capitals, may be a macro
 * that declares something else.
 */
static int note_paren(struct draft *d)
{
	if (!*d->word)
		return 0;
	if (d->words < 2 || !has_small_letter(d->word)) {
		d->is_other = true;
		return 0;
	}
	return add_name(d, d->word, strlen(d->word));
}

static int count_bracket(struct draft *d, const struct pb_raw_token *t)
{
	if (pb_raw_is(t, "("))
		d->parens++;
	else if (pb_raw_is(t, "{"))
		d->depth++;
	else if (pb_raw_is(t, ")") && !d->parens--)
		return -1;
	else if (pb_raw_is(t, "}") && !d->depth--)
		return -1;
	return 0;
}

/* Has it an effect only where one of its names is used? */
static bool is_named(const struct draft *d)
{
	if (!d->names.n || d->is_other)
		return false;
	return !d->body || (d->is_static && d->is_inline);
}

static int take_code(struct cutter *c, const struct pb_raw_token *t)
{
	struct draft *d = &c->code;
	bool outside = !d->depth && !d->parens;

	if (add_text(d, t))
		return -1;
	if (outside && !d->body) {
		if (pb_raw_is(t, "(") && note_paren(d))
			return -1;
		note_head(d, t);
	}
	if (t->kind == PB_RAW_SIGN && count_bracket(d, t))
		return -1;
	d->body |= d->depth > 0;
	if (d->depth || d->parens)
		return 0;
	/* a type's body goes on up to the semicolon */
	if (pb_raw_is(t, ";") || (pb_raw_is(t, "}") && d->names.n))
		return end_piece(c, d, is_named(d));
	return 0;
}

static int take_token(struct cutter *c, const struct pb_raw_token *t)
{
	if (t->kind == PB_RAW_BEGIN || c->ntokens)
		return take_directive(c, t);
	return take_code(c, t);
}

/* At the end nothing is open, but a declaration that goes on elsewhere. */
static int end_cutting(struct cutter *c)
{
	if (c->nesting || c->code.depth || c->code.parens)
		return -1;
	return end_piece(c, &c->code, false);
}

int pb_pieces_cut(const char *text, size_t size, struct pb_pieces *pieces)
{
	struct pb_raw in = { .at = text, .end = text + size };
	struct cutter c = { .pieces = pieces };
	struct pb_raw_token t;
	int ret = 0;

	*pieces = (struct pb_pieces){ 0 };
	while (!ret && pb_raw_next(&in, &t))
		ret = take_token(&c, &t);
	if (!ret)
		ret = end_cutting(&c);
	free_draft(&c.code);
	free_draft(&c.directive);
	if (ret)
		pb_pieces_free(pieces);
	return ret;
}

void pb_pieces_free(struct pb_pieces *pieces)
{
	for (size_t i = 0; i < pieces->n; i++) {
		free(pieces->list[i].text);
		pb_words_free(&pieces->list[i].names);
	}
	free(pieces->list);
	*pieces = (struct pb_pieces){ 0 };
}
