// SPDX-License-Identifier: GPL-2.0-only
#include "tests/unit/test.h"

#include "stackcheck/checker/result.h"
#include "stackcheck/util/string_set.h"

static void add(struct sc_result *res, const char *section, uint64_t off,
		const char *rule)
{
	struct sc_place place = {
		.section = section,
		.function = "f",
		.section_off = off,
		.function_off = off,
	};

	sc_result_add_finding(res, rule, SC_WARNING, &place, "at %d", (int)off);
}

static void strings_are_kept_once(void **state)
{
	struct sc_strings *set = sc_strings_new();
	const char *first[300];
	char text[16];

	(void)state;
	for (int i = 0; i < 300; i++) {
		snprintf(text, sizeof(text), "name%d", i);
		first[i] = sc_strings_intern(set, text);
		assert_string_equal(first[i], text);
	}
	for (int i = 0; i < 300; i++) {
		snprintf(text, sizeof(text), "name%d", i);
		assert_ptr_equal(sc_strings_intern(set, text), first[i]);
	}
	assert_string_equal(sc_strings_intern(set, ""), "");
	sc_strings_free(set);
}

static void findings_keep_what_they_were_given(void **state)
{
	char section[] = ".text", function[] = "f", file[] = "a.c";
	struct sc_place place = { section, function, 7, 3, file, 12, 0 };
	struct sc_result res;
	struct sc_finding *f;

	(void)state;
	assert_int_equal(sc_result_init(&res, "x.o"), 0);
	sc_result_add_finding(&res, "ret-pop", SC_ERROR, &place, "pops %d", 16);
	sc_result_add_note(&res, "note ", "one");
	sc_result_add_note(&res, "note two", "");
	memset(section, '?', 5);
	memset(function, '?', 1);
	memset(file, '?', 3);
	assert_int_equal(res.nfindings, 1);
	f = &res.findings[0];
	assert_string_equal(f->rule, "ret-pop");
	assert_string_equal(f->section, ".text");
	assert_string_equal(f->function, "f");
	assert_string_equal(f->file, "a.c");
	assert_string_equal(f->message, "pops 16");
	assert_int_equal(f->nnotes, 2);
	assert_string_equal(f->notes[0], "note one");
	assert_string_equal(f->notes[1], "note two");
	assert_int_equal(f->line, 12);
	assert_int_equal(f->section_off, 7);
	assert_int_equal(f->function_off, 3);
	sc_result_free(&res);
}

static void a_note_without_a_finding_is_dropped(void **state)
{
	struct sc_result res;

	(void)state;
	assert_int_equal(sc_result_init(&res, "x.o"), 0);
	sc_result_add_note(&res, "lost", "");
	assert_int_equal(res.nfindings, 0);
	sc_result_free(&res);
}

static void sorted_by_section_then_offset(void **state)
{
	struct sc_result res;

	(void)state;
	assert_int_equal(sc_result_init(&res, "x.o"), 0);
	add(&res, ".text", 9, "a");
	add(&res, ".init.text", 5, "a");
	add(&res, ".text", 2, "b");
	add(&res, ".text", 2, "a");
	sc_result_sort(&res);
	assert_string_equal(res.findings[0].section, ".init.text");
	assert_string_equal(res.findings[1].rule, "a");
	assert_int_equal(res.findings[1].section_off, 2);
	assert_string_equal(res.findings[2].rule, "b");
	assert_int_equal(res.findings[3].section_off, 9);
	sc_result_free(&res);
}

static void merging_moves_everything(void **state)
{
	struct sc_result to, from;

	(void)state;
	assert_int_equal(sc_result_init(&to, "x.o"), 0);
	assert_int_equal(sc_result_init(&from, "part"), 0);
	add(&to, ".text", 1, "a");
	add(&from, ".text", 2, "b");
	sc_result_add_note(&from, "its note", "");
	sc_result_add_assumed_noreturn(&from, "stop");
	from.functions = 3;
	from.instructions = 30;
	sc_result_merge(&to, &from);
	assert_int_equal(from.nfindings, 0);
	assert_int_equal(from.functions, 0);
	sc_result_free(&from);
	assert_int_equal(to.nfindings, 2);
	assert_string_equal(to.findings[1].section, ".text");
	assert_string_equal(to.findings[1].notes[0], "its note");
	assert_string_equal(to.assumed_noreturn[0], "stop");
	assert_int_equal(to.functions, 3);
	assert_int_equal(to.instructions, 30);
	assert_string_equal(to.path, "x.o");
	sc_result_free(&to);
}

static int is_even(void *ctx, struct sc_finding *f)
{
	(void)ctx;
	return f->section_off % 2 == 0;
}

static void filtering_and_adding_again(void **state)
{
	struct sc_result res;

	(void)state;
	assert_int_equal(sc_result_init(&res, "x.o"), 0);
	for (uint64_t i = 0; i < 9; i++)
		add(&res, ".text", i, "a");
	sc_result_filter(&res, 0, is_even, NULL);
	assert_int_equal(res.nfindings, 5);
	for (uint64_t i = 0; i < 9; i++)
		add(&res, ".text", 100 + i, "a");
	assert_int_equal(res.nfindings, 14);
	assert_int_equal(res.findings[4].section_off, 8);
	assert_int_equal(res.findings[13].section_off, 108);
	sc_result_reset(&res);
	assert_int_equal(res.nfindings, 0);
	assert_string_equal(res.path, "x.o");
	add(&res, ".text", 1, "a");
	sc_result_free(&res);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(strings_are_kept_once),
		cmocka_unit_test(findings_keep_what_they_were_given),
		cmocka_unit_test(a_note_without_a_finding_is_dropped),
		cmocka_unit_test(sorted_by_section_then_offset),
		cmocka_unit_test(merging_moves_everything),
		cmocka_unit_test(filtering_and_adding_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
