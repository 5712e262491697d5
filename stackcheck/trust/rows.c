// SPDX-License-Identifier: GPL-2.0-only
/*
 * Rows by place, from the states of an analysis. The analyzer's row and the
 * table's say the same; alternatives count for the place they go to, where
 * the rules saw to it that all of them have the same row.
 */
#include <stdlib.h>
#include <string.h>

#include "stackcheck/cfg/padding.h"
#include "stackcheck/trust/entry_rows.h"
#include "stackcheck/trust/row_set.h"
#include "stackcheck/trust/rows.h"
#include "stackcheck/trust/table.h"
#include "stackcheck/util/vec.h"

struct collector {
	const struct sc_object *obj;
	const uint8_t *reasons;
	const struct sc_trust_hints *hints;
	struct sc_trust_rows *out;
	/* what was added last, to say the same again once only */
	uint32_t last_sec, last_end, last_row;
	bool failed;
};

static uint32_t intern_row(struct collector *c, const struct sc_trust_row *row)
{
	uint32_t index;

	if (sc_trust_row_intern(c->out, row, &index))
		c->failed = true;
	return index;
}

/* --- from the analyzer's row */

static struct sc_trust_row no_row(unsigned int reason)
{
	return (struct sc_trust_row){ .kind = SC_TRUST_ROW_NONE,
				      .reg = (uint8_t)reason };
}

static struct sc_trust_row convert_row(const struct sc_row *row)
{
	static const uint8_t kinds[] = {
		[SC_ROW_UNDEFINED] = SC_TRUST_ROW_NONE,
		[SC_ROW_END] = SC_TRUST_ROW_END,
		[SC_ROW_REG] = SC_TRUST_ROW_REG,
		[SC_ROW_DEREF] = SC_TRUST_ROW_DEREF,
		[SC_ROW_DEREF_ADD] = SC_TRUST_ROW_DEREF_ADD,
	};
	static const uint8_t frames[] = {
		[SC_FRAME_CALL] = SC_TRUST_FRAME_CALL,
		[SC_FRAME_REGS] = SC_TRUST_FRAME_REGS,
		[SC_FRAME_IRET] = SC_TRUST_FRAME_IRET,
		[SC_FRAME_UNDEFINED] = SC_TRUST_FRAME_CALL,
		[SC_FRAME_END] = SC_TRUST_FRAME_CALL,
	};
	static const uint8_t bps[] = {
		[SC_BP_UNCHANGED] = SC_TRUST_BP_SAME,
		[SC_BP_CFA] = SC_TRUST_BP_CFA,
		[SC_BP_REG] = SC_TRUST_BP_BP,
	};

	if (row->kind == SC_ROW_UNDEFINED)
		return no_row(row->frame == SC_FRAME_UNDEFINED
				      ? SC_TRUST_R_NO_WALK
				      : SC_TRUST_R_STATE);
	if (row->kind == SC_ROW_END)
		return (struct sc_trust_row){ .kind = SC_TRUST_ROW_END };
	return (struct sc_trust_row){
		.kind = kinds[row->kind],
		.reg = row->reg,
		.frame = (uint8_t)(frames[row->frame] |
				   (row->signal ? SC_TRUST_SIGNAL : 0)),
		.bp = bps[row->bp_kind],
		.off = row->off,
		.bp_off = row->bp_kind == SC_BP_UNCHANGED ? 0 : row->bp_off,
	};
}

/* --- places */

static void add_item(struct collector *c, uint32_t sec, uint32_t off,
		     const struct sc_trust_row *row)
{
	struct sc_trust_item item = { sec, off, intern_row(c, row) };

	c->last_sec = 0;
	if (SC_VEC_PUSH(c->out->items, c->out->nitems, item))
		c->failed = true;
}

/* The same, unless it is what was said of the bytes just before. */
static void add_run(struct collector *c, uint32_t sec,
		    const struct sc_insn *insn, const struct sc_trust_row *row)
{
	uint32_t index = intern_row(c, row);

	if (sec != c->last_sec || insn->off != c->last_end ||
	    index != c->last_row)
		add_item(c, sec, insn->off, row);
	c->last_sec = sec;
	c->last_end = insn->off + insn->len;
	c->last_row = index;
}

