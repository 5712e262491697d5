// SPDX-License-Identifier: GPL-2.0-only
#include "stackcheck/cfg/padding.h"
#include "stackcheck/orc/generate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stackcheck/util/vec.h"

/* --- one row */

/* ORC names the registers a CFA is counted from; not every one has a name. */
static unsigned int base_register(const struct sc_arch *arch,
				  const struct sc_row *row)
{
	for (unsigned int i = 0; arch->orc_regs && i < SC_ORC_NREGS; i++)
		if (arch->orc_regs[i].name && arch->orc_regs[i].reg == row->reg)
			return i;
	return SC_ORC_REG_UNDEFINED;
}

static bool set_base(const struct sc_arch *arch, const struct sc_row *row,
		     struct sc_orc_entry *e)
{
	unsigned int reg = base_register(arch, row);

	if (row->kind == SC_ROW_DEREF && reg == SC_ORC_REG_BP)
		reg = SC_ORC_REG_BP_INDIRECT;
	else if (row->kind == SC_ROW_DEREF && reg == SC_ORC_REG_SP &&
		 row->off == 0)
		reg = SC_ORC_REG_SP_INDIRECT;
	else if (row->kind == SC_ROW_DEREF_ADD && reg == SC_ORC_REG_SP)
		reg = SC_ORC_REG_SP_INDIRECT;
	else if (row->kind != SC_ROW_REG)
		reg = SC_ORC_REG_UNDEFINED;
	e->sp_reg = (uint8_t)reg;
	e->sp_offset = (int16_t)row->off;
	return reg != SC_ORC_REG_UNDEFINED && e->sp_offset == row->off;
}

static bool set_bp(const struct sc_row *row, struct sc_orc_entry *e)
{
	if (row->bp_kind == SC_BP_CFA)
		e->bp_reg = SC_ORC_REG_PREV_SP;
	else if (row->bp_kind == SC_BP_REG)
		e->bp_reg = SC_ORC_REG_BP;
	else
		return true;
	e->bp_offset = (int16_t)row->bp_off;
	return e->bp_offset == row->bp_off;
}

bool sc_orc_from_row(const struct sc_arch *arch, const struct sc_row *row,
		     struct sc_orc_entry *e)
{
	static const uint8_t types[] = {
		[SC_FRAME_CALL] = SC_ORC_TYPE_CALL,
		[SC_FRAME_REGS] = SC_ORC_TYPE_REGS,
		[SC_FRAME_IRET] = SC_ORC_TYPE_REGS_PARTIAL,
		[SC_FRAME_UNDEFINED] = SC_ORC_TYPE_UNDEFINED,
		[SC_FRAME_END] = SC_ORC_TYPE_END_OF_STACK,
	};

	*e = (struct sc_orc_entry){ .sec = e->sec, .off = e->off };
	if (row->kind == SC_ROW_END) {
		e->type = SC_ORC_TYPE_END_OF_STACK;
		e->end = true;
		return true;
	}
	if (row->kind == SC_ROW_UNDEFINED)
		return row->frame == SC_FRAME_UNDEFINED;
	e->type = types[row->frame];
	e->signal = row->signal;
	if (set_base(arch, row, e) && set_bp(row, e))
		return true;
	*e = (struct sc_orc_entry){ .sec = e->sec, .off = e->off };
	return false;
}

/* --- a table */

struct maker {
	const struct sc_object *obj;
	struct sc_orc_entry *list;
	size_t n;
	/* the instruction that was seen last, and its row; NULL: none that the
	 * next one may continue */
	const struct sc_insn *last;
	struct sc_row row;
	bool overlaps; /* some replacement is longer than what it replaces */
	bool failed;
};

static void add_entry(struct maker *m, uint32_t sec, uint32_t off,
		      const struct sc_row *row)
{
	struct sc_orc_entry e = { .sec = sec, .off = off };

	if (row)
		sc_orc_from_row(m->obj->arch, row, &e);
	if (SC_VEC_PUSH(m->list, m->n, e))
		m->failed = true;
}

