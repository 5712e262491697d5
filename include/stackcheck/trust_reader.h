/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The reader of trust tables defines the functions that trust.h declares. It
 * needs no library, does not allocate and does not recurse. So the kernel
 * module and the programs use the same one.
 *
 * Include this file in one source of a program only, since it has definitions.
 * Those are kmod/trust_reader_instance.c in the kernel module and
 * stackcheck/trust/reader_instance.c in libstackcheck.
 */
#ifndef STACKCHECK_TRUST_READER_H
#define STACKCHECK_TRUST_READER_H

#include "trust.h"

/* --- the parts of a table, once its sizes are known to hold */

static const struct sc_trust_header *table_header(const void *table)
{
	return table;
}

const struct sc_trust_region *sc_trust_regions(const void *table)
{
	return (const void *)(table_header(table) + 1);
}

static const struct sc_trust_range *table_ranges(const void *table)
{
	const struct sc_trust_region *r = sc_trust_regions(table);

	return (const void *)(r + table_header(table)->nregions);
}

static const struct sc_trust_row *table_rows(const void *table)
{
	return (const void *)(table_ranges(table) +
			      table_header(table)->nranges);
}

static const uint8_t *streams(const void *table)
{
	return (const void *)(table_rows(table) + table_header(table)->nrows);
}

/* --- sums */

uint64_t sc_trust_hash(uint64_t hash, const void *data, size_t size)
{
	const uint8_t *p = data;

	while (size--)
		hash = (hash ^ *p++) * 0x100000001b3ull;
	return hash;
}

uint64_t sc_trust_sum(const void *table)
{
	struct sc_trust_header h = *table_header(table);
	const struct sc_trust_region *r = sc_trust_regions(table);
	const void *rest = table_ranges(table);
	uint64_t hash;
	uint32_t i;

	h.sum = 0;
	hash = sc_trust_hash(SC_TRUST_HASH_START, &h, sizeof(h));
	for (i = 0; i < h.nregions; i++) {
		struct sc_trust_region copy = r[i];

		if (h.flags & SC_TRUST_SELF_RELATIVE)
			copy.ref = 0;
		hash = sc_trust_hash(hash, &copy, sizeof(copy));
	}
	return sc_trust_hash(hash, rest,
			     h.size - (size_t)((const uint8_t *)rest -
					       (const uint8_t *)table));
}

/* --- streams */

struct cursor {
	const uint8_t *at, *end;
};

/* Reads the next number. False: the stream ends in it, or it is too large. */
static int next_number(struct cursor *c, uint32_t *number)
{
	uint64_t value = 0;
	unsigned int shift;

	for (shift = 0; shift < 35 && c->at < c->end; shift += 7) {
		uint8_t byte = *c->at++;

		value |= (uint64_t)(byte & 0x7f) << shift;
		if (byte & 0x80)
			continue;
		*number = (uint32_t)value;
		return value <= 0xffffffffu;
	}
	return 0;
}

static struct cursor stream_of(const void *table, uint32_t word)
{
	const uint8_t *s = streams(table);

	return (struct cursor){ s + (word & SC_TRUST_STREAM),
				s + table_header(table)->stream_size };
}

/*
 * How far a stream was read: up to a row, which begins at @start. What hands it
 * on is inline, so that it stays in registers. Look-ups are slow otherwise.
 */
struct reading {
	struct cursor rest; /* { length, row } @left times */
	uint32_t left;
	uint32_t row, start;
};

/* Of a checked table, so that the numbers are there. */
static inline struct reading read_first(const void *table, uint32_t word,
					uint32_t start)
{
	struct reading rd = { .rest = stream_of(table, word), .start = start };

	next_number(&rd.rest, &rd.left);
	next_number(&rd.rest, &rd.row);
	return rd;
}

/* --- the check */

