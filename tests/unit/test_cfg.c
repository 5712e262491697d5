// SPDX-License-Identifier: GPL-2.0-only
/* Functions, instructions, groups and the call graph of small objects. */
#include "tests/unit/test.h"

#include "stackcheck/cfg/cfg.h"
#include "tests/unit/sample.h"

static void functions_and_instructions(void **state)
{
	/* push %rbp; mov %rsp,%rbp; pop %rbp; ret, and a bare ret */
	static const struct sample_code code[] = {
		SAMPLE_CODE("one", "\x55\x48\x89\xe5\x5d\xc3"),
		SAMPLE_CODE("two", "\xc3"),
	};
	const struct sc_object *obj;
	struct sample s;

	(void)state;
	sample_open(&s, code, 2);
	obj = s.analysis->obj;
	assert_int_equal(obj->nfuncs, 2);
	assert_string_equal(obj->funcs[0].name, "one");
	assert_int_equal(obj->funcs[0].ninsns, 4);
	assert_int_equal(obj->funcs[1].start, 6);
	assert_int_equal(obj->funcs[1].first, 4);
	assert_int_equal(obj->ninsns, 5);
	assert_int_equal(obj->ngroups, 2);
	assert_int_equal(obj->ncalls, 0);
	assert_ptr_equal(sc_func_at(obj, obj->funcs[0].sec, 5), obj->funcs);
	assert_ptr_equal(sc_func_at(obj, obj->funcs[0].sec, 6), obj->funcs + 1);
	assert_null(sc_func_at(obj, obj->funcs[0].sec, 7));
	sample_close(&s);
}

static void a_jump_into_the_middle_makes_one_group(void **state)
{
	/* nop; nop; ret, and a jump to its second nop */
	static const struct sample_code code[] = {
		SAMPLE_CODE("one", "\x90\x90\xc3"),
		SAMPLE_CODE("two", "\xeb\xfc"),
		SAMPLE_CODE("three", "\xeb\xf9"), /* to the first byte of one */
	};
	const struct sc_object *obj;
	struct sample s;

	(void)state;
	sample_open(&s, code, 3);
	obj = s.analysis->obj;
	assert_int_equal(obj->ngroups, 2);
	assert_int_equal(obj->funcs[0].group, obj->funcs[1].group);
	assert_int_not_equal(obj->funcs[0].group, obj->funcs[2].group);
	sample_close(&s);
}

static void a_call_is_in_the_call_graph_once(void **state)
{
	/* call one; call one; ret */
	static const struct sample_code code[] = {
		SAMPLE_CODE("one", "\xc3"),
		SAMPLE_CODE("two", "\xe8\xfa\xff\xff\xff"
				   "\xe8\xf5\xff\xff\xff"
				   "\xc3"),
	};
	const struct sc_object *obj;
	struct sample s;

	(void)state;
	sample_open(&s, code, 2);
	obj = s.analysis->obj;
	assert_true(obj->funcs[0].called);
	assert_false(obj->funcs[1].called);
	assert_int_equal(obj->ncalls, 1);
	assert_int_equal(obj->calls[0].group, obj->funcs[1].group);
	sample_close(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(functions_and_instructions),
		cmocka_unit_test(a_jump_into_the_middle_makes_one_group),
		cmocka_unit_test(a_call_is_in_the_call_graph_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