static bool is_same_row(const struct sc_row *a, const struct sc_row *b)
{
	return a->kind == b->kind && a->reg == b->reg && a->off == b->off &&
	       a->bp_kind == b->bp_kind && a->bp_off == b->bp_off &&
	       a->frame == b->frame && a->signal == b->signal;
}

/*
 * Has the instruction @i of @f places of its own? In what an alternative may
 * replace, replacements have rows between them. The place where a function
 * begins may be padding with a row of its own.
 */
static bool is_alone(const struct sc_func *f, const struct sc_code *code,
		     uint32_t i)
{
	return i > f->first && f->kind != SC_FUNC_ALT &&
	       !(code->mark[i] & SC_M_ALT_BODY);
}

/* Would drop_repeats() drop the entry, since the one before says the same? */
static bool is_continued(struct maker *m, const struct sc_func *f, uint32_t i,
			 const struct sc_row *row)
{
	const struct sc_code *code = &m->obj->code[f->sec];
	const struct sc_insn *insn = &code->insns[i];
	bool alone = !m->overlaps && is_alone(f, code, i);
	bool same = alone && m->last && m->last + 1 == insn &&
		    is_same_row(&m->row, row);

	m->last = alone ? insn : NULL;
	m->row = *row;
	return same;
}

static void on_insn(void *ctx, const struct sc_block *b, uint32_t i,
		    const struct sc_state *pre)
{
	struct maker *m = ctx;
	const struct sc_func *f = &m->obj->funcs[b->func];
	uint32_t off = m->obj->code[f->sec].insns[i].off, sec = f->sec;
	struct sc_row row;

	if (m->obj->code[f->sec].mark[i] & SC_M_MERGED)
		return;
	if (f->kind == SC_FUNC_ALT) {
		off = f->alt_off + (off - f->start);
		sec = f->back_sec;
	}
	m->obj->arch->row(pre, &row);
	if (!is_continued(m, f, i, &row))
		add_entry(m, sec, off, &row);
}

/* Where a replacement ends before what it replaces, no-ops follow it. */
static void on_edge(void *ctx, const struct sc_block *b, uint32_t i,
		    const struct sc_state *st, uint32_t to)
{
	struct maker *m = ctx;
	const struct sc_func *f = &m->obj->funcs[b->func];
	uint32_t end = f->alt_off + (f->end - f->start);
	struct sc_row row;

	(void)to;
	if (f->kind != SC_FUNC_ALT || i + 1 != f->first + f->ninsns ||
	    end >= f->back_off)
		return;
	m->obj->arch->row(st, &row);
	add_entry(m, f->back_sec, end, &row);
}

/* Room before a function, where kernels write code: all of it as at entry. */
static void add_entry_padding(struct maker *m, const struct sc_func *f)
{
	struct sc_state st;
	struct sc_row row;

	m->obj->arch->entry_state(&st);
	m->obj->arch->row(&st, &row);
	add_entry(m, f->sec, f->start, &row);
}

/* What no path reaches, and what lies between functions, has no row. */
static void add_unreached(struct maker *m)
{
	const struct sc_row none = { .kind = SC_ROW_UNDEFINED };
	const struct sc_object *obj = m->obj;

	for (uint32_t k = 0; k < obj->nplain; k++) {
		const struct sc_func *f = &obj->funcs[k];
		const struct sc_code *code = &obj->code[f->sec];

		if (sc_entry_padding_of(obj, k) != UINT32_MAX) {
			add_entry_padding(m, f);
			continue;
		}
		/* replacements have rows for what they replace */
		m->last = NULL;
		for (uint32_t i = f->first; i < f->first + f->ninsns; i++)
			if (!(code->mark[i] & (SC_M_REACHED | SC_M_ALT_BODY)) &&
			    !is_continued(m, f, i, &none))
				add_entry(m, f->sec, code->insns[i].off, NULL);
		if (k + 1 == obj->nplain || f[1].sec != f->sec ||
		    f[1].start != f->end)
			add_entry(m, f->sec, f->end, NULL);
	}
}