static int check_header(const void *table, size_t size)
{
	const struct sc_trust_header *h = table;
	uint64_t sum;
	uint32_t i;

	if ((uintptr_t)table % SC_TRUST_ALIGN)
		return SC_TRUST_BAD_ALIGN;
	if (size < sizeof(*h))
		return SC_TRUST_BAD_SIZE;
	if (h->magic != SC_TRUST_MAGIC)
		return SC_TRUST_BAD_MAGIC;
	if (h->version != SC_TRUST_VERSION || h->reserved ||
	    h->flags & ~(SC_TRUST_SELF_RELATIVE | SC_TRUST_FRAME_RULE))
		return SC_TRUST_BAD_VERSION;
	sum = sizeof(*h) +
	      (uint64_t)h->nregions * sizeof(struct sc_trust_region) +
	      (uint64_t)h->nranges * sizeof(struct sc_trust_range) +
	      (uint64_t)h->nrows * sizeof(struct sc_trust_row) + h->stream_size;
	if (h->header_size != sizeof(*h) || h->size > size ||
	    h->size % SC_TRUST_ALIGN || sum > h->size || h->size - sum >= 8)
		return SC_TRUST_BAD_SIZE;
	if (h->ntrusted > h->nfuncs || h->nfuncs > h->nranges)
		return SC_TRUST_BAD_SIZE;
	if (h->id_len > SC_TRUST_ID_MAX)
		return SC_TRUST_BAD_ID;
	for (i = h->id_len; i < SC_TRUST_ID_MAX; i++)
		if (h->id[i])
			return SC_TRUST_BAD_ID;
	return SC_TRUST_GOOD;
}

static int check_row(const struct sc_trust_row *row)
{
	if (row->kind == SC_TRUST_ROW_NONE)
		return row->reg != SC_TRUST_R_NONE &&
		       row->reg < SC_TRUST_NREASONS;
	return row->kind < SC_TRUST_NROW_KINDS && row->reg < SC_TRUST_NREGS &&
	       (row->frame & ~SC_TRUST_SIGNAL) < SC_TRUST_NFRAMES &&
	       row->bp < SC_TRUST_NBPS;
}

/* The rows of a range of @len bytes must lie within it, its stream in all. */
static int check_stream(const void *table, uint32_t word, uint32_t len)
{
	struct cursor c = stream_of(table, word);
	uint32_t count, row, step, nrows = table_header(table)->nrows;

	if ((word & SC_TRUST_STREAM) >= table_header(table)->stream_size ||
	    !next_number(&c, &count) || !next_number(&c, &row) || row >= nrows)
		return SC_TRUST_BAD_STREAM;
	for (; count; count--) {
		if (!next_number(&c, &step) || !next_number(&c, &row) ||
		    !step || step >= len || row >= nrows)
			return SC_TRUST_BAD_STREAM;
		len -= step;
	}
	return SC_TRUST_GOOD;
}

static int check_ranges(const void *table, const struct sc_trust_region *r)
{
	const struct sc_trust_range *g = table_ranges(table) + r->first;
	uint32_t i;
	int bad;

	if (g[0].start)
		return SC_TRUST_BAD_RANGE;
	for (i = 0; i < r->nranges; i++) {
		uint32_t end = i + 1 < r->nranges ? g[i + 1].start : r->size;

		if (end <= g[i].start || end > r->size)
			return SC_TRUST_BAD_RANGE;
		bad = check_stream(table, g[i].word, end - g[i].start);
		if (bad)
			return bad;
	}
	return SC_TRUST_GOOD;
}

static int check_regions(const void *table)
{
	const struct sc_trust_header *h = table;
	const struct sc_trust_region *r = sc_trust_regions(table);
	uint32_t i, done = 0, text = 0;
	int bad;

	for (i = 0; i < h->nregions; i++, r++) {
		if (!r->size || r->size > SC_TRUST_TEXT_MAX - text ||
		    r->first != done || !r->nranges ||
		    r->nranges > h->nranges - done)
			return SC_TRUST_BAD_REGION;
		text += r->size;
		done += r->nranges;
		bad = check_ranges(table, r);
		if (bad)
			return bad;
	}
	return done == h->nranges ? SC_TRUST_GOOD : SC_TRUST_BAD_REGION;
}

