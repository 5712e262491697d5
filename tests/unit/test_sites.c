// SPDX-License-Identifier: GPL-2.0-only
/* Tables of places in code, of objects of a few functions. */
#include "tests/unit/test.h"

#include "stackcheck/sites/find_seals.h"
#include "stackcheck/sites/find_sites.h"
#include "stackcheck/sites/prefix_symbols.h"
#include "stackcheck/sites/site_sections.h"
#include "tests/unit/sample.h"

#define ENDBR "\xf3\x0f\x1e\xfa"
#define RET "\xc3"
#define CALL_BEFORE "\xe8\xf6\xff\xff\xff" /* of what lies 5 bytes before */

static const struct sample_code two[] = {
	SAMPLE_CODE("first", ENDBR RET),
	SAMPLE_CODE("second", ENDBR "\x90\x90\x90\x90\x90" RET),
};

static void test_seals(void **state)
{
	struct sc_sites sites = { 0 };
	struct sample s;

	(void)state;
	sample_open(&s, two, 2);
	assert_int_equal(sc_seals_find(s.analysis->obj, &sites), 0);
	assert_int_equal(sites.table[SC_SITES_SEAL].n, 2);
	assert_int_equal(sites.table[SC_SITES_SEAL].list[0].off, 0);
	assert_int_equal(sites.table[SC_SITES_SEAL].list[1].off, 5);
	sc_sites_free(&sites);
	sample_close(&s);
}

/* endbr; ret -- lea first(%rip), %rax; ret */
static void test_taken(void **state)
{
	static const struct sample_code taken[] = {
		SAMPLE_CODE("first", ENDBR RET),
		SAMPLE_CODE("second", "\x48\x8d\x05\xf4\xff\xff\xff" RET),
	};
	struct sc_sites sites = { 0 };
	struct sample s;

	(void)state;
	sample_open(&s, taken, 2);
	assert_int_equal(sc_seals_find(s.analysis->obj, &sites), 0);
	assert_int_equal(sites.table[SC_SITES_SEAL].n, 0);
	sc_sites_free(&sites);
	sample_close(&s);
}

static void test_calls(void **state)
{
	static const struct sample_code calls[] = {
		SAMPLE_CODE("first", RET),
		SAMPLE_CODE("second", "\x90\x90\x90\x90" CALL_BEFORE RET),
	};
	const struct sc_sites_wanted wanted = { .module = true };
	struct sc_site_names names;
	struct sc_sites sites = { 0 };
	struct sample s;

	(void)state;
	sample_open(&s, calls, 2);
	assert_int_equal(sc_site_names_find(&names, s.img), 0);
	assert_int_equal(
		sc_sites_find(s.analysis->obj, &names, &wanted, &sites), 0);
	assert_int_equal(sites.table[SC_SITES_CALL].n, 1);
	assert_int_equal(sites.table[SC_SITES_RETURN].n, 0);
	sc_sites_free(&sites);
	sc_site_names_free(&names);
	sample_close(&s);
}

static void test_room(void **state)
{
	static const struct sample_code padded[] = {
		SAMPLE_CODE("first", RET "\x90\x90\x0f\x1f\x00"),
		SAMPLE_CODE("second", RET),
	};
	const struct sc_func *f;
	struct sample s;

	(void)state;
	sample_open(&s, padded, 2);
	f = &s.analysis->obj->funcs[s.analysis->obj->nplain - 1];
	assert_true(sc_has_room(s.analysis->obj, f->sec, f->start, 5));
	assert_true(sc_has_room(s.analysis->obj, f->sec, f->start, 3));
	assert_false(sc_has_room(s.analysis->obj, f->sec, f->start, 2));
	assert_false(sc_has_room(s.analysis->obj, f->sec, f->start, 6));
	assert_false(sc_has_room(s.analysis->obj, f->sec, f->start, 99));
	sample_close(&s);
}

static void test_names(void **state)
{
	(void)state;
	assert_true(sc_is_site_section(".call_sites"));
	assert_false(sc_is_site_section(".text"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_seals), cmocka_unit_test(test_taken),
		cmocka_unit_test(test_calls), cmocka_unit_test(test_room),
		cmocka_unit_test(test_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
