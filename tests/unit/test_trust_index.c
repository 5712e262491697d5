// SPDX-License-Identifier: GPL-2.0-only
/*
 * The index of trust tables: each look-up with it finds what one without it
 * finds, and both find the row that the table was made of.
 */
#include "tests/unit/test.h"

#include "stackcheck/trust.h"

#define BLOCK SC_TRUST_BLOCK
#define NROWS 300
#define MAX_RANGES 4096

/*
 * A table being made. Row i of NROWS has the offset i, and each row of the
 * code has the next number, so that neighbours differ.
 */
struct maker {
	struct sc_trust_region regions[4];
	struct sc_trust_range ranges[MAX_RANGES];
	uint8_t streams[1 << 16];
	uint32_t nregions, nranges, stream_size, row;
	uint8_t *table;
	size_t size;
	struct sc_trust_index *index;
};

static void put(struct maker *m, uint32_t number)
{
	for (; number >= 0x80; number >>= 7)
		m->streams[m->stream_size++] = (uint8_t)(number | 0x80);
	m->streams[m->stream_size++] = (uint8_t)number;
	assert_true(m->stream_size + 8 < sizeof(m->streams));
}

static uint32_t next_row(struct maker *m)
{
	return m->row++ % NROWS;
}

static void add_region(struct maker *m)
{
	m->regions[m->nregions++] = (struct sc_trust_region){
		.ref = (int32_t)m->nregions << 20,
		.first = m->nranges,
	};
}

/* A range of @nrows rows; each but the last has @step bytes. */
static void add_range(struct maker *m, uint32_t size, uint32_t nrows,
		      uint32_t step)
{
	struct sc_trust_region *r = &m->regions[m->nregions - 1];

	assert_true(m->nranges < MAX_RANGES && (nrows - 1) * step < size);
	m->ranges[m->nranges++] =
		(struct sc_trust_range){ r->size,
					 m->stream_size | SC_TRUST_FUNCTION };
	put(m, nrows - 1);
	put(m, next_row(m));
	while (--nrows) {
		put(m, step);
		put(m, next_row(m));
	}
	r->size += size;
	r->nranges++;
}

static size_t copy(struct maker *m, size_t at, const void *from, size_t size)
{
	if (size)
		memcpy(m->table + at, from, size);
	return at + size;
}

/* Of exactly the sizes that are told, so that sanitizers see a byte too far. */
static void finish(struct maker *m)
{
	struct sc_trust_row rows[NROWS];
	struct sc_trust_header h = {
		.magic = SC_TRUST_MAGIC,
		.version = SC_TRUST_VERSION,
		.header_size = sizeof(h),
		.nregions = m->nregions,
		.nranges = m->nranges,
		.nrows = NROWS,
		.stream_size = m->stream_size,
	};
	size_t at;

	for (uint32_t i = 0; i < NROWS; i++)
		rows[i] = (struct sc_trust_row){ .kind = SC_TRUST_ROW_REG,
						 .reg = 4,
						 .off = (int32_t)i };
	m->size = sizeof(h) + m->nregions * sizeof(m->regions[0]) +
		  m->nranges * sizeof(m->ranges[0]) + sizeof(rows) +
		  m->stream_size;
	m->size = (m->size + 7) & ~(size_t)7;
	h.size = (uint32_t)m->size;
	m->table = calloc(1, m->size);
	assert_non_null(m->table);
	at = copy(m, 0, &h, sizeof(h));
	at = copy(m, at, m->regions, m->nregions * sizeof(m->regions[0]));
	at = copy(m, at, m->ranges, m->nranges * sizeof(m->ranges[0]));
	at = copy(m, at, rows, sizeof(rows));
	copy(m, at, m->streams, m->stream_size);
	((struct sc_trust_header *)m->table)->sum = sc_trust_sum(m->table);
	assert_int_equal(sc_trust_check(m->table, m->size), SC_TRUST_GOOD);
	m->index = malloc(sc_trust_index_size(m->table));
	assert_non_null(m->index);
	sc_trust_index_make(m->table, m->index);
}

static void make_free(struct maker *m)
{
	free(m->table);
	free(m->index);
}

/* --- what is expected */

