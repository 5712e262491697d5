// SPDX-License-Identifier: GPL-2.0-only
#include "tests/unit/test.h"

#include "stackcheck/report/rule_text.h"

static void texts_are_sorted_and_complete(void **state)
{
	(void)state;
	assert_true(sc_rule_text_count > 20);
	assert_null(sc_rule_texts[sc_rule_text_count].id);
	for (size_t i = 0; i < sc_rule_text_count; i++) {
		const struct sc_rule_text *rule = &sc_rule_texts[i];
		size_t len;

		if (i)
			assert_true(strcmp(rule[-1].id, rule->id) < 0);
		assert_ptr_equal(sc_rule_text_find(rule->id), rule);
		sc_rule_text_summary(rule, &len);
		assert_in_range(len, 10, 80);
		assert_non_null(strstr(rule->text, "\n## Meaning\n"));
		assert_non_null(strstr(rule->text, "\n## Bad\n"));
		assert_non_null(strstr(rule->text, "\n## Mended\n"));
	}
}

static void assert_nearest(const char *typed, const char *id)
{
	const struct sc_rule_text *rule = sc_rule_text_nearest(typed);

	assert_non_null(rule);
	assert_string_equal(rule->id, id);
}

static void slips_are_understood(void **state)
{
	(void)state;
	assert_nearest("frame-mising", "frame-missing");
	assert_nearest("retpop", "ret-pop");
	assert_nearest("slot", "slot-overwritten");
	assert_nearest("direction", "direction-flag");
}

static void nonsense_is_near_to_nothing(void **state)
{
	(void)state;
	assert_null(sc_rule_text_nearest(""));
	assert_null(sc_rule_text_nearest("qqqqqqqqqq"));
	assert_null(sc_rule_text_nearest(
		"a word that is much longer than the name of any rule there"));
	assert_null(sc_rule_text_find("frame"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts_are_sorted_and_complete),
		cmocka_unit_test(slips_are_understood),
		cmocka_unit_test(nonsense_is_near_to_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
