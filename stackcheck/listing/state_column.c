// SPDX-License-Identifier: GPL-2.0-only
/* What of the states is shown: collected for one group at a time. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stackcheck/dataflow/blocks.h"
#include "stackcheck/listing/internal.h"
#include "stackcheck/listing/state_column.h"
#include "stackcheck/orc/compare.h"
#include "stackcheck/util/vec.h"

/* --- collecting */

static struct sc_shown *shown_at(const struct sc_listing *l, uint32_t func,
				 uint32_t i)
{
	return &l->shown[l->base[sc_dataflow_member_of(l->flow, func)] + i -
			 l->obj->funcs[func].first];
}

const struct sc_shown *sc_listing_shown(const struct sc_listing *l,
					uint32_t func, uint32_t i)
{
	return shown_at(l, func, i);
}

/* Where the instruction's ORC entry is looked for; false: nowhere. */
static bool orc_place(const struct sc_func *f, uint32_t off, uint32_t *sec_ret,
		      uint64_t *off_ret)
{
	*sec_ret = f->sec;
	*off_ret = off;
	if (f->kind != SC_FUNC_ALT)
		return true;
	*sec_ret = f->back_sec;
	*off_ret = f->alt_off + (off - f->start);
	return *off_ret < f->back_off;
}

static enum sc_orc_verdict compare_orc(const struct sc_listing *l,
				       const struct sc_func *f, uint32_t i,
				       const struct sc_row *row,
				       const struct sc_state *st)
{
	const struct sc_orc_entry *e;
	uint64_t off;
	uint32_t sec;

	if (!l->norc || (l->obj->code[f->sec].mark[i] & SC_M_MERGED) ||
	    !orc_place(f, sc_code_off(&l->obj->code[f->sec], i), &sec, &off))
		return SC_ORC_SAME;
	e = sc_orc_find(l->orc, l->norc, sec, off);
	if (!e || sc_orc_agrees(e, row, l->obj->arch))
		return e ? SC_ORC_SAME : SC_ORC_DIFFERS;
	return sc_orc_holds(e, st, l->obj->arch) ? SC_ORC_OTHER_WAY
						 : SC_ORC_DIFFERS;
}

static void on_insn(void *ctx, const struct sc_block *b, uint32_t i,
		    const struct sc_state *pre)
{
	struct sc_listing *l = ctx;
	const struct sc_arch *arch = l->obj->arch;
	struct sc_shown *s = shown_at(l, b->func, i);

	arch->row(pre, &s->row);
	memcpy(s->saved, pre->saved, sizeof(s->saved));
	s->bp = pre->reg[arch->bp];
	s->sp = pre->reg[arch->sp];
	for (int r = 0; r < SC_NREGS; r++)
		if ((arch->callee_saved >> r & 1) && !pre->saved[r] &&
		    pre->reg[r] != sc_val_make(SC_V_ENTRY, r))
			s->changed |= (uint16_t)(1u << r);
	s->reached = true;
	s->framed = arch->has_frame(pre);
	s->df = pre->df;
	s->orc = (uint8_t)compare_orc(l, &l->obj->funcs[b->func], i, &s->row,
				      pre);
}

static void on_edge(void *ctx, const struct sc_block *b, uint32_t i,
		    const struct sc_state *st, uint32_t to)
{
	struct sc_listing *l = ctx;
	struct sc_incoming in = { .block = to, .func = b->func, .insn = i };
	const struct sc_block *t = &l->flow->blocks[to];

	(void)st;
	if (t->func == b->func && t->first == i + 1)
		return;
	if (SC_VEC_PUSH(l->incoming, l->nincoming, in))
		l->failed = true;
}

static int compare_incoming(const void *pa, const void *pb)
{
	const struct sc_incoming *a = pa, *b = pb;

	if (a->block != b->block)
		return a->block < b->block ? -1 : 1;
	if (a->func != b->func)
		return a->func < b->func ? -1 : 1;
	return a->insn < b->insn ? -1 : a->insn > b->insn;
}

static int reserve_items(void *pptr, size_t *cap, size_t n, size_t size)
{
	void **ptr = pptr, *grown;

	if (n <= *cap)
		return 0;
	grown = realloc(*ptr, n * size);
	if (!grown)
		return -1;
	*ptr = grown;
	*cap = n;
	return 0;
}

/* Room for every instruction of the group, and nothing known of any. */
static int reset_states(struct sc_listing *l, uint32_t group)
{
	const struct sc_group *g = &l->obj->groups[group];
	size_t n = 0;

	if (reserve_items(&l->base, &l->base_cap, g->nfuncs + 1,
			  sizeof(*l->base)))
		return -1;
	for (uint32_t m = 0; m < g->nfuncs; m++) {
		l->base[m] = (uint32_t)n;
		n += l->obj->funcs[l->obj->members[g->first + m]].ninsns;
	}
	if (reserve_items(&l->shown, &l->shown_cap, n + 1, sizeof(*l->shown)))
		return -1;
	memset(l->shown, 0, n * sizeof(*l->shown));
	l->nincoming = 0;
	return 0;
}

