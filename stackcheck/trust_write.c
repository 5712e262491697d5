// SPDX-License-Identifier: GPL-2.0-only
/* From rows by place to the bytes of a table. */
#include <elf.h>
#include <stdlib.h>
#include <string.h>

#include "stackcheck/trust_make.h"
#include "stackcheck/vec.h"

struct writer {
	struct sc_study *study;
	const uint8_t *reasons;
	const struct sc_trust_rows *rows;
	const struct sc_trust_target *target;
	bool relative; /* regions refer to sections by relocations */
	uint32_t *rank; /* by row: its number in the table */
	uint32_t nothing; /* the row of code that nothing is said of */
	size_t at; /* the next item */

	struct sc_trust_header head;
	struct sc_trust_region *regions;
	size_t nregions;
	struct sc_trust_range *ranges;
	size_t nranges;
	uint8_t *stream;
	size_t nstream;
	uint32_t *known; /* hash of streams: offset + 1, 0 is free */
	uint32_t *known_len; /* beside it */
	size_t nknown, used; /* nknown is a power of two */
	uint8_t *one; /* the stream being made */
	size_t none;
	bool failed;
};

/* --- the most frequent rows get the shortest numbers */

struct use {
	uint32_t row, n;
};

static int compare_use(const void *pa, const void *pb)
{
	const struct use *a = pa, *b = pb;

	if (a->n != b->n)
		return a->n > b->n ? -1 : 1;
	return a->row < b->row ? -1 : a->row > b->row;
}

static void rank_rows(struct writer *w)
{
	size_t n = w->rows->nrows;
	struct use *use = calloc(n + 1, sizeof(*use));

	w->rank = calloc(n + 1, sizeof(*w->rank));
	if (!use || !w->rank) {
		w->failed = true;
		free(use);
		return;
	}
	for (size_t i = 0; i < n; i++)
		use[i].row = (uint32_t)i;
	for (size_t i = 0; i < w->rows->nitems; i++)
		use[w->rows->items[i].row].n++;
	qsort(use, n, sizeof(*use), compare_use);
	for (size_t i = 0; i < n; i++)
		w->rank[use[i].row] = (uint32_t)i;
	free(use);
}

/* --- streams, each once */

static void put_byte(struct writer *w, uint8_t byte)
{
	if (SC_VEC_PUSH(w->one, w->none, byte))
		w->failed = true;
}

static void put(struct writer *w, uint32_t number)
{
	for (; number >= 0x80; number >>= 7)
		put_byte(w, (uint8_t)(number | 0x80));
	put_byte(w, (uint8_t)number);
}

static size_t known_slot(const struct writer *w, const uint8_t *s, size_t len)
{
	size_t i = sc_trust_hash(SC_TRUST_HASH_START, s, len);

	for (i &= w->nknown - 1;; i = (i + 1) & (w->nknown - 1))
		if (!w->known[i] ||
		    (w->known_len[i] == len &&
		     !memcmp(w->stream + w->known[i] - 1, s, len)))
			return i;
}

static int grow_known(struct writer *w)
{
	size_t n = w->nknown;
	uint32_t *known = w->known, *len = w->known_len;

	w->nknown = n ? 2 * n : 1024;
	w->known = calloc(w->nknown, sizeof(*known));
	w->known_len = calloc(w->nknown, sizeof(*len));
	for (size_t i = 0; w->known && w->known_len && i < n; i++) {
		size_t at;

		if (!known[i])
			continue;
		at = known_slot(w, w->stream + known[i] - 1, len[i]);
		w->known[at] = known[i];
		w->known_len[at] = len[i];
	}
	free(known);
	free(len);
	return w->known && w->known_len ? 0 : -1;
}

/* Where the stream just made is, or goes. */
static uint32_t keep_stream(struct writer *w)
{
	uint32_t off = (uint32_t)w->nstream;
	size_t at;

	if (w->failed || (2 * w->used >= w->nknown && grow_known(w))) {
		w->failed = true;
		return 0;
	}
	at = known_slot(w, w->one, w->none);
	if (w->known[at])
		return w->known[at] - 1;
	for (size_t i = 0; i < w->none; i++)
		if (SC_VEC_PUSH(w->stream, w->nstream, w->one[i]))
			w->failed = true;
	w->known[at] = off + 1;
	w->known_len[at] = (uint32_t)w->none;
	w->used++;
	return off;
}

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

static bool is_next_before(const struct writer *w, size_t at, uint32_t sec,
			   uint32_t end)
{
	const struct sc_trust_rows *r = w->rows;

	return at < r->nitems && r->items[at].sec == sec &&
	       r->items[at].off < end;
}

