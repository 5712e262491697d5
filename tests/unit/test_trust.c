// SPDX-License-Identifier: GPL-2.0-only
/* Trust tables: what the reader answers, and what it refuses. */
#include "tests/unit/test.h"

#include "stackcheck/trust.h"

/* A table by hand: two regions, three ranges, three rows. */
struct sample {
	struct sc_trust_header head;
	struct sc_trust_region regions[2];
	struct sc_trust_range ranges[3];
	struct sc_trust_row rows[3];
	uint8_t stream[16];
	uint8_t pad[4];
} __attribute__((aligned(SC_TRUST_ALIGN)));

static void seal(struct sample *s)
{
	s->head.sum = sc_trust_sum(s);
}

static void make(struct sample *s)
{
	static const uint8_t stream[16] = {
		1, 0, 4,    1, /* row 0 for 4 bytes, then row 1 */
		0, 2, /* row 2 throughout */
		2, 1, 0x80, 1, 0, 8, 1, /* row 1 for 128 bytes, 0 for 8, 1 */
	};

	memset(s, 0, sizeof(*s));
	s->head = (struct sc_trust_header){
		.magic = SC_TRUST_MAGIC,
		.version = SC_TRUST_VERSION,
		.header_size = sizeof(s->head),
		.size = sizeof(*s),
		.nregions = 2,
		.nranges = 3,
		.nrows = 3,
		.stream_size = sizeof(stream),
		.nfuncs = 2,
		.ntrusted = 1,
		.id_len = 4,
		.id = { 1, 2, 3, 4 },
	};
	s->regions[0] = (struct sc_trust_region){ 0x100, 64, 0, 2, 0 };
	s->regions[1] = (struct sc_trust_region){ 0x1000, 200, 2, 1, 0 };
	s->ranges[0] = (struct sc_trust_range){ 0, SC_TRUST_FUNCTION };
	s->ranges[1] = (struct sc_trust_range){ 16, 4 | SC_TRUST_FUNCTION |
							    SC_TRUST_FRAMED };
	s->ranges[2] = (struct sc_trust_range){ 0, 6 };
	s->rows[0] = (struct sc_trust_row){ .kind = SC_TRUST_ROW_REG,
					    .reg = 4,
					    .off = 8 };
	s->rows[1] = (struct sc_trust_row){ .kind = SC_TRUST_ROW_REG,
					    .reg = 5,
					    .off = 16,
					    .bp = SC_TRUST_BP_CFA,
					    .bp_off = -16 };
	s->rows[2] = (struct sc_trust_row){ .kind = SC_TRUST_ROW_NONE,
					    .reg = SC_TRUST_R_SP_UNKNOWN };
	memcpy(s->stream, stream, sizeof(stream));
	seal(s);
}

static int check(const struct sample *s)
{
	return sc_trust_check(s, sizeof(*s));
}

static void test_good(void **state)
{
	struct sample s;

	(void)state;
	make(&s);
	assert_int_equal(check(&s), SC_TRUST_GOOD);
	/* what follows is none of its business */
	assert_int_equal(sc_trust_check(&s, sizeof(s) + 100), SC_TRUST_GOOD);
}

static void expect(const struct sample *s, uint64_t addr, unsigned int reg,
		   uint32_t row_start, uint32_t row_end)
{
	struct sc_trust_hit hit;

	assert_int_equal(sc_trust_find(s, 0x10000, addr, &hit), 0);
	assert_int_equal(hit.verdict, SC_TRUST_TRACKED);
	assert_int_equal(hit.reason, SC_TRUST_R_NONE);
	assert_int_equal(hit.row.reg, reg);
	assert_int_equal(hit.row_start, row_start);
	assert_int_equal(hit.row_end, row_end);
}