/* Is the place a replacement goes to in a function without rows? */
static bool is_dropped(const struct collector *c, uint32_t sec, uint32_t off)
{
	const struct sc_func *f = sc_func_at(c->obj, sec, off);

	return !f || c->reasons[f - c->obj->funcs];
}

static void add_alternative(struct collector *c, const struct sc_func *f,
			    uint32_t off, const struct sc_trust_row *row)
{
	off = f->alt_off + (off - f->start);
	if (!is_dropped(c, f->back_sec, off))
		add_item(c, f->back_sec, off, row);
}

static void on_insn(void *ctx, const struct sc_block *b, uint32_t i,
		    const struct sc_state *pre)
{
	struct collector *c = ctx;
	const struct sc_func *f = &c->obj->funcs[b->func];
	const struct sc_code *code = &c->obj->code[f->sec];
	const struct sc_insn insn = sc_code_insn(code, i);
	struct sc_trust_row row;
	struct sc_row from;

	if (c->reasons[b->func] || (code->mark[i] & SC_M_MERGED))
		return;
	c->obj->arch->row(pre, &from);
	row = convert_row(&from);
	if (f->kind == SC_FUNC_ALT)
		add_alternative(c, f, insn.off, &row);
	else if (code->mark[i] & SC_M_ALT_BODY)
		add_item(c, f->sec, insn.off, &row);
	else
		add_run(c, f->sec, &insn, &row);
}

/* Where a replacement ends before what it replaces, no-ops follow it. */
static void on_edge(void *ctx, const struct sc_block *b, uint32_t i,
		    const struct sc_state *st, uint32_t to)
{
	struct collector *c = ctx;
	const struct sc_func *f = &c->obj->funcs[b->func];
	struct sc_trust_row row;
	struct sc_row from;

	(void)to;
	if (f->kind != SC_FUNC_ALT || c->reasons[b->func] ||
	    i + 1 != f->first + f->ninsns ||
	    f->alt_off + (f->end - f->start) >= f->back_off)
		return;
	c->obj->arch->row(st, &from);
	row = convert_row(&from);
	add_alternative(c, f, f->end, &row);
}

/* --- what has no row */

static unsigned int reason_unreached(const struct sc_func *f,
				     const struct sc_insn *insn)
{
	if (f->kind == SC_FUNC_PREFIX || sc_is_padding(insn))
		return SC_TRUST_R_PADDING;
	if (f->kind == SC_FUNC_GAP)
		return SC_TRUST_R_NO_FUNCTION;
	return f->kind == SC_FUNC_LABEL && !f->called ? SC_TRUST_R_NOT_CALLABLE
						      : SC_TRUST_R_UNREACHED;
}

static void add_unreached(struct collector *c, const struct sc_func *f)
{
	const struct sc_code *code = &c->obj->code[f->sec];

	for (uint32_t i = f->first; i < f->first + f->ninsns; i++) {
		const struct sc_insn insn = sc_code_insn(code, i);
		struct sc_trust_row row;

		if (code->mark[i] & (SC_M_REACHED | SC_M_ALT_BODY))
			continue;
		row = no_row(reason_unreached(f, &insn));
		add_run(c, f->sec, &insn, &row);
	}
}

/* Room before a function, where kernels write code: all of it as at entry. */
static void add_entry_padding(struct collector *c, const struct sc_func *f)
{
	struct sc_trust_row row;
	struct sc_state st;
	struct sc_row from;

	c->obj->arch->entry_state(&st);
	c->obj->arch->row(&st, &from);
	row = convert_row(&from);
	add_item(c, f->sec, f->start, &row);
}

/* One reason for all of it, but for the padding at its end. */
static void add_bad(struct collector *c, const struct sc_func *f,
		    unsigned int reason)
{
	const struct sc_code *code = &c->obj->code[f->sec];
	uint32_t end = f->first + f->ninsns;
	struct sc_trust_row row = no_row(reason);

	add_item(c, f->sec, f->start, &row);
	while (end > f->first + 1 && sc_code_is_padding(code, end - 1) &&
	       !(code->mark[end - 1] & SC_M_REACHED))
		end--;
	row = no_row(SC_TRUST_R_PADDING);
	if (end < f->first + f->ninsns)
		add_item(c, f->sec, sc_code_off(code, end), &row);
}

