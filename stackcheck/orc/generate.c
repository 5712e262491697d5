// SPDX-License-Identifier: GPL-2.0-only
#include "stackcheck/orc/generate.h"

#include <stdlib.h>

#include "stackcheck/cfg/padding.h"
#include "stackcheck/orc/entry.h"
#include "stackcheck/orc/order.h"
#include "stackcheck/util/vec.h"

static void add_entry(struct sc_orc_maker *m, uint32_t sec, uint32_t off,
		      const struct sc_row *row)
{
	struct sc_orc_entry e = { .sec = sec, .off = off };

	if (row)
		sc_orc_from_row(m->obj->arch, row, &e);
	if (SC_VEC_PUSH(m->list, m->n, e))
		m->failed = true;
}

/* --- what the analysis tells */

#define DROPPED 0 /* in place of an entry's section */

static void drop_entries(struct sc_orc_maker *m, struct sc_orc_range *range)
{
	if (range->first + range->n == m->n)
		m->n = range->first;
	for (size_t i = range->first; i < range->first + range->n; i++)
		m->list[i].sec = DROPPED;
	*range = (struct sc_orc_range){ 0 };
}

static void end_group(struct sc_orc_maker *m)
{
	if (m->range)
		m->range->n = m->n - m->range->first;
	m->range = NULL;
}

static void on_group(void *ctx, const struct sc_object *obj, uint32_t group)
{
	struct sc_orc_maker *m = ctx;

	if (!m->groups)
		m->groups = calloc(obj->ngroups, sizeof(*m->groups));
	m->obj = obj;
	end_group(m);
	if (!m->groups) {
		m->failed = true;
		return;
	}
	m->range = &m->groups[group];
	drop_entries(m, m->range);
	m->range->first = m->n;
	m->block = NULL;
}

static bool is_same_row(const struct sc_row *a, const struct sc_row *b)
{
	return a->kind == b->kind && a->reg == b->reg && a->off == b->off &&
	       a->bp_kind == b->bp_kind && a->bp_off == b->bp_off &&
	       a->frame == b->frame && a->signal == b->signal;
}

/* Did the last walk go to the end of the block before @b? */
static bool follows_last(const struct sc_orc_maker *m, const struct sc_block *b)
{
	const struct sc_code *code = &m->obj->code[m->obj->funcs[b->func].sec];

	return m->block && m->block + 1 == b && m->block->func == b->func &&
	       (code->mark[b->first - 1] & SC_M_REACHED);
}

/*
 * Does the entry before hold here, too? Rows of replacements lie between those
 * of what they may replace.
 */
static bool is_continued(struct sc_orc_maker *m, const struct sc_block *b,
			 uint32_t i, const struct sc_row *row)
{
	const struct sc_func *f = &m->obj->funcs[b->func];
	bool alone = sc_insn_is_alone(m->obj, f, i);
	bool same = m->alone && alone && is_same_row(&m->row, row) &&
		    (i != b->first || follows_last(m, b));

	m->alone = alone;
	m->row = *row;
	m->block = b;
	return same;
}

static void on_change(void *ctx, const struct sc_block *b, uint32_t i,
		      const struct sc_state *pre)
{
	struct sc_orc_maker *m = ctx;
	const struct sc_func *f = &m->obj->funcs[b->func];
	const struct sc_code *code = &m->obj->code[f->sec];
	uint32_t off = code->insns[i].off, sec = f->sec;
	struct sc_row row;

	if (code->mark[i] & SC_M_MERGED) {
		m->alone = false;
		return;
	}
	if (f->kind == SC_FUNC_ALT) {
		off = f->alt_off + (off - f->start);
		sec = f->back_sec;
	}
	m->obj->arch->row(pre, &row);
	if (!is_continued(m, b, i, &row))
		add_entry(m, sec, off, &row);
}

/* Where a replacement ends before what it replaces, no-ops follow it. */
static void on_alt_edge(void *ctx, const struct sc_block *b, uint32_t i,
			const struct sc_state *st)
{
	struct sc_orc_maker *m = ctx;
	const struct sc_func *f = &m->obj->funcs[b->func];
	uint32_t end = f->alt_off + (f->end - f->start);
	struct sc_row row;

	if (i + 1 != f->first + f->ninsns || end >= f->back_off)
		return;
	m->obj->arch->row(st, &row);
	add_entry(m, f->back_sec, end, &row);
}