static void test_find(void **state)
{
	struct sample s;
	struct sc_trust_hit hit;

	(void)state;
	make(&s);
	expect(&s, 0x10100, 4, 0, 4);
	expect(&s, 0x10103, 4, 0, 4);
	expect(&s, 0x10104, 5, 4, 16);
	expect(&s, 0x1010f, 5, 4, 16);
	assert_int_equal(sc_trust_find(&s, 0x10000, 0x10110, &hit), 0);
	assert_int_equal(hit.verdict, SC_TRUST_UNRELIABLE);
	assert_int_equal(hit.reason, SC_TRUST_R_SP_UNKNOWN);
	assert_int_equal(hit.start, 16);
	assert_int_equal(hit.end, 64);
	assert_true(hit.function && hit.framed);
	expect(&s, 0x11000, 5, 0, 128);
	expect(&s, 0x11000 + 127, 5, 0, 128);
	expect(&s, 0x11000 + 128, 4, 128, 136);
	expect(&s, 0x11000 + 136, 5, 136, 200);
	expect(&s, 0x11000 + 199, 5, 136, 200);
}

struct seen {
	const void *table;
	uint32_t region, at;
	unsigned int rows;
};

static void see_row(const struct sc_trust_hit *hit, void *data)
{
	struct seen *seen = data;
	struct sc_trust_hit one;

	assert_int_equal(hit->row_start, seen->at);
	for (; seen->at < hit->row_end; seen->at++) {
		sc_trust_lookup(seen->table, seen->region, seen->at, &one);
		assert_memory_equal(hit, &one, sizeof(one));
	}
	seen->rows++;
}

static void test_each_row(void **state)
{
	struct sample s;
	struct seen seen = { .table = &s };

	(void)state;
	make(&s);
	sc_trust_each_row(&s, 0, see_row, &seen);
	assert_int_equal(seen.at, 64);
	assert_int_equal(seen.rows, 3);
	seen = (struct seen){ .table = &s, .region = 1 };
	sc_trust_each_row(&s, 1, see_row, &seen);
	assert_int_equal(seen.at, 200);
	assert_int_equal(seen.rows, 3);
}

static void test_nothing_there(void **state)
{
	static const uint64_t addrs[] = { 0,	   0x100ff,    0x10140,
					  0x10fff, 0x110c8,    ~0ull,
					  0x10000, 1ull << 63, 0x100000100 };
	struct sample s;
	struct sc_trust_hit hit;

	(void)state;
	make(&s);
	for (size_t i = 0; i < sizeof(addrs) / sizeof(addrs[0]); i++) {
		assert_int_equal(sc_trust_find(&s, 0x10000, addrs[i], &hit),
				 -1);
		assert_int_equal(hit.verdict, SC_TRUST_UNRELIABLE);
		assert_int_equal(hit.reason, SC_TRUST_R_NO_TABLE);
	}
}

/* The loader writes the refs, which therefore are not in the sum. */
static void test_self_relative(void **state)
{
	struct sample s;
	uint64_t at = (uint64_t)(uintptr_t)&s.regions[1].ref;
	struct sc_trust_hit hit;

	(void)state;
	make(&s);
	s.head.flags = SC_TRUST_SELF_RELATIVE;
	seal(&s);
	s.regions[1].ref = -0x2000;
	assert_int_equal(check(&s), SC_TRUST_GOOD);
	assert_int_equal(sc_trust_find(&s, 0, at - 0x2000 + 130, &hit), 0);
	assert_int_equal(hit.region, 1);
	assert_int_equal(hit.row_start, 128);
}

static void test_by_frame(void **state)
{
	struct sample s;
	struct sc_trust_hit hit;

	(void)state;
	make(&s);
	s.rows[2].reg = SC_TRUST_R_STATE;
	seal(&s);
	assert_int_equal(check(&s), SC_TRUST_GOOD);
	sc_trust_lookup(&s, 0, 20, &hit);
	assert_int_equal(hit.verdict, SC_TRUST_BY_FRAME);
	/* the same without the frame rule */
	s.ranges[1].word &= ~SC_TRUST_FRAMED;
	sc_trust_lookup(&s, 0, 20, &hit);
	assert_int_equal(hit.verdict, SC_TRUST_UNRELIABLE);
}

/* --- lies; each but the sum's is sealed, so that it is found on its own */