static void add_hint(void *ctx, uint32_t sec, uint32_t off,
		     const struct sc_trust_row *row)
{
	add_item(ctx, sec, off, row);
}

/* Is it room before a function that has rows? */
static bool leads_to_rows(const struct collector *c, uint32_t k)
{
	uint32_t to = sc_entry_padding_of(c->obj, k);

	return to != UINT32_MAX && !c->reasons[to];
}

static void add_gaps(struct collector *c)
{
	const struct sc_object *obj = c->obj;
	uint32_t done = 0, sec = 0;

	for (uint32_t k = 0; k < obj->nplain; k++) {
		const struct sc_func *f = &obj->funcs[k];
		struct sc_trust_row row = no_row(SC_TRUST_R_PADDING);

		if (f->sec != sec)
			done = 0;
		sec = f->sec;
		if (f->start != done)
			add_item(c, sec, done, &row);
		done = f->end;
		if (k + 1 == obj->nplain || f[1].sec != sec)
			add_item(c, sec, done, &row);
		if (c->reasons[k] == SC_TRUST_HINTED)
			sc_trust_hints_rows(c->hints, f, add_hint, c);
		else if (c->reasons[k])
			add_bad(c, f, c->reasons[k]);
		else if (leads_to_rows(c, k))
			add_entry_padding(c, f);
		else
			add_unreached(c, f);
	}
}

/* --- order */

struct order {
	const struct sc_trust_row *rows;
};

static int compare_items(const void *pa, const void *pb, void *ctx)
{
	const struct sc_trust_item *a = pa, *b = pb;
	const struct order *o = ctx;
	int none_a, none_b;

	if (a->sec != b->sec)
		return a->sec < b->sec ? -1 : 1;
	if (a->off != b->off)
		return a->off < b->off ? -1 : 1;
	/* of two for one place, the one that says something */
	none_a = o->rows[a->row].kind == SC_TRUST_ROW_NONE;
	none_b = o->rows[b->row].kind == SC_TRUST_ROW_NONE;
	if (none_a != none_b)
		return none_a - none_b;
	return a->row < b->row ? -1 : a->row > b->row;
}

/*
 * One row a place. Alternatives that agree on the CFA, which is all the rules
 * ask of them, may differ in where the caller's frame pointer is.
 */
static void drop_repeated(struct collector *c)
{
	struct sc_trust_row row = no_row(SC_TRUST_R_ALTERNATIVE_CONFLICT);
	uint32_t conflict = intern_row(c, &row);
	struct sc_trust_rows *r = c->out;
	size_t n = 0;

	for (size_t i = 0; i < r->nitems; i++) {
		struct sc_trust_item *last = &r->items[n - !!n];
		const struct sc_trust_item *item = &r->items[i];

		if (!n || item->sec != last->sec || item->off != last->off)
			r->items[n++] = *item;
		else if (item->row != last->row &&
			 r->rows[item->row].kind != SC_TRUST_ROW_NONE)
			last->row = conflict;
	}
	r->nitems = n;
}

int sc_trust_rows_collect(struct sc_analysis *analysis, const uint8_t *reasons,
			  const struct sc_trust_hints *hints,
			  struct sc_trust_rows *rows)
{
	static const struct sc_visitor visitor = { .insn = on_insn,
						   .edge = on_edge };
	struct collector c = { .obj = analysis->obj,
			       .reasons = reasons,
			       .hints = hints,
			       .out = rows };
	struct sc_trust_row nothing = no_row(SC_TRUST_R_NO_FUNCTION);
	struct order order;

	rows->nothing = intern_row(&c, &nothing);
	if (sc_analysis_visit(analysis, &visitor, NULL, &c))
		c.failed = true;
	c.last_sec = 0;
	add_gaps(&c);
	if (c.failed)
		return -1;
	order.rows = rows->rows;
	if (rows->nitems)
		qsort_r(rows->items, rows->nitems, sizeof(*rows->items),
			compare_items, &order);
	drop_repeated(&c);
	return c.failed ? -1 : 0;
}
