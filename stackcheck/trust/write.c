// SPDX-License-Identifier: GPL-2.0-only
/* From rows by place to the ranges and regions of a table. */
#include <stdlib.h>

#include "stackcheck/trust/bytes.h"
#include "stackcheck/trust/entry_rows.h"
#include "stackcheck/trust/reasons.h"
#include "stackcheck/trust/row_set.h"
#include "stackcheck/trust/rows.h"
#include "stackcheck/trust/stream.h"
#include "stackcheck/trust/targets.h"
#include "stackcheck/trust/write.h"
#include "stackcheck/util/vec.h"

/* --- ranges */

/* Has this row something to say, or nothing that needs saying? */
static bool is_whole(const struct sc_trust_row *row, bool *said)
{
	*said |= row->kind != SC_TRUST_ROW_NONE;
	return row->kind != SC_TRUST_ROW_NONE ||
	       row->reg == SC_TRUST_R_PADDING ||
	       row->reg == SC_TRUST_R_UNREACHED ||
	       row->reg == SC_TRUST_R_NO_FUNCTION;
}

static bool is_next_before(const struct sc_trust_writer *w, size_t at,
			   uint32_t sec, uint32_t end)
{
	const struct sc_trust_rows *r = w->rows;

	return at < r->nitems && r->items[at].sec == sec &&
	       r->items[at].off < end;
}

/* Changes of the row up to @end, from the next item on. */
static uint32_t count_changes(const struct sc_trust_writer *w, uint32_t sec,
			      uint32_t end, uint32_t row)
{
	uint32_t n = 0;

	for (size_t i = w->at; is_next_before(w, i, sec, end); i++) {
		n += w->rows->items[i].row != row;
		row = w->rows->items[i].row;
	}
	return n;
}

/* The stream of [start, end); true if each row that counts is there. */
static bool make_stream(struct sc_trust_writer *w, uint32_t sec, uint32_t start,
			uint32_t end, uint32_t *row)
{
	const struct sc_trust_rows *r = w->rows;
	bool said = false, whole;

	w->none = 0;
	if (is_next_before(w, w->at, sec, start + 1))
		*row = r->items[w->at++].row;
	sc_trust_put(w, count_changes(w, sec, end, *row));
	sc_trust_put(w, w->rank[*row]);
	whole = is_whole(&r->rows[*row], &said);
	for (; is_next_before(w, w->at, sec, end); w->at++) {
		const struct sc_trust_item *item = &r->items[w->at];

		if (item->row == *row)
			continue;
		sc_trust_put(w, item->off - start);
		start = item->off;
		*row = item->row;
		sc_trust_put(w, w->rank[*row]);
		whole &= is_whole(&r->rows[*row], &said);
	}
	return whole && said;
}

/*
 * Entry code is no function, even where its symbol has lost the type that
 * would say so; nor are the thunks that stand for one instruction.
 */
static bool is_function(const struct sc_trust_writer *w,
			const struct sc_func *f)
{
	return f && (f->kind == SC_FUNC_CALLABLE || f->kind == SC_FUNC_COLD) &&
	       f->callee == SC_CALLEE_PLAIN &&
	       w->reasons[f - w->analysis->obj->funcs] != SC_TRUST_HINTED;
}

/* Does its author say somewhere in @f what the stack is? */
static bool is_annotated(const struct sc_trust_writer *w,
			 const struct sc_func *f)
{
	const struct sc_object *obj = w->analysis->obj;

	if (w->reasons[f - obj->funcs] == SC_TRUST_HINTED)
		return true;
	for (uint32_t i = f->first; obj->nhints && i < f->first + f->ninsns;
	     i++)
		if (obj->code[f->sec].mark[i] & SC_M_HINT)
			return true;
	return false;
}

static void add_range(struct sc_trust_writer *w, const struct sc_func *f,
		      const struct sc_trust_piece *p, uint32_t start,
		      uint32_t end, uint32_t *row)
{
	struct sc_trust_range range = { .start = start - p->start };
	bool whole = make_stream(w, p->sec, start, end, row);

	range.word = sc_trust_keep_stream(w);
	if (is_function(w, f)) {
		range.word |= SC_TRUST_FUNCTION;
		w->head.nfuncs++;
		w->head.ntrusted += whole;
	}
	if (is_function(w, f) && w->analysis->mode == SC_MODE_FRAME &&
	    !w->reasons[f - w->analysis->obj->funcs])
		range.word |= SC_TRUST_FRAMED;
	if (f && is_annotated(w, f))
		range.word |= SC_TRUST_ANNOTATED;
	if (SC_VEC_PUSH(w->ranges, w->nranges, range))
		w->failed = true;
}

/* Padding goes with what is before it. */
static bool begins_range(const struct sc_object *obj, const struct sc_func *f)
{
	return f->kind != SC_FUNC_PREFIX && f->kind != SC_FUNC_ALT &&
	       !sc_trust_is_filler(obj, f);
}