const struct sc_state_sink sc_orc_sink = {
	.change = on_change,
	.alt_edge = on_alt_edge,
	.group = on_group,
};

/* --- the table */

/* Room before a function, where kernels write code: all of it as at entry. */
static void add_entry_padding(struct sc_orc_maker *m, const struct sc_func *f)
{
	struct sc_state st;
	struct sc_row row;

	m->obj->arch->entry_state(&st);
	m->obj->arch->row(&st, &row);
	add_entry(m, f->sec, f->start, &row);
}

/* No path reaches these. Replacements have rows for what they replace. */
static void add_unreached_of(struct sc_orc_maker *m, const struct sc_func *f)
{
	const struct sc_code *code = &m->obj->code[f->sec];
	bool before = false;

	for (uint32_t i = f->first; i < f->first + f->ninsns; i++) {
		bool here = !(code->mark[i] & (SC_M_REACHED | SC_M_ALT_BODY));

		if (here && !(before && sc_insn_is_alone(m->obj, f, i)))
			add_entry(m, f->sec, code->insns[i].off, NULL);
		before = here;
	}
}

/* What no path reaches, and what lies between functions, has no row. */
static void add_unreached(struct sc_orc_maker *m)
{
	const struct sc_object *obj = m->obj;

	for (uint32_t k = 0; k < obj->nplain; k++) {
		const struct sc_func *f = &obj->funcs[k];

		if (sc_entry_padding_of(obj, k) != UINT32_MAX) {
			add_entry_padding(m, f);
			continue;
		}
		add_unreached_of(m, f);
		if (k + 1 == obj->nplain || f[1].sec != f->sec ||
		    f[1].start != f->end)
			add_entry(m, f->sec, f->end, NULL);
	}
}

static bool says_the_same(const struct sc_orc_entry *a,
			  const struct sc_orc_entry *b)
{
	return a->sec == b->sec && a->sp_offset == b->sp_offset &&
	       a->bp_offset == b->bp_offset && a->sp_reg == b->sp_reg &&
	       a->bp_reg == b->bp_reg && a->type == b->type &&
	       a->signal == b->signal;
}

static void drop_repeats(struct sc_orc_maker *m)
{
	size_t n = 0;

	for (size_t i = 0; i < m->n; i++) {
		if (m->list[i].sec == DROPPED)
			continue;
		if (n && m->list[i].sec == m->list[n - 1].sec &&
		    m->list[i].off == m->list[n - 1].off)
			continue;
		if (n && says_the_same(&m->list[n - 1], &m->list[i]))
			continue;
		m->list[n++] = m->list[i];
	}
	m->n = n;
}

static int finish(struct sc_orc_maker *m, const struct sc_object *obj,
		  struct sc_orc_entry **entries_ret, size_t *n_ret)
{
	m->obj = obj;
	end_group(m);
	add_unreached(m);
	if (m->failed || (m->n && sc_orc_sort(&m->list, m->n)))
		return -1;
	drop_repeats(m);
	*entries_ret = m->list;
	*n_ret = m->n;
	m->list = NULL;
	m->n = 0;
	return 0;
}

void sc_orc_maker_free(struct sc_orc_maker *m)
{
	free(m->list);
	free(m->groups);
	*m = (struct sc_orc_maker){ 0 };
}

int sc_orc_make(struct sc_analysis *analysis, struct sc_orc_entry **entries_ret,
		size_t *n_ret)
{
	struct sc_orc_maker own = { 0 }, *m = &own;
	int bad = 0;

	if (analysis->sink == &sc_orc_sink)
		m = analysis->sink_ctx;
	else
		bad = sc_analysis_tell(analysis, &sc_orc_sink, m);
	bad = bad || finish(m, analysis->obj, entries_ret, n_ret);
	sc_orc_maker_free(m);
	return bad ? -1 : 0;
}