/* Follows the rows in the order in which they were added. */
struct follow {
	struct maker *m;
	uint32_t region, at, row;
};

/* All but the bytes between the fields. */
static void expect_same(const struct sc_trust_hit *a,
			const struct sc_trust_hit *b)
{
	assert_int_equal(a->verdict, b->verdict);
	assert_int_equal(a->reason, b->reason);
	assert_int_equal(a->framed, b->framed);
	assert_int_equal(a->function, b->function);
	assert_int_equal(a->annotated, b->annotated);
	assert_int_equal(a->region, b->region);
	assert_int_equal(a->start, b->start);
	assert_int_equal(a->end, b->end);
	assert_int_equal(a->row_start, b->row_start);
	assert_int_equal(a->row_end, b->row_end);
	assert_memory_equal(&a->row, &b->row, sizeof(a->row));
}

static void look_at_row(const struct sc_trust_hit *row, void *data)
{
	struct follow *f = data;
	struct sc_trust_hit hit, plain;

	assert_int_equal(row->row.off, f->row++ % NROWS);
	assert_int_equal(row->row_start, f->at);
	for (; f->at < row->row_end; f->at++) {
		assert_int_equal(sc_trust_index_lookup(f->m->table, f->m->index,
						       f->region, f->at, &hit),
				 0);
		assert_int_equal(sc_trust_lookup(f->m->table, f->region, f->at,
						 &plain),
				 0);
		expect_same(&hit, row);
		expect_same(&plain, row);
	}
}

static void look_behind(const struct maker *m, uint32_t region, uint32_t off)
{
	struct sc_trust_hit hit = { .verdict = SC_TRUST_TRACKED };

	assert_int_equal(sc_trust_index_lookup(m->table, m->index, region, off,
					       &hit),
			 -1);
	assert_int_equal(hit.verdict, SC_TRUST_UNRELIABLE);
	assert_int_equal(hit.reason, SC_TRUST_R_NO_TABLE);
}

/* Each byte of all regions; what lies before and behind them is not there. */
static void look_everywhere(struct maker *m)
{
	struct follow f = { .m = m };

	for (; f.region < m->nregions; f.region++) {
		uint32_t size = m->regions[f.region].size;

		f.at = 0;
		sc_trust_each_row(m->table, f.region, look_at_row, &f);
		assert_int_equal(f.at, size);
		look_behind(m, f.region, size);
		look_behind(m, f.region, size + 1);
		look_behind(m, f.region, size + BLOCK);
		look_behind(m, f.region, 0xffffffff); /* one before the first */
	}
	assert_int_equal(f.row, m->row);
}

static void finish_and_look(struct maker *m)
{
	finish(m);
	look_everywhere(m);
	make_free(m);
}

/* --- tables */

static void test_one_function(void **state)
{
	static const uint32_t sizes[] = { 1,	     2,		BLOCK - 1,
					  BLOCK,     BLOCK + 1, 2 * BLOCK - 1,
					  2 * BLOCK, 5000 };

	(void)state;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		struct maker m = { .row = 0 };

		add_region(&m);
		add_range(&m, sizes[i], 1, 0);
		finish_and_look(&m);
	}
}

/* A table of no code is good, and has no index. */
static void test_no_function(void **state)
{
	struct sc_trust_header h = {
		.magic = SC_TRUST_MAGIC,
		.version = SC_TRUST_VERSION,
		.header_size = sizeof(h),
		.size = sizeof(h),
	};

	(void)state;
	h.sum = sc_trust_sum(&h);
	assert_int_equal(sc_trust_check(&h, sizeof(h)), SC_TRUST_GOOD);
	assert_int_equal(sc_trust_index_size(&h), 0);
}

/* Rows that end before, at and behind the begin of a block. */
static void test_steps(void **state)
{
	static const uint32_t steps[] = {
		1, 3, 127, 128, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK
	};

	(void)state;
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		struct maker m = { .row = 0 };

		add_region(&m);
		add_range(&m, 20 * steps[i] + 7, 20, steps[i]);
		finish_and_look(&m);
	}
}