int sc_listing_collect(struct sc_listing *l, uint32_t group)
{
	static const struct sc_visitor visitor = { .insn = on_insn,
						   .edge = on_edge };

	if (reset_states(l, group) || sc_dataflow_run(l->flow, group))
		return -1;
	sc_dataflow_visit(l->flow, &visitor, l);
	if (l->nincoming)
		qsort(l->incoming, l->nincoming, sizeof(*l->incoming),
		      compare_incoming);
	return l->failed ? -1 : 0;
}

/* --- columns */

static void append_text(char *buf, size_t size, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

static void append_text(char *buf, size_t size, const char *fmt, ...)
{
	size_t len = strlen(buf);
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(buf + len, size - len, fmt, ap);
	va_end(ap);
}

static void cfa_words(const struct sc_arch *arch, const struct sc_row *row,
		      char *buf, size_t size)
{
	static const char *const frames[] = {
		[SC_FRAME_REGS] = " regs",
		[SC_FRAME_IRET] = " iret",
	};

	if (row->kind == SC_ROW_END)
		append_text(buf, size, "end");
	else if (row->kind == SC_ROW_UNDEFINED)
		append_text(buf, size, "unknown");
	else if (row->kind == SC_ROW_DEREF)
		append_text(buf, size, "at %d(%%%s)", row->off,
			    arch->reg_name(row->reg));
	else
		append_text(buf, size,
			    row->kind == SC_ROW_REG ? "%%%s%+d" : "(%%%s)%+d",
			    arch->reg_name(row->reg), row->off);
	if (row->frame == SC_FRAME_REGS || row->frame == SC_FRAME_IRET)
		append_text(buf, size, "%s", frames[row->frame]);
}

/* Where a register is saved, counted from the CFA if that can be told. */
static void saved_words(const struct sc_arch *arch, const struct sc_shown *s,
			const char *name, sc_val at, char *buf, size_t size)
{
	bool by_bp = sc_val_kind(at) == sc_val_kind(s->bp);
	sc_val base = by_bp ? s->bp : s->sp;

	if (sc_val_kind(at) == SC_V_CFA)
		append_text(buf, size, " %s@%d", name, sc_val_payload(at));
	else if (sc_val_kind(at) == sc_val_kind(base))
		append_text(buf, size, " %s@%d(%%%s)", name,
			    sc_val_payload(at) - sc_val_payload(base),
			    arch->reg_name(by_bp ? arch->bp : arch->sp));
	else
		append_text(buf, size, " %s@?", name);
}

static void saved_column(const struct sc_arch *arch, const struct sc_shown *s,
			 struct sc_columns *ret)
{
	bool call = s->row.frame == SC_FRAME_CALL;

	/* the frame pointer first: it is what a walk needs */
	for (unsigned int k = 0; k <= SC_NREGS; k++) {
		unsigned int r = k ? k - 1 : arch->bp;
		const char *name = arch->reg_name(r);

		if (!(arch->callee_saved >> r & 1) || (k && r == arch->bp))
			continue;
		if (s->saved[r])
			saved_words(arch, s, name, s->saved[r], ret->saved,
				    sizeof(ret->saved));
		else if (call && (s->changed >> r & 1))
			append_text(ret->saved, sizeof(ret->saved),
				    " %s changed", name);
	}
	if (s->df)
		append_text(ret->saved, sizeof(ret->saved), " DF set");
	if (ret->saved[0])
		memmove(ret->saved, ret->saved + 1, strlen(ret->saved));
}

static void orc_column(const struct sc_listing *l, const struct sc_func *f,
		       uint32_t i, const struct sc_shown *s,
		       struct sc_columns *ret)
{
	static const char *const marks[] = { "   ", "~  ", "!= " };
	const struct sc_code *code = &l->obj->code[f->sec];
	const struct sc_orc_entry *e;
	unsigned int verdict = s->orc;
	char words[40] = "none";
	uint64_t off;
	uint32_t sec;

	if (!l->norc || !orc_place(f, sc_code_off(code, i), &sec, &off))
		return;
	e = sc_orc_find(l->orc, l->norc, sec, off);
	if (!s->reached) {
		/* padding, and what a replacement stands in for, may differ */
		if (!e || e->type == SC_ORC_TYPE_UNDEFINED ||
		    sc_code_is_padding(code, i) ||
		    (code->mark[i] & SC_M_ALT_BODY))
			return;
		verdict = SC_ORC_DIFFERS;
	}
	if (e)
		sc_orc_words(e, l->obj->arch, words, sizeof(words));
	append_text(ret->orc, sizeof(ret->orc), "%s%s", marks[verdict], words);
}

void sc_listing_columns(const struct sc_listing *l, uint32_t func, uint32_t i,
			struct sc_columns *ret)
{
	const struct sc_shown *s = sc_listing_shown(l, func, i);
	const struct sc_func *f = &l->obj->funcs[func];
	const struct sc_code *code = &l->obj->code[f->sec];

	memset(ret, 0, sizeof(*ret));
	orc_column(l, f, i, s, ret);
	if (!s->reached) {
		if (!sc_code_is_padding(code, i))
			append_text(ret->cfa, sizeof(ret->cfa), "not reached");
		return;
	}
	cfa_words(l->obj->arch, &s->row, ret->cfa, sizeof(ret->cfa));
	append_text(ret->frame, sizeof(ret->frame), "%s",
		    s->framed ? "F" : "-");
	saved_column(l->obj->arch, s, ret);
}
