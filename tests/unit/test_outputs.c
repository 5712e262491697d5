// SPDX-License-Identifier: GPL-2.0-only
/* What is made of the states: ORC entries, trust tables, the annotated listing. */
#include "tests/unit/test.h"

#include "stackcheck/listing/listing.h"
#include "stackcheck/listing/select.h"
#include "stackcheck/orc/generate.h"
#include "stackcheck/trust.h"
#include "stackcheck/trust/table.h"
#include "tests/unit/sample.h"
#include "stackcheck/trust/write.h"

/* push %rbx; pop %rbx; ret */
static const struct sample_code code[] = {
	SAMPLE_CODE("sample", "\x53\x5b\xc3"),
};

static void orc_of_a_push_and_a_pop(void **state)
{
	static const int offsets[] = { 8, 16, 8 };
	struct sc_orc_entry *e = NULL;
	struct sample s;
	size_t n = 0;

	(void)state;
	sample_open(&s, code, 1);
	sample_check(&s);
	assert_int_equal(sc_orc_make(s.analysis, &e, &n), 0);
	assert_int_equal(n, 4); /* and the end */
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(e[i].off, i);
		assert_int_equal(e[i].sp_reg, SC_ORC_REG_SP);
		assert_int_equal(e[i].sp_offset, offsets[i]);
		assert_int_equal(e[i].type, SC_ORC_TYPE_CALL);
	}
	assert_int_equal(e[3].off, 3);
	assert_int_equal(e[3].sp_reg, SC_ORC_REG_UNDEFINED);
	free(e);
	sample_close(&s);
}

/* Room before a function is as its first byte; behind another it is nothing. */
static void padding_has_the_row_of_the_entry(void **state)
{
	static const struct sample_code padded[] = {
		SAMPLE_CODE("__pfx_sample", "\x90\x90"),
		SAMPLE_CODE("sample", "\x53\x5b\xc3"),
		SAMPLE_CODE("__pfx_none", "\x90\x90"),
	};
	struct sc_orc_entry *e = NULL;
	struct sample s;
	size_t n = 0;

	(void)state;
	sample_open(&s, padded, 3);
	sample_check(&s);
	assert_int_equal(sc_orc_make(s.analysis, &e, &n), 0);
	assert_int_equal(n, 4);
	assert_int_equal(e[0].off, 0);
	assert_int_equal(e[0].sp_reg, SC_ORC_REG_SP);
	assert_int_equal(e[0].sp_offset, 8);
	assert_int_equal(e[1].off, 3);
	assert_int_equal(e[3].off, 5);
	assert_int_equal(e[3].sp_reg, SC_ORC_REG_UNDEFINED);
	free(e);
	sample_close(&s);
}

/* The row of the table of @s at @off of its text. */
static unsigned int kind_at(struct sample *s, uint32_t off)
{
	struct sc_trust_table table = { 0 };
	struct sc_error err = { "" };
	struct sc_trust_hit hit = { 0 };

	if (sc_trust_make(s->analysis, &s->res, NULL, &table, &err))
		fail_msg("%s", err.text);
	assert_int_equal(sc_trust_lookup(table.bytes, 0, off, &hit), 0);
	sc_trust_table_free(&table);
	return hit.row.kind;
}

static void padding_has_a_row_in_trust_tables(void **state)
{
	static const struct sample_code padded[] = {
		SAMPLE_CODE("__cfi_sample", "\x90\x90"),
		SAMPLE_CODE("sample", "\x53\x5b\xc3"),
		SAMPLE_CODE("__pfx_leak", "\x90\x90"),
		SAMPLE_CODE("leak", "\x50\xc3"),
	};
	struct sample s;

	(void)state;
	sample_open(&s, padded, 4);
	sample_check(&s);
	assert_int_equal(kind_at(&s, 0), SC_TRUST_ROW_REG);
	assert_int_equal(kind_at(&s, 1), SC_TRUST_ROW_REG);
	assert_int_equal(kind_at(&s, 5), SC_TRUST_ROW_NONE);
	sample_close(&s);
}

/* The table of @code: @trusted of its one function. */
static void table_of(const struct sample_code *one, uint32_t trusted)
{
	struct sc_trust_table table = { 0 };
	struct sc_error err = { "" };
	const struct sc_trust_header *h;
	struct sample s;
	size_t at = 0, size = 0;

	sample_open(&s, one, 1);
	sample_check(&s);
	if (sc_trust_make(s.analysis, &s.res, NULL, &table, &err))
		fail_msg("%s", err.text);
	assert_int_equal(sc_trust_next(table.bytes, table.size, &at, &size), 1);
	assert_int_equal(at, 0);
	assert_int_equal(size, table.size);
	h = (const struct sc_trust_header *)table.bytes;
	assert_int_equal(h->nregions, 1);
	assert_int_equal(h->nfuncs, 1);
	assert_int_equal(h->ntrusted, trusted);
	sc_trust_table_free(&table);
	sample_close(&s);
}

static void a_finding_takes_trust_away(void **state)
{
	const struct sample_code leak = SAMPLE_CODE("leak", "\x50\xc3");

	(void)state;
	table_of(code, 1);
	table_of(&leak, 0);
}

static void a_listing_has_each_instruction(void **state)
{
	static const char *const words[] = { "sample", "push", "pop", "ret" };
	struct sc_listing_options opt = { 0 };
	struct sc_error err = { "" };
	char *text = NULL, *at;
	size_t size, found = 1;
	struct sample s;

	(void)state;
	sample_open(&s, code, 1);
	sample_check(&s);
	opt.out = open_memstream(&text, &size);
	assert_non_null(opt.out);
	if (sc_listing_print(s.analysis, &s.res, &opt, &found, &err))
		fail_msg("%s", err.text);
	fclose(opt.out);
	assert_int_equal(found, 0);
	at = text;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		at = strstr(at, words[i]);
		if (!at)
			fail_msg("no '%s' in its place:\n%s", words[i], text);
	}
	free(text);
	sample_close(&s);
}

static void a_name_selects(void **state)
{
	uint8_t wanted[1] = { 0 };
	struct sample s;

	(void)state;
	sample_open(&s, code, 1);
	assert_int_equal(sc_listing_select(s.analysis->obj, "none", wanted), 0);
	assert_int_equal(sc_listing_select(s.analysis->obj, "sample", wanted),
			 1);
	assert_int_equal(wanted[0], 1);
	assert_string_equal(sc_listing_nearest(s.analysis->obj, "sampel"),
			    "sample");
	sample_close(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(orc_of_a_push_and_a_pop),
		cmocka_unit_test(padding_has_the_row_of_the_entry),
		cmocka_unit_test(padding_has_a_row_in_trust_tables),
		cmocka_unit_test(a_finding_takes_trust_away),
		cmocka_unit_test(a_listing_has_each_instruction),
		cmocka_unit_test(a_name_selects),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
