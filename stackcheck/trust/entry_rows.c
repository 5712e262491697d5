// SPDX-License-Identifier: GPL-2.0-only
/*
 * Hints that a linked image has lost, from the ORC it was shipped with.
 *
 * Entry code follows no convention: what its stack holds only its authors can
 * tell, and they did, in hints that objtool turned into ORC. Where ORC has
 * frames of registers there were hints, and rows for that code are taken from
 * it and marked as such, also if it looked like a function without them. Of
 * other code ORC has nothing to say.
 */
#include <stdlib.h>
#include <string.h>

#include "stackcheck/image/orc_table.h"
#include "stackcheck/trust/entry_rows.h"
#include "stackcheck/trust/table.h"
#include "stackcheck/util/search.h"

static bool is_hint(const struct sc_orc_entry *e)
{
	return e->type == SC_ORC_TYPE_REGS ||
	       e->type == SC_ORC_TYPE_REGS_PARTIAL ||
	       e->type == SC_ORC_TYPE_END_OF_STACK;
}

/* The first entry behind sec:off. */
static size_t find_behind(const struct sc_trust_hints *h, uint32_t sec,
			  uint32_t off)
{
	return SC_FIRST_NOT(i, 0, h->n, SC_IS_UP_TO(h->entries[i], sec, off));
}

/* Entries that hold somewhere in @f: [*from_ret, *to_ret). */
static void find_range(const struct sc_trust_hints *h, const struct sc_func *f,
		       size_t *from_ret, size_t *to_ret)
{
	size_t from = find_behind(h, f->sec, f->start);

	if (from && h->entries[from - 1].sec == f->sec)
		from--;
	*from_ret = from;
	*to_ret = find_behind(h, f->sec, f->end - 1);
}

static bool has_hints(const struct sc_trust_hints *h, const struct sc_func *f)
{
	size_t i, to;

	for (find_range(h, f, &i, &to); i < to; i++)
		if (is_hint(&h->entries[i]))
			return true;
	return false;
}

int sc_trust_hints_read(struct sc_trust_hints *h,
			const struct sc_analysis *analysis, uint8_t *reasons,
			struct sc_error *err)
{
	const struct sc_object *obj = analysis->obj;

	*h = (struct sc_trust_hints){ .arch = obj->arch };
	if (!obj->img->linked)
		return 0;
	if (sc_orc_read(obj->img, &h->entries, &h->n, err))
		return -1;
	for (uint32_t i = 0; h->n && i < obj->nplain; i++) {
		const struct sc_func *f = &obj->funcs[i];

		if (f->end > f->start && has_hints(h, f))
			reasons[i] = SC_TRUST_HINTED;
	}
	return 0;
}

void sc_trust_hints_free(struct sc_trust_hints *h)
{
	free(h->entries);
}

/* --- rows */

static bool set_base(const struct sc_arch *arch, const struct sc_orc_entry *e,
		     struct sc_trust_row *row)
{
	unsigned int reg = sc_orc_base(arch, e->sp_reg);

	if (reg == SC_REG_NONE)
		return false;
	row->kind = e->sp_reg == SC_ORC_REG_BP_INDIRECT ? SC_TRUST_ROW_DEREF
		    : e->sp_reg == SC_ORC_REG_SP_INDIRECT
			    ? SC_TRUST_ROW_DEREF_ADD
			    : SC_TRUST_ROW_REG;
	row->reg = (uint8_t)reg;
	row->off = e->sp_offset;
	return true;
}

static void set_frame(const struct sc_orc_entry *e, struct sc_trust_row *row)
{
	row->frame = e->type == SC_ORC_TYPE_REGS ? SC_TRUST_FRAME_REGS
		     : e->type == SC_ORC_TYPE_REGS_PARTIAL
			     ? SC_TRUST_FRAME_IRET
			     : SC_TRUST_FRAME_CALL;
	if (e->signal)
		row->frame |= SC_TRUST_SIGNAL;
	if (e->bp_reg == SC_ORC_REG_PREV_SP)
		row->bp = SC_TRUST_BP_CFA;
	else if (e->bp_reg == SC_ORC_REG_BP)
		row->bp = SC_TRUST_BP_BP;
	if (row->bp != SC_TRUST_BP_SAME)
		row->bp_off = e->bp_offset;
}

static struct sc_trust_row convert_entry(const struct sc_arch *arch,
					 const struct sc_orc_entry *e)
{
	struct sc_trust_row row = { .kind = SC_TRUST_ROW_END };

	if (e->type == SC_ORC_TYPE_END_OF_STACK || e->end)
		return row;
	row = (struct sc_trust_row){ .kind = SC_TRUST_ROW_NONE,
				     .reg = SC_TRUST_R_NO_WALK };
	if (e->type != SC_ORC_TYPE_UNDEFINED && set_base(arch, e, &row))
		set_frame(e, &row);
	return row;
}

void sc_trust_hints_rows(const struct sc_trust_hints *h,
			 const struct sc_func *f, sc_trust_add_fn *add,
			 void *ctx)
{
	size_t i, to;

	for (find_range(h, f, &i, &to); i < to; i++) {
		const struct sc_orc_entry *e = &h->entries[i];
		struct sc_trust_row row = convert_entry(h->arch, e);

		add(ctx, f->sec, e->off < f->start ? f->start : e->off, &row);
	}
}
