// SPDX-License-Identifier: GPL-2.0-only
#include "stackcheck/orc/generate.h"

#include <stdlib.h>
#include <string.h>

#include "stackcheck/cfg/padding.h"
#include "stackcheck/orc/entry.h"
#include "stackcheck/orc/order.h"
#include "stackcheck/util/vec.h"

static bool is_same_row(const struct sc_row *a, const struct sc_row *b)
{
	return a->kind == b->kind && a->reg == b->reg && a->off == b->off &&
	       a->bp_kind == b->bp_kind && a->bp_off == b->bp_off &&
	       a->frame == b->frame && a->signal == b->signal;
}

static void put_entry(struct sc_orc_maker *m, const struct sc_orc_entry *e)
{
	if (SC_VEC_PUSH(m->list, m->n, *e))
		m->failed = true;
}

/* The same row as before becomes the same entry. */
static void add_entry(struct sc_orc_maker *m, uint32_t sec, uint32_t off,
		      const struct sc_row *row)
{
	if (!is_same_row(&m->entry_row, row)) {
		sc_orc_from_row(m->obj->arch, row, &m->entry);
		m->entry_row = *row;
	}
	m->entry.sec = sec;
	m->entry.off = off;
	put_entry(m, &m->entry);
}

static void add_none(struct sc_orc_maker *m, uint32_t sec, uint32_t off)
{
	const struct sc_orc_entry none = { .sec = sec, .off = off };

	put_entry(m, &none);
}

/* --- what the analysis tells */

#define DROPPED 0 /* in place of an entry's section */

/* @range begins here anew. */
static void begin_range(struct sc_orc_maker *m, struct sc_orc_range *range)
{
	if (range->first + range->n == m->n)
		m->n = range->first;
	for (size_t i = 0; i < range->n && range->first + i < m->n; i++)
		m->list[range->first + i].sec = DROPPED;
	*range = (struct sc_orc_range){ .first = m->n };
}

static void end_range(struct sc_orc_maker *m, struct sc_orc_range **range)
{
	if (*range)
		(*range)->n = m->n - (*range)->first;
	*range = NULL;
}

static void on_group(void *ctx, const struct sc_dataflow *flow, uint32_t group)
{
	struct sc_orc_maker *m = ctx;

	m->obj = flow->obj;
	m->flow = flow;
	m->nblocks = 0;
	end_range(m, &m->block);
	end_range(m, &m->group);
	if (!m->groups)
		m->groups = calloc(m->obj->ngroups, sizeof(*m->groups));
	if (!m->groups) {
		m->failed = true;
		return;
	}
	m->group = &m->groups[group];
	begin_range(m, m->group);
}

/* Room for the blocks of the group, which nothing was told of. */
static int reserve_blocks(struct sc_orc_maker *m)
{
	uint32_t n = m->flow->nblocks;
	void *grown = n > m->blocks_cap
			      ? realloc(m->blocks, n * sizeof(*m->blocks))
			      : m->blocks;

	if (!grown)
		return -1;
	m->blocks = grown;
	if (n > m->blocks_cap)
		m->blocks_cap = n;
	memset(m->blocks, 0, n * sizeof(*m->blocks));
	m->nblocks = n;
	return 0;
}

static void on_block(void *ctx, const struct sc_block *b)
{
	struct sc_orc_maker *m = ctx;

	end_range(m, &m->block);
	if (!m->nblocks && reserve_blocks(m)) {
		m->failed = true;
		return;
	}
	m->block = &m->blocks[b - m->flow->blocks];
	begin_range(m, m->block);
	m->alone = false;
}

/*
 * Does the entry before hold here, too? Rows of replacements lie between those
 * of what they may replace.
 */
static bool is_continued(struct sc_orc_maker *m, bool alone,
			 const struct sc_row *row)
{
	bool same = m->alone && alone && is_same_row(&m->row, row);

	m->alone = alone;
	m->row = *row;
	return same;
}

static void on_change(void *ctx, const struct sc_block *b, uint32_t i,
		      const struct sc_state *pre)
{
	struct sc_orc_maker *m = ctx;
	const struct sc_func *f = &m->obj->funcs[b->func];
	const struct sc_code *code = &m->obj->code[f->sec];
	uint32_t off = sc_code_off(code, i), sec = f->sec;
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
	if (!is_continued(m, sc_insn_is_alone(m->obj, f, i), &row))
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
	.group = on_group,
	.block = on_block,
	.change = on_change,
	.alt_edge = on_alt_edge,
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
			add_none(m, f->sec, sc_code_off(code, i));
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
			add_none(m, f->sec, f->end);
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

static int finish_table(struct sc_orc_maker *m, const struct sc_object *obj,
			struct sc_orc_entry **entries_ret, size_t *n_ret)
{
	m->obj = obj;
	end_range(m, &m->block);
	end_range(m, &m->group);
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
	free(m->blocks);
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
	bad = bad || finish_table(m, analysis->obj, entries_ret, n_ret);
	sc_orc_maker_free(m);
	return bad ? -1 : 0;
}