#define LIE(change, error)                                                     \
	do {                                                                   \
		make(&s);                                                      \
		change;                                                        \
		seal(&s);                                                      \
		assert_int_equal(check(&s), error);                            \
	} while (0)

static void test_sizes(void **state)
{
	struct sample s;

	(void)state;
	for (size_t size = 0; size < sizeof(s); size++) {
		make(&s);
		assert_int_not_equal(sc_trust_check(&s, size), SC_TRUST_GOOD);
	}
	make(&s);
	s.head.size += 8;
	assert_int_equal(sc_trust_check(&s, sizeof(s) + 8), SC_TRUST_BAD_SIZE);
	make(&s);
	s.head.nranges = 0xffffffff;
	assert_int_equal(check(&s), SC_TRUST_BAD_SIZE);
	s.head.nranges = 3;
	s.head.nregions = 0x0aaaaaab; /* times 24 is a little over 2^32 */
	assert_int_equal(check(&s), SC_TRUST_BAD_SIZE);
	make(&s);
	s.head.stream_size = 0xfffffff0;
	assert_int_equal(check(&s), SC_TRUST_BAD_SIZE);
	make(&s);
	s.head.header_size = 80;
	assert_int_equal(check(&s), SC_TRUST_BAD_SIZE);
}

static void test_header(void **state)
{
	struct sample s;
	uint8_t *odd = malloc(sizeof(s) + 8);

	(void)state;
	LIE(s.head.magic++, SC_TRUST_BAD_MAGIC);
	LIE(s.head.version++, SC_TRUST_BAD_VERSION);
	LIE(s.head.flags = 4, SC_TRUST_BAD_VERSION);
	LIE(s.head.reserved = 1, SC_TRUST_BAD_VERSION);
	LIE(s.head.ntrusted = 3, SC_TRUST_BAD_SIZE);
	LIE(s.head.id[4] = 5, SC_TRUST_BAD_ID);
	make(&s);
	s.head.id_len = 33;
	assert_int_equal(check(&s), SC_TRUST_BAD_ID);
	make(&s);
	assert_non_null(odd);
	memcpy(odd + 4, &s, sizeof(s));
	assert_int_equal(sc_trust_check(odd + 4, sizeof(s)),
			 SC_TRUST_BAD_ALIGN);
	free(odd);
}

static void test_regions(void **state)
{
	struct sample s;

	(void)state;
	LIE(s.regions[0].size = 0, SC_TRUST_BAD_REGION);
	LIE(s.regions[0].nranges = 1, SC_TRUST_BAD_REGION);
	LIE(s.regions[1].first = 1, SC_TRUST_BAD_REGION);
	LIE(s.regions[1].nranges = 2, SC_TRUST_BAD_REGION);
	LIE(s.regions[1].nranges = 0xffffffff, SC_TRUST_BAD_REGION);
	LIE(s.regions[1].size = SC_TRUST_TEXT_MAX, SC_TRUST_BAD_REGION);
}

static void test_ranges(void **state)
{
	struct sample s;

	(void)state;
	LIE(s.ranges[0].start = 1, SC_TRUST_BAD_RANGE);
	LIE(s.ranges[1].start = 0, SC_TRUST_BAD_RANGE);
	LIE(s.ranges[1].start = 64, SC_TRUST_BAD_RANGE);
	LIE(s.ranges[1].start = 0xffffffff, SC_TRUST_BAD_RANGE);
}

static void test_rows(void **state)
{
	struct sample s;

	(void)state;
	LIE(s.rows[0].kind = SC_TRUST_NROW_KINDS, SC_TRUST_BAD_ROW);
	LIE(s.rows[0].reg = 16, SC_TRUST_BAD_ROW);
	LIE(s.rows[0].frame = SC_TRUST_NFRAMES, SC_TRUST_BAD_ROW);
	LIE(s.rows[0].bp = SC_TRUST_NBPS, SC_TRUST_BAD_ROW);
	LIE(s.rows[2].reg = SC_TRUST_R_NONE, SC_TRUST_BAD_ROW);
	LIE(s.rows[2].reg = SC_TRUST_NREASONS, SC_TRUST_BAD_ROW);
}