static int compare_entries(const void *pa, const void *pb)
{
	const struct sc_orc_entry *a = pa, *b = pb;

	if (a->sec != b->sec)
		return a->sec < b->sec ? -1 : 1;
	if (a->off != b->off)
		return a->off < b->off ? -1 : 1;
	/* of two for one place, the one that says something */
	return (a->type == SC_ORC_TYPE_UNDEFINED) -
	       (b->type == SC_ORC_TYPE_UNDEFINED);
}

static bool says_the_same(const struct sc_orc_entry *a,
			  const struct sc_orc_entry *b)
{
	return a->sec == b->sec && a->sp_offset == b->sp_offset &&
	       a->bp_offset == b->bp_offset && a->sp_reg == b->sp_reg &&
	       a->bp_reg == b->bp_reg && a->type == b->type &&
	       a->signal == b->signal;
}

static void drop_repeats(struct maker *m)
{
	size_t n = 0;

	for (size_t i = 0; i < m->n; i++) {
		if (n && m->list[i].sec == m->list[n - 1].sec &&
		    m->list[i].off == m->list[n - 1].off)
			continue;
		if (n && says_the_same(&m->list[n - 1], &m->list[i]))
			continue;
		m->list[n++] = m->list[i];
	}
	m->n = n;
}

/* Then its rows lie where others do. No kernel has such a one. */
static bool has_overlaps(const struct sc_object *obj)
{
	for (uint32_t i = obj->nplain; i < obj->nfuncs; i++) {
		const struct sc_func *f = &obj->funcs[i];

		if (f->end - f->start > f->back_off - f->alt_off)
			return true;
	}
	return false;
}

int sc_orc_make(struct sc_analysis *analysis, struct sc_orc_entry **entries_ret,
		size_t *n_ret)
{
	static const struct sc_visitor visitor = { .insn = on_insn,
						   .edge = on_edge };
	struct maker m = { .obj = analysis->obj,
			   .overlaps = has_overlaps(analysis->obj) };

	if (sc_analysis_visit(analysis, &visitor, NULL, &m))
		m.failed = true;
	add_unreached(&m);
	if (m.failed) {
		free(m.list);
		return -1;
	}
	if (m.n)
		qsort(m.list, m.n, sizeof(*m.list), compare_entries);
	drop_repeats(&m);
	*entries_ret = m.list;
	*n_ret = m.n;
	return 0;
}

/* --- bytes */

/* What files of that format call a register; SC_ORC_NO_REG: nothing. */
static uint8_t number_of(const struct sc_format *format, uint8_t reg)
{
	for (uint8_t i = 0; i < SC_ORC_NREGS; i++)
		if (format->orc_regs[i] == reg)
			return i;
	return SC_ORC_NO_REG;
}

/* The last byte: type and flags. */
static uint8_t pack_type(const struct sc_orc_entry *e,
			 enum sc_orc_layout layout)
{
	uint8_t type = e->type;

	if (layout == SC_ORC_6_4)
		return (uint8_t)(type | e->signal << 3);
	/* call, regs, regs_partial; undefined is a register of 0 */
	type = type >= SC_ORC_TYPE_CALL ? (uint8_t)(type - SC_ORC_TYPE_CALL)
					: 0;
	return layout == SC_ORC_6_3
		       ? (uint8_t)(type | e->signal << 2 | e->end << 3)
		       : (uint8_t)(type | e->end << 2);
}

void sc_orc_pack(const struct sc_orc_entry *e, const struct sc_format *format,
		 uint8_t out[6])
{
	uint8_t sp = number_of(format, e->sp_reg);
	uint8_t bp = number_of(format, e->bp_reg);

	memset(out, 0, 6);
	if (sp == SC_ORC_NO_REG || bp == SC_ORC_NO_REG)
		return;
	memcpy(out, &e->sp_offset, 2);
	memcpy(out + 2, &e->bp_offset, 2);
	out[4] = (uint8_t)(sp | bp << 4);
	out[5] = pack_type(e, format->orc);
}