static void add_ranges(struct sc_trust_writer *w,
		       const struct sc_trust_piece *p, uint32_t row)
{
	const struct sc_object *obj = w->analysis->obj;
	const struct sc_code *code = &obj->code[p->sec];
	uint32_t start = p->start;
	const struct sc_func *f = NULL;

	for (uint32_t k = 0; k < code->nfuncs; k++) {
		const struct sc_func *next = &obj->funcs[code->first_func + k];

		if (!begins_range(obj, next) || next->end <= p->start ||
		    next->start >= p->end)
			continue;
		if (next->start > start)
			add_range(w, f, p, start, next->start, &row);
		f = next;
		start = next->start > p->start ? next->start : p->start;
	}
	add_range(w, f, p, start, p->end, &row);
}

/* The row that holds at the piece's first byte, with the items behind it. */
static uint32_t find_start(struct sc_trust_writer *w,
			   const struct sc_trust_piece *p)
{
	const struct sc_trust_rows *r = w->rows;
	uint32_t row = w->nothing;

	for (; w->at < r->nitems; w->at++) {
		const struct sc_trust_item *item = &r->items[w->at];

		if (item->sec > p->sec ||
		    (item->sec == p->sec && item->off > p->start))
			break;
		row = item->sec == p->sec ? item->row : w->nothing;
	}
	return row;
}

static void add_region(struct sc_trust_writer *w,
		       const struct sc_trust_piece *p)
{
	const struct sc_section *s = &w->analysis->obj->img->secs[p->sec];
	struct sc_trust_region region = { .size = p->end - p->start,
					  .first = (uint32_t)w->nranges };

	if (w->relative)
		region.hash = sc_trust_code_hash(w->analysis->obj->img, s,
						 p->start, region.size);
	else
		region.ref = (int32_t)p->at;
	add_ranges(w, p, find_start(w, p));
	region.nranges = (uint32_t)w->nranges - region.first;
	if (SC_VEC_PUSH(w->regions, w->nregions, region))
		w->failed = true;
}

static void free_writer(struct sc_trust_writer *w)
{
	free(w->rank);
	free(w->regions);
	free(w->ranges);
	free(w->stream);
	free(w->known);
	free(w->known_len);
	free(w->one);
}

static int write_table(struct sc_trust_writer *w, struct sc_trust_table *ret,
		       struct sc_error *err)
{
	int bad = 0;

	sc_trust_rank_rows(w);
	for (size_t i = 0; !w->failed && i < w->target->npieces; i++)
		add_region(w, &w->target->pieces[i]);
	if (w->nstream > SC_TRUST_STREAM)
		bad = sc_fail(err, "%s: too much code for one table",
			      w->analysis->obj->img->path);
	if (!bad && !w->failed && sc_trust_put_together(w, ret))
		w->failed = true;
	if (!bad && !w->failed)
		sc_trust_add_relocs(w, ret);
	return w->failed ? sc_fail(err, "out of memory") : bad;
}

/* Sections that nothing can be relocated by; returns how many. */
static size_t leave_out(struct sc_trust_writer *w)
{
	struct sc_trust_target *t = &w->sections;
	size_t kept = 0, n = t->npieces;

	for (size_t i = 0; i < n; i++)
		if (sc_trust_anchor(w->analysis->obj->img, t->pieces[i].sec))
			t->pieces[kept++] = t->pieces[i];
	t->npieces = kept;
	return n - kept;
}

static int make_from_rows(struct sc_trust_writer *w, struct sc_trust_rows *rows,
			  uint8_t *reasons, struct sc_trust_table *ret,
			  struct sc_error *err)
{
	struct sc_trust_hints hints;
	int bad = sc_trust_hints_read(&hints, w->analysis, reasons, err);

	if (!w->target) {
		w->relative = true;
		w->target = &w->sections;
		bad |= sc_trust_target_sections(w->analysis->obj, &w->sections,
						err);
		ret->nleft = leave_out(w);
	}
	if (!bad && sc_trust_rows_collect(w->analysis, reasons, &hints, rows))
		bad = sc_fail(err, "out of memory");
	w->nothing = rows->nothing;
	if (!bad)
		bad = write_table(w, ret, err);
	sc_trust_hints_free(&hints);
	sc_trust_target_free(&w->sections);
	return bad;
}

int sc_trust_make(struct sc_analysis *analysis, const struct sc_result *res,
		  const struct sc_trust_target *target,
		  struct sc_trust_table *ret, struct sc_error *err)
{
	uint8_t *reasons = sc_trust_reasons(analysis, res);
	struct sc_trust_rows rows = { 0 };
	struct sc_trust_writer w = { .analysis = analysis,
				     .reasons = reasons,
				     .rows = &rows,
				     .target = target };
	int bad;

	*ret = (struct sc_trust_table){ 0 };
	bad = reasons ? make_from_rows(&w, &rows, reasons, ret, err)
		      : sc_fail(err, "out of memory");
	free_writer(&w);
	sc_trust_rows_free(&rows);
	free(reasons);
	return bad;
}

void sc_trust_table_free(struct sc_trust_table *table)
{
	free(table->bytes);
	free(table->relocs);
}
