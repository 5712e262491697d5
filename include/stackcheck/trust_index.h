/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The index of a trust table, and look-ups in the table. This is the part of the
 * reader that trust_reader.h includes at its end. Include that one.
 *
 * Without an index, a look-up searches all ranges of a region. Then it reads the
 * range's stream from its begin. The index remembers how far both have come at
 * the first byte of each block. It is made here from a checked table and is
 * never read from a file, so what it says lies within the table.
 */
#ifndef STACKCHECK_TRUST_INDEX_H
#define STACKCHECK_TRUST_INDEX_H

#include "trust.h"

/* The widths of the fields below. */
#define INDEX_LEFT_BITS 10
#define INDEX_ROW_BITS 22
/* More rows than this cannot begin in a block, since each has a byte. */
#define INDEX_LEFT_MAX ((1u << INDEX_LEFT_BITS) - 1)
_Static_assert(SC_TRUST_BLOCK <= INDEX_LEFT_MAX, "rows of a block");

/* The range and the row that hold at the first byte of a block. */
struct index_block {
	uint32_t range; /* counted from the region's first */
	uint32_t stream; /* where the row's successors are, in the streams */
	uint32_t start; /* of the row; bytes in the region */
	uint32_t left : INDEX_LEFT_BITS; /* successors, or INDEX_LEFT_MAX */
	uint32_t row : INDEX_ROW_BITS;
};

/*
 * An index is the first block of each region, as a number of 32 bits, and then
 * the blocks of all regions.
 */
static const uint32_t *index_first(const struct sc_trust_index *index)
{
	return (const void *)index;
}

static const struct index_block *
index_blocks(const void *table, const struct sc_trust_index *index)
{
	return (const void *)(index_first(index) +
			      table_header(table)->nregions);
}

/* --- making one */

size_t sc_trust_index_size(const void *table)
{
	const struct sc_trust_header *h = table_header(table);
	const struct sc_trust_region *r = sc_trust_regions(table);
	size_t size = h->nregions * sizeof(uint32_t);
	uint32_t i;

	if (h->nrows > 1u << INDEX_ROW_BITS)
		return 0;
	for (i = 0; i < h->nregions; i++)
		size += ((r[i].size - 1) / SC_TRUST_BLOCK + 1) *
			sizeof(struct index_block);
	return size;
}

/* Where the next block is written, and where it begins in its region. */
struct index_maker {
	struct index_block *to;
	uint32_t next;
};

/* The row that was read last holds up to @end. */
static void index_row(struct index_maker *m, const void *table, uint32_t range,
		      const struct reading *rd, uint32_t end)
{
	for (; m->next < end; m->next += SC_TRUST_BLOCK)
		*m->to++ = (struct index_block){
			.range = range,
			.stream = (uint32_t)(rd->rest.at - streams(table)),
			.start = rd->start,
			.left = rd->left < INDEX_LEFT_MAX ? rd->left
							  : INDEX_LEFT_MAX,
			.row = rd->row,
		};
}

static void index_range(struct index_maker *m, const void *table,
			uint32_t region, uint32_t range)
{
	const struct sc_trust_region *r = &sc_trust_regions(table)[region];
	const struct sc_trust_range *g = table_ranges(table) + r->first + range;
	uint32_t end = range + 1 < r->nranges ? g[1].start : r->size;
	struct reading rd = read_first(table, g->word, g->start);

	while (rd.left && m->next < end) {
		struct reading row = rd;
		uint32_t step = 0;

		next_number(&rd.rest, &step);
		next_number(&rd.rest, &rd.row);
		rd.start += step;
		rd.left--;
		index_row(m, table, range, &row, rd.start);
	}
	index_row(m, table, range, &rd, end);
}

void sc_trust_index_make(const void *table, struct sc_trust_index *index)
{
	const struct sc_trust_header *h = table_header(table);
	const struct sc_trust_region *r = sc_trust_regions(table);
	uint32_t *first = (void *)index;
	struct index_block *blocks = (void *)(first + h->nregions);
	struct index_maker m = { .to = blocks };
	uint32_t i, k;

	for (i = 0; i < h->nregions; i++) {
		first[i] = (uint32_t)(m.to - blocks);
		m.next = 0;
		for (k = 0; k < r[i].nranges; k++)
			index_range(&m, table, i, k);
	}
}

/* --- look-ups */

/* The same as range_at(), where the range @i begins at @off or before. */
static uint32_t range_from(const struct sc_trust_range *g, uint32_t n,
			   uint32_t i, uint32_t off)
{
	while (i + 1 < n && g[i + 1].start <= off)
		i++;
	return i;
}

static inline struct reading read_on(const void *table,
				     const struct index_block *b)
{
	const uint8_t *s = streams(table);

	return (struct reading){
		.rest = { s + b->stream, s + table_header(table)->stream_size },
		.left = b->left,
		.row = b->row,
		.start = b->start,
	};
}

int sc_trust_index_lookup(const void *table, const struct sc_trust_index *index,
			  uint32_t region, uint32_t off,
			  struct sc_trust_hit *hit)
{
	const struct sc_trust_region *r = &sc_trust_regions(table)[region];
	const struct sc_trust_range *g = table_ranges(table) + r->first;
	const struct index_block *b = NULL;
	uint32_t i;

	*hit = (struct sc_trust_hit){ .reason = SC_TRUST_R_NO_TABLE };
	if (off >= r->size)
		return -1;
	if (index)
		b = index_blocks(table, index) + index_first(index)[region] +
		    off / SC_TRUST_BLOCK;
	i = b ? range_from(g, r->nranges, b->range, off)
	      : range_at(g, r->nranges, off);
	set_range(table, region, i, hit);
	find_row(table,
		 b && i == b->range ? read_on(table, b)
				    : read_first(table, g[i].word, hit->start),
		 off, hit);
	set_verdict(hit);
	return 0;
}

#endif /* STACKCHECK_TRUST_INDEX_H */