int sc_trust_check(const void *table, size_t size)
{
	const struct sc_trust_header *h = table;
	uint32_t i;
	int bad = check_header(table, size);

	if (bad)
		return bad;
	/* the sum first, so that damage is reported as what it is */
	if (sc_trust_sum(table) != h->sum)
		return SC_TRUST_BAD_SUM;
	for (i = 0; i < h->nrows; i++)
		if (!check_row(&table_rows(table)[i]))
			return SC_TRUST_BAD_ROW;
	return check_regions(table);
}

int sc_trust_next(const void *sec, size_t size, size_t *at, size_t *tsize)
{
	const uint8_t *bytes = sec;
	size_t i = (*at + SC_TRUST_ALIGN - 1) & ~(size_t)(SC_TRUST_ALIGN - 1);
	int bad;

	/* linkers put zeros between tables */
	for (; *at < size && *at < i; (*at)++)
		if (bytes[*at])
			return -SC_TRUST_BAD_MAGIC;
	if (*at >= size)
		return 0;
	bad = sc_trust_check(bytes + *at, size - *at);
	if (bad)
		return -bad;
	*tsize = table_header(bytes + *at)->size;
	return 1;
}

/* --- look-ups */

uint64_t sc_trust_address(const void *table, uint32_t i, uint64_t text)
{
	const struct sc_trust_region *r = &sc_trust_regions(table)[i];

	if (table_header(table)->flags & SC_TRUST_SELF_RELATIVE)
		text = (uint64_t)(uintptr_t)&r->ref;
	return text + (uint64_t)(int64_t)r->ref;
}

/* The last range that begins at @off or before. */
static uint32_t range_at(const struct sc_trust_range *g, uint32_t n,
			 uint32_t off)
{
	uint32_t lo = 0;

	while (n - lo > 1) {
		uint32_t mid = lo + (n - lo) / 2;

		if (g[mid].start <= off)
			lo = mid;
		else
			n = mid;
	}
	return lo;
}

/* The row at @off: the one that was read last, or one behind it. */
static inline void find_row(const void *table, struct reading rd, uint32_t off,
			    struct sc_trust_hit *hit)
{
	uint32_t step = 0, next = 0;

	hit->row_end = hit->end;
	for (; rd.left; rd.left--) {
		next_number(&rd.rest, &step);
		if (off - rd.start < step) {
			hit->row_end = rd.start + step;
			break;
		}
		next_number(&rd.rest, &next);
		rd.start += step;
		rd.row = next;
	}
	hit->row_start = rd.start;
	hit->row = table_rows(table)[rd.row];
}

static void set_verdict(struct sc_trust_hit *hit)
{
	if (hit->row.kind != SC_TRUST_ROW_NONE) {
		hit->verdict = SC_TRUST_TRACKED;
		return;
	}
	hit->reason = hit->row.reg;
	hit->verdict = hit->framed && hit->reason == SC_TRUST_R_STATE
			       ? SC_TRUST_BY_FRAME
			       : SC_TRUST_UNRELIABLE;
}

static void set_range(const void *table, uint32_t region, uint32_t i,
		      struct sc_trust_hit *hit)
{
	const struct sc_trust_region *r = &sc_trust_regions(table)[region];
	const struct sc_trust_range *g = table_ranges(table) + r->first;

	*hit = (struct sc_trust_hit){ .region = region };
	hit->start = g[i].start;
	hit->end = i + 1 < r->nranges ? g[i + 1].start : r->size;
	hit->framed = !!(g[i].word & SC_TRUST_FRAMED);
	hit->function = !!(g[i].word & SC_TRUST_FUNCTION);
	hit->annotated = !!(g[i].word & SC_TRUST_ANNOTATED);
}

int sc_trust_lookup(const void *table, uint32_t region, uint32_t off,
		    struct sc_trust_hit *hit)
{
	return sc_trust_index_lookup(table, NULL, region, off, hit);
}