/* More rows follow than the index counts; and as many as fit into a block. */
static void test_many_rows(void **state)
{
	static const uint32_t counts[] = { BLOCK - 1, BLOCK, BLOCK + 1, 1023,
					   1024,      1025,  5000 };

	(void)state;
	for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++) {
		struct maker m = { .row = 0 };

		add_region(&m);
		add_range(&m, counts[i] + 300, counts[i], 1);
		finish_and_look(&m);
	}
}

/* As many functions as a block has bytes, and then larger ones. */
static void test_many_functions(void **state)
{
	struct maker m = { .row = 0 };

	(void)state;
	add_region(&m);
	for (uint32_t i = 0; i < 3 * BLOCK; i++)
		add_range(&m, 1, 1, 0);
	for (uint32_t i = 1; i < 600; i++)
		add_range(&m, i, i < 9 ? 1 : 9, i / 9);
	finish_and_look(&m);
}

/* Functions that begin and end at the begin of a block, or beside it. */
static void test_edges(void **state)
{
	(void)state;
	for (uint32_t shift = 0; shift < 3; shift++) {
		struct maker m = { .row = 0 };

		add_region(&m);
		add_range(&m, BLOCK - 1 + shift, 3, 50);
		add_range(&m, BLOCK, 1, 0);
		add_range(&m, 1, 1, 0);
		add_range(&m, 4 * BLOCK, 4, BLOCK);
		add_range(&m, BLOCK - 1, 2, BLOCK - 2);
		finish_and_look(&m);
	}
}

/* The blocks of a region begin with the region. */
static void test_regions(void **state)
{
	struct maker m = { .row = 0 };

	(void)state;
	add_region(&m);
	add_range(&m, 1, 1, 0);
	add_region(&m);
	add_range(&m, BLOCK, 2, 255);
	add_range(&m, BLOCK + 1, 2, 255);
	add_region(&m);
	add_range(&m, 700, 70, 9);
	add_region(&m);
	add_range(&m, BLOCK - 1, 1, 0);
	finish_and_look(&m);
}

/* Between functions there are ranges, too, and they are no functions. */
static void test_gaps(void **state)
{
	struct maker m = { .row = 0 };
	struct sc_trust_hit hit;

	(void)state;
	add_region(&m);
	for (uint32_t i = 0; i < 40; i++) {
		add_range(&m, 60 + i, 6, 10);
		add_range(&m, 30, 1, 0);
		m.ranges[m.nranges - 1].word &= ~SC_TRUST_FUNCTION;
	}
	finish(&m);
	look_everywhere(&m);
	for (uint32_t i = 0; i < m.nranges; i++) {
		uint32_t start = m.ranges[i].start;
		uint32_t last = i + 1 < m.nranges ? m.ranges[i + 1].start - 1
						  : m.regions[0].size - 1;

		sc_trust_index_lookup(m.table, m.index, 0, start, &hit);
		assert_int_equal(hit.function, i % 2 == 0);
		sc_trust_index_lookup(m.table, m.index, 0, last, &hit);
		assert_int_equal(hit.function, i % 2 == 0);
		assert_int_equal(hit.start, start);
		assert_int_equal(hit.end, last + 1);
	}
	make_free(&m);
}

static void test_size(void **state)
{
	struct maker m = { .row = 0 };
	struct sc_trust_header *h;

	(void)state;
	add_region(&m);
	add_range(&m, BLOCK, 1, 0);
	add_region(&m);
	add_range(&m, BLOCK + 1, 1, 0);
	finish(&m);
	assert_int_equal(sc_trust_index_size(m.table), 2 * 4 + 3 * 16);
	/* rows have numbers of 22 bits in an index */
	h = (void *)m.table;
	h->nrows = 1u << 22;
	assert_int_equal(sc_trust_index_size(m.table), 2 * 4 + 3 * 16);
	h->nrows++;
	assert_int_equal(sc_trust_index_size(m.table), 0);
	make_free(&m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_one_function),
		cmocka_unit_test(test_no_function),
		cmocka_unit_test(test_steps),
		cmocka_unit_test(test_many_rows),
		cmocka_unit_test(test_many_functions),
		cmocka_unit_test(test_edges),
		cmocka_unit_test(test_regions),
		cmocka_unit_test(test_gaps),
		cmocka_unit_test(test_size),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