/* Changes of the row up to @end, from the next item on. */
static uint32_t count_changes(const struct writer *w, uint32_t sec,
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
static bool make_stream(struct writer *w, uint32_t sec, uint32_t start,
			uint32_t end, uint32_t *row)
{
	const struct sc_trust_rows *r = w->rows;
	bool said = false, whole;

	w->none = 0;
	if (is_next_before(w, w->at, sec, start + 1))
		*row = r->items[w->at++].row;
	put(w, count_changes(w, sec, end, *row));
	put(w, w->rank[*row]);
	whole = is_whole(&r->rows[*row], &said);
	for (; is_next_before(w, w->at, sec, end); w->at++) {
		const struct sc_trust_item *item = &r->items[w->at];

		if (item->row == *row)
			continue;
		put(w, item->off - start);
		start = item->off;
		*row = item->row;
		put(w, w->rank[*row]);
		whole &= is_whole(&r->rows[*row], &said);
	}
	return whole && said;
}

/*
 * Entry code is no function, even where its symbol has lost the type that
 * would say so; nor are the thunks that stand for one instruction.
 */
static bool is_function(const struct writer *w, const struct sc_func *f)
{
	return f && (f->kind == SC_FUNC_CALLABLE || f->kind == SC_FUNC_COLD) &&
	       f->callee == SC_CALLEE_PLAIN &&
	       w->reasons[f - w->study->obj->funcs] != SC_TRUST_HINTED;
}

static void add_range(struct writer *w, const struct sc_func *f,
		      const struct sc_trust_piece *p, uint32_t start,
		      uint32_t end, uint32_t *row)
{
	struct sc_trust_range range = { .start = start - p->start };
	bool whole = make_stream(w, p->sec, start, end, row);

	range.word = keep_stream(w);
	if (is_function(w, f)) {
		range.word |= SC_TRUST_FUNCTION;
		w->head.nfuncs++;
		w->head.ntrusted += whole;
	}
	if (is_function(w, f) && w->study->mode == SC_MODE_FRAME &&
	    !w->reasons[f - w->study->obj->funcs])
		range.word |= SC_TRUST_FRAMED;
	if (f && w->reasons[f - w->study->obj->funcs] == SC_TRUST_HINTED)
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

static void add_ranges(struct writer *w, const struct sc_trust_piece *p,
		       uint32_t row)
{
	const struct sc_object *obj = w->study->obj;
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
static uint32_t find_start(struct writer *w, const struct sc_trust_piece *p)
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

static void add_region(struct writer *w, const struct sc_trust_piece *p)
{
	const struct sc_section *s = &w->study->obj->img->secs[p->sec];
	struct sc_trust_region region = { .size = p->end - p->start,
					  .first = (uint32_t)w->nranges };

	if (w->relative)
		region.hash = sc_trust_code_hash(s, p->start, region.size);
	else
		region.ref = (int32_t)p->at;
	add_ranges(w, p, find_start(w, p));
	region.nranges = (uint32_t)w->nranges - region.first;
	if (SC_VEC_PUSH(w->regions, w->nregions, region))
		w->failed = true;
}

/* --- bytes */

static void fill_head(struct writer *w, size_t size)
{
	struct sc_trust_header *h = &w->head;

	h->magic = SC_TRUST_MAGIC;
	h->version = SC_TRUST_VERSION;
	h->header_size = sizeof(*h);
	h->size = (uint32_t)size;
	h->flags = (w->relative ? SC_TRUST_SELF_RELATIVE : 0) |
		   (w->study->mode == SC_MODE_FRAME ? SC_TRUST_FRAME_RULE : 0);
	h->nregions = (uint32_t)w->nregions;
	h->nranges = (uint32_t)w->nranges;
	h->nrows = (uint32_t)w->rows->nrows;
	h->stream_size = (uint32_t)w->nstream;
	h->id_len = (uint32_t)w->target->id_len;
	if (h->id_len)
		memcpy(h->id, w->target->id, h->id_len);
}

static uint8_t *append(uint8_t *to, const void *data, size_t size)
{
	if (size)
		memcpy(to, data, size);
	return to + size;
}

static int put_together(struct writer *w, struct sc_trust_table *ret)
{
	size_t regions = w->nregions * sizeof(*w->regions);
	size_t ranges = w->nranges * sizeof(*w->ranges);
	size_t rows = w->rows->nrows * sizeof(*w->rows->rows);
	size_t size = sizeof(w->head) + regions + ranges + rows + w->nstream;
	struct sc_trust_row *sorted;
	uint8_t *p;

	size = (size + SC_TRUST_ALIGN - 1) & ~(size_t)(SC_TRUST_ALIGN - 1);
	ret->bytes = calloc(1, size);
	if (!ret->bytes)
		return -1;
	ret->size = size;
	fill_head(w, size);
	p = append(ret->bytes, &w->head, sizeof(w->head));
	p = append(p, w->regions, regions);
	p = append(p, w->ranges, ranges);
	sorted = (struct sc_trust_row *)(void *)p;
	for (size_t i = 0; i < w->rows->nrows; i++)
		sorted[w->rank[i]] = w->rows->rows[i];
	append(p + rows, w->stream, w->nstream);
	w->head.sum = sc_trust_sum(ret->bytes);
	memcpy(ret->bytes, &w->head, sizeof(w->head));
	return 0;
}

/*
 * The symbol of the section, or when it was dropped any other in it; but not
 * a weak one, which may come to mean another's.
 */
static uint32_t anchor(const struct sc_image *img, uint32_t sec)
{
	uint32_t any = 0;

	for (uint32_t i = 1; i < img->nsyms; i++) {
		const struct sc_symbol *s = &img->syms[i];

		if (s->sec != sec || s->bind == STB_WEAK)
			continue;
		if (s->type == STT_SECTION)
			return i;
		if (!any || s->bind == STB_LOCAL)
			any = i;
	}
	return any;
}

static int add_relocs(struct writer *w, struct sc_trust_table *ret,
		      struct sc_error *err)
{
	const struct sc_image *img = w->study->obj->img;

	for (size_t i = 0; w->relative && i < w->nregions; i++) {
		const struct sc_trust_piece *p = &w->target->pieces[i];
		uint32_t sym = anchor(img, p->sec);
		struct sc_new_reloc reloc = {
			.off = sizeof(w->head) + i * sizeof(*w->regions),
			.type = R_X86_64_PC32,
			.sym = sym,
			.addend = (int64_t)(p->start - img->syms[sym].off),
		};

		if (!sym)
			return sc_fail(err,
				       "%s: section %s has no symbol to "
				       "relocate by",
				       img->path, img->secs[p->sec].name);
		if (SC_VEC_PUSH(ret->relocs, ret->nrelocs, reloc))
			w->failed = true;
	}
	return 0;
}

static void free_writer(struct writer *w)
{
	free(w->rank);
	free(w->regions);
	free(w->ranges);
	free(w->stream);
	free(w->known);
	free(w->known_len);
	free(w->one);
}

static int write_table(struct writer *w, struct sc_trust_table *ret,
		       struct sc_error *err)
{
	int bad = 0;

	rank_rows(w);
	for (size_t i = 0; !w->failed && i < w->target->npieces; i++)
		add_region(w, &w->target->pieces[i]);
	if (w->nstream > SC_TRUST_STREAM)
		bad = sc_fail(err, "%s: too much code for one table",
			      w->study->obj->img->path);
	if (!bad && !w->failed && put_together(w, ret))
		w->failed = true;
	if (!bad && !w->failed)
		bad = add_relocs(w, ret, err);
	return w->failed ? sc_fail(err, "out of memory") : bad;
}

static int make(struct writer *w, struct sc_trust_rows *rows, uint8_t *reasons,
		struct sc_trust_table *ret, struct sc_error *err)
{
	struct sc_trust_target sections = { 0 };
	struct sc_trust_hints hints;
	int bad = sc_trust_hints_read(&hints, w->study, reasons, err);

	if (!w->target) {
		w->relative = true;
		w->target = &sections;
		bad |= sc_trust_target_sections(w->study->obj, &sections, err);
	}
	if (!bad && sc_trust_rows_collect(w->study, reasons, &hints, rows))
		bad = sc_fail(err, "out of memory");
	w->nothing = rows->nothing;
	if (!bad)
		bad = write_table(w, ret, err);
	sc_trust_hints_free(&hints);
	sc_trust_target_free(&sections);
	return bad;
}

int sc_trust_make(struct sc_study *study, const struct sc_result *res,
		  const struct sc_trust_target *target,
		  struct sc_trust_table *ret, struct sc_error *err)
{
	uint8_t *reasons = sc_trust_reasons(study, res);
	struct sc_trust_rows rows = { 0 };
	struct writer w = { .study = study,
			    .reasons = reasons,
			    .rows = &rows,
			    .target = target };
	int bad;

	*ret = (struct sc_trust_table){ 0 };
	bad = reasons ? make(&w, &rows, reasons, ret, err)
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