static void each_row_of(const void *table, uint32_t word,
			struct sc_trust_hit *hit, sc_trust_row_fn *fn,
			void *data)
{
	struct reading rd = read_first(table, word, hit->start);
	uint32_t step = 0;

	for (;; rd.left--) {
		struct sc_trust_hit one = *hit;

		one.row_start = rd.start;
		one.row_end = hit->end;
		if (rd.left) {
			next_number(&rd.rest, &step);
			rd.start += step;
			one.row_end = rd.start;
		}
		one.row = table_rows(table)[rd.row];
		set_verdict(&one);
		fn(&one, data);
		if (!rd.left)
			break;
		next_number(&rd.rest, &rd.row);
	}
}

void sc_trust_each_row(const void *table, uint32_t region, sc_trust_row_fn *fn,
		       void *data)
{
	const struct sc_trust_region *r = &sc_trust_regions(table)[region];
	const struct sc_trust_range *g = table_ranges(table) + r->first;
	struct sc_trust_hit hit;
	uint32_t i;

	for (i = 0; i < r->nranges; i++) {
		set_range(table, region, i, &hit);
		each_row_of(table, g[i].word, &hit, fn, data);
	}
}

int sc_trust_find(const void *table, uint64_t text, uint64_t addr,
		  struct sc_trust_hit *hit)
{
	const struct sc_trust_region *r = sc_trust_regions(table);
	uint32_t i;

	*hit = (struct sc_trust_hit){ .reason = SC_TRUST_R_NO_TABLE };
	for (i = 0; i < table_header(table)->nregions; i++) {
		uint64_t off = addr - sc_trust_address(table, i, text);

		if (off < r[i].size)
			return sc_trust_lookup(table, i, (uint32_t)off, hit);
	}
	return -1;
}

/* --- words */

const char *sc_trust_reason_text(unsigned int reason)
{
	static const char *const text[SC_TRUST_NREASONS] = {
		[SC_TRUST_R_NONE] = "none",
		[SC_TRUST_R_NO_TABLE] = "no-table",
		[SC_TRUST_R_NO_FUNCTION] = "no-function",
		[SC_TRUST_R_NOT_CALLABLE] = "not-callable",
		[SC_TRUST_R_PADDING] = "padding",
		[SC_TRUST_R_UNREACHED] = "unreached",
		[SC_TRUST_R_IGNORED] = "ignored",
		[SC_TRUST_R_NO_WALK] = "no-walk",
		[SC_TRUST_R_STATE] = "state",
		[SC_TRUST_R_CALLEE] = "callee",
		[SC_TRUST_R_OTHER] = "other",
#define X(NAME, file, id) [SC_TRUST_R_##NAME] = id,
		SC_RULES(X)
#undef X
	};

	return reason < SC_TRUST_NREASONS ? text[reason] : "unknown";
}

const char *sc_trust_error_text(unsigned int error)
{
	static const char *const text[SC_TRUST_NERRORS] = {
		[SC_TRUST_GOOD] = "good",
		[SC_TRUST_BAD_ALIGN] = "the table is not aligned",
		[SC_TRUST_BAD_MAGIC] = "this is no trust table",
		[SC_TRUST_BAD_VERSION] = "a version that is not known here",
		[SC_TRUST_BAD_SIZE] = "sizes that do not add up",
		[SC_TRUST_BAD_ID] = "a malformed build-id",
		[SC_TRUST_BAD_REGION] = "a malformed region",
		[SC_TRUST_BAD_RANGE] = "a malformed range",
		[SC_TRUST_BAD_ROW] = "a malformed row",
		[SC_TRUST_BAD_STREAM] = "a malformed stream of rows",
		[SC_TRUST_BAD_SUM] = "a sum that does not match",
	};

	return error < SC_TRUST_NERRORS ? text[error] : "unknown";
}

/* The rest of the reader. */
#include "trust_index.h"

#endif /* STACKCHECK_TRUST_READER_H */