static void test_streams(void **state)
{
	struct sample s;

	(void)state;
	LIE(s.ranges[1].word = 16, SC_TRUST_BAD_STREAM);
	LIE(s.ranges[1].word = SC_TRUST_STREAM, SC_TRUST_BAD_STREAM);
	LIE(s.stream[1] = 3, SC_TRUST_BAD_STREAM); /* no such row */
	LIE(s.stream[2] = 0, SC_TRUST_BAD_STREAM); /* a length of nothing */
	LIE(s.stream[2] = 16, SC_TRUST_BAD_STREAM); /* up to the next range */
	LIE(s.stream[0] = 127, SC_TRUST_BAD_STREAM); /* runs out */
	LIE(memset(s.stream, 0xff, 16), SC_TRUST_BAD_STREAM);
}

/* Does a change of any one bit of each byte show? Not where the loader writes. */
static void check_sums(uint32_t flags)
{
	struct sample s;
	uint8_t *bytes = (uint8_t *)&s;

	for (size_t i = 0; i < sizeof(s); i++) {
		make(&s);
		s.head.flags = flags;
		seal(&s);
		bytes[i] ^= 0x10;
		if (flags && (i - offsetof(struct sample, regions[0]) < 4 ||
			      i - offsetof(struct sample, regions[1]) < 4))
			assert_int_equal(check(&s), SC_TRUST_GOOD);
		else
			assert_int_not_equal(check(&s), SC_TRUST_GOOD);
	}
}

static void test_sum(void **state)
{
	(void)state;
	check_sums(0);
	check_sums(SC_TRUST_SELF_RELATIVE);
}

static void test_next(void **state)
{
	struct {
		struct sample a;
		uint64_t zeros;
		struct sample b;
	} sec;
	size_t at = 0, size = 0;

	(void)state;
	make(&sec.a);
	make(&sec.b);
	sec.zeros = 0;
	assert_int_equal(sc_trust_next(&sec, sizeof(sec), &at, &size), 1);
	assert_int_equal(at, 0);
	assert_int_equal(size, sizeof(sec.a));
	/* zeros are no table: linkers only ever fill up to the alignment */
	at = sizeof(sec.a);
	assert_int_equal(sc_trust_next(&sec, sizeof(sec), &at, &size),
			 -SC_TRUST_BAD_MAGIC);
	at = sizeof(sec.a) + 5;
	assert_int_equal(sc_trust_next(&sec, sizeof(sec), &at, &size), 1);
	at += size;
	assert_int_equal(sc_trust_next(&sec, sizeof(sec), &at, &size), 0);
	sec.zeros = ~0ull;
	at = sizeof(sec.a) + 5;
	assert_int_equal(sc_trust_next(&sec, sizeof(sec), &at, &size),
			 -SC_TRUST_BAD_MAGIC);
}

static void test_words(void **state)
{
	(void)state;
	for (unsigned int i = 0; i < SC_TRUST_NREASONS; i++)
		assert_non_null(sc_trust_reason_text(i));
	for (unsigned int i = 0; i < SC_TRUST_NERRORS; i++)
		assert_non_null(sc_trust_error_text(i));
	assert_string_equal(sc_trust_reason_text(1000), "unknown");
	assert_string_equal(sc_trust_error_text(1000), "unknown");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_good),
		cmocka_unit_test(test_find),
		cmocka_unit_test(test_each_row),
		cmocka_unit_test(test_nothing_there),
		cmocka_unit_test(test_self_relative),
		cmocka_unit_test(test_by_frame),
		cmocka_unit_test(test_sizes),
		cmocka_unit_test(test_header),
		cmocka_unit_test(test_regions),
		cmocka_unit_test(test_ranges),
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_streams),
		cmocka_unit_test(test_sum),
		cmocka_unit_test(test_next),
		cmocka_unit_test(test_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
