// SPDX-License-Identifier: GPL-2.0-only
/* From states to findings, and from findings to functions that do not return. */
#include "tests/unit/test.h"

#include "stackcheck/checker/checker.h"
#include "tests/unit/sample.h"

/* One function of these bytes has one finding, of @rule ("": none). */
static void finds(const char *bytes, size_t size, const char *rule)
{
	const struct sample_code code = { "sample", bytes, size };
	struct sample s;

	sample_open(&s, &code, 1);
	sample_check(&s);
	assert_string_equal(sample_rule(&s, 0), rule);
	assert_string_equal(sample_rule(&s, 1), "");
	sample_close(&s);
}

#define FINDS(bytes, rule) finds(bytes, sizeof(bytes) - 1, rule)

static void each_event_has_its_rule(void **state)
{
	(void)state;
	FINDS("\x50\x58\xc3", "");
	FINDS("\x50\xc3", "return-modified");
	FINDS("\x31\xdb\xc3", "callee-saved");
	FINDS("\xfd\xc3", "direction-flag");
	FINDS("\xeb\xfe\x31\xc0\xc3", "unreachable");
	FINDS("\x90\x90", "fallthrough");
}

static void a_message_counts(void **state)
{
	const struct sample_code code = SAMPLE_CODE("sample", "\x50\xc3");
	struct sample s;

	(void)state;
	sample_open(&s, &code, 1);
	sample_check(&s);
	assert_int_equal(s.res.nfindings, 1);
	assert_string_equal(s.res.findings[0].message,
			    "return with 8 bytes still on the stack");
	assert_int_equal(s.res.findings[0].function_off, 1);
	sample_close(&s);
}

/* A callee that loops for ever: behind its call nothing is missing. */
static void a_callee_that_does_not_return(void **state)
{
	static const struct sample_code code[] = {
		SAMPLE_CODE("hang", "\xeb\xfe"),
		SAMPLE_CODE("caller", "\xe8\xf9\xff\xff\xff"),
		SAMPLE_CODE("its_caller", "\xe8\xf6\xff\xff\xff"),
	};
	struct sample s;

	(void)state;
	sample_open(&s, code, 3);
	sample_check(&s);
	assert_string_equal(sample_rule(&s, 0), "");
	for (uint32_t i = 0; i < 3; i++) {
		assert_int_equal(s.analysis->func_noreturn[i],
				 SC_NORETURN_SEEN);
		assert_false(
			s.analysis->returns[s.analysis->obj->funcs[i].group]);
	}
	sample_close(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_event_has_its_rule),
		cmocka_unit_test(a_message_counts),
		cmocka_unit_test(a_callee_that_does_not_return),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
