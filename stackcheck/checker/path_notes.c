// SPDX-License-Identifier: GPL-2.0-only
/*
 * How a state came about: the path that first reached the place, told by the
 * instructions on it that changed the stack.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stackcheck/checker/checker.h"
#include "stackcheck/checker/path_notes.h"
#include "stackcheck/checker/report_finding.h"
#include "stackcheck/dataflow/transfer.h"
#include "stackcheck/util/text.h"

#define MAX_NOTES 12
#define MAX_PATH 4096 /* blocks; a longer path is told from its end, */
#define MAX_INSNS 65536 /* as is one of more instructions */

/* Bytes from the function's start; for a replacement, of its original's. */
static uint32_t offset_in_function(const struct sc_object *obj, uint32_t sec,
				   uint32_t off)
{
	const struct sc_func *f = sc_func_at(obj, sec, off), *from;

	if (!f)
		return off;
	off -= f->start;
	if (f->kind != SC_FUNC_ALT)
		return off;
	from = sc_func_at(obj, f->back_sec, f->alt_off);
	return off + f->alt_off - (from ? from->start : 0);
}

void sc_insn_words(struct sc_checker *c, uint32_t sec, uint32_t i, char *buf,
		   size_t size)
{
	const struct sc_object *obj = c->obj;
	const struct sc_insn insn = sc_code_insn(&obj->code[sec], i);
	const struct sc_section *s = &obj->img->secs[sec];
	struct sc_text t = sc_text_begin(buf, size);

	sc_text_add(&t, "+0x");
	sc_text_add_hex(&t, offset_in_function(obj, sec, insn.off));
	sc_text_add(&t, ": ");
	if (!c->dec)
		c->dec = obj->arch->decoder_new();
	if (c->dec)
		obj->arch->format(c->dec, s->data + insn.off, insn.len,
				  s->addr + insn.off, buf + t.len,
				  size - t.len);
	else
		sc_text_add(&t, "(bad)");
}

/* The last few lines of a story, and room for what it is told by. */
struct sc_path_notes {
	struct sc_checker *c;
	uint32_t path[MAX_PATH];
	const struct sc_func *func;
	struct line {
		uint32_t sec, i; /* instruction */
		char what[192];
	} line[MAX_NOTES];
	unsigned int n; /* lines told in all */
	struct sc_state last;
	uint32_t upto_block, upto_insn;
	bool begun;
};

static void keep_line(struct sc_path_notes *s, uint32_t sec, uint32_t i,
		      const char *what)
{
	struct line *l = &s->line[s->n++ % MAX_NOTES];
	size_t len;

	l->sec = sec;
	l->i = i;
	len = strnlen(what, sizeof(l->what) - 1);
	memcpy(l->what, what, len);
	l->what[len] = '\0';
}

/* What became of the slot for @r, or of what it held on entry. */
static void describe_save(const struct sc_state *post, unsigned int r,
			  struct sc_text *t)
{
	if (!post->saved[r]) {
		sc_text_add(t, post->reg[r] == sc_val_make(SC_V_ENTRY, (int)r)
				       ? " restored"
				       : " lost");
		return;
	}
	sc_text_add(t, " saved");
	if (sc_val_kind(post->saved[r]) != SC_V_CFA)
		return;
	sc_text_add(t, " at CFA");
	sc_text_add_signed(t, sc_val_payload(post->saved[r]));
}

static void describe_saves(struct sc_path_notes *s, const struct sc_state *pre,
			   const struct sc_state *post, struct sc_text *t)
{
	for (unsigned int r = 0; r < SC_NREGS; r++) {
		if (pre->saved[r] == post->saved[r])
			continue;
		sc_text_add(t, ", %");
		sc_text_add(t, s->c->obj->arch->reg_name(r));
		describe_save(post, r, t);
	}
}

static bool has_changed(const struct sc_arch *arch, const struct sc_state *pre,
			const struct sc_state *post)
{
	if (pre->reg[arch->sp] != post->reg[arch->sp] ||
	    memcmp(pre->saved, post->saved, sizeof(pre->saved)))
		return true;
	for (unsigned int r = 0; r < SC_NREGS; r++)
		if ((arch->callee_saved >> r & 1) &&
		    pre->reg[r] != post->reg[r])
			return true;
	return false;
}

/* Told at the next instruction, when the state after this one is known. */
static void on_insn(void *ctx, const struct sc_block *b, uint32_t i,
		    const struct sc_state *st)
{
	struct sc_path_notes *s = ctx;
	const struct sc_arch *arch = s->c->obj->arch;
	char what[256], cfa[64];
	struct sc_text t;

	if ((uint32_t)(b - s->c->flow->blocks) == s->upto_block &&
	    i > s->upto_insn)
		return;
	if (s->begun && has_changed(arch, &s->last, st) && i > 0) {
		t = sc_text_begin(what, sizeof(what));
		sc_text_add(&t, "CFA is ");
		sc_text_add(&t, sc_cfa_words(s->c, st, cfa, sizeof(cfa)));
		describe_saves(s, &s->last, st, &t);
		keep_line(s, s->func->sec, i - 1, what);
	}
	s->begun = true;
	sc_state_copy(&s->last, st);
}

static void walk_path(struct sc_path_notes *s, const uint32_t *path, size_t n)
{
	static const struct sc_visitor visitor = { .insn = on_insn };
	const struct sc_dataflow *flow = s->c->flow;

	while (n-- > 0) {
		const struct sc_block *b = &flow->blocks[path[n]];

		s->func = &s->c->obj->funcs[b->func];
		s->begun = false;
		if (b->from != SC_NO_BLOCK && b->from_insn + 1 != b->first)
			keep_line(
				s,
				s->c->obj->funcs[flow->blocks[b->from].func].sec,
				b->from_insn, "taken");
		sc_dataflow_walk(s->c->flow, b, &visitor, s);
	}
}

static size_t find_path(const struct sc_dataflow *flow, uint32_t block,
			uint32_t *path)
{
	size_t n = 0;
	uint64_t insns = 0;

	while (block != SC_NO_BLOCK && n < MAX_PATH && insns < MAX_INSNS) {
		path[n++] = block;
		insns += flow->blocks[block].n;
		block = flow->blocks[block].from;
	}
	return n;
}

static void add_line(struct sc_checker *c, const struct line *l)
{
	char text[200], what[sizeof(l->what) + 4];
	struct sc_text t = sc_text_begin(what, sizeof(what));

	sc_insn_words(c, l->sec, l->i, text, sizeof(text));
	sc_text_add(&t, "  (");
	sc_text_add(&t, l->what);
	sc_text_add(&t, ")");
	sc_result_add_note(c->res, text, what);
}

static void add_lines(struct sc_checker *c, const struct sc_path_notes *s)
{
	unsigned int left_out = s->n > MAX_NOTES ? s->n - MAX_NOTES : 0;
	char text[64];

	if (left_out) {
		snprintf(text, sizeof(text), "... %u earlier steps", left_out);
		sc_result_add_note(c->res, text, "");
	}
	for (unsigned int k = left_out; k < s->n; k++)
		add_line(c, &s->line[k % MAX_NOTES]);
}

void sc_path_notes_add(struct sc_checker *c, const struct sc_block *b,
		       uint32_t i)
{
	struct sc_path_notes *s = c->notes;

	if (!s)
		s = c->notes = malloc(sizeof(*s));
	if (!s)
		return;
	s->c = c;
	s->n = 0;
	s->upto_block = (uint32_t)(b - c->flow->blocks);
	s->upto_insn = i;
	walk_path(s, s->path, find_path(c->flow, s->upto_block, s->path));
	add_lines(c, s);
}
