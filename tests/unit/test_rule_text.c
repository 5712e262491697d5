// SPDX-License-Identifier: GPL-2.0-only
#include "tests/unit/test.h"

#include "stackcheck/checker/rules/rule.h"
#include "stackcheck/report/rule_text.h"
#include "stackcheck/trust.h"

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

/* The list of rules, the table of them and the documents name the same. */
static void every_rule_is_there(void **state)
{
	(void)state;
	assert_int_equal(sc_rule_text_count, SC_NRULES);
	for (unsigned int i = 0; i < SC_NRULES; i++) {
		const char *name = sc_rule_name(i);

		assert_int_equal(sc_rules[i]->id, i);
		assert_non_null(sc_rule_text_find(name));
		assert_string_equal(sc_trust_reason_text(SC_TRUST_R_OF_RULE(i)),
				    name);
	}
}

/* Tables that were made before hold these numbers. */
static void reasons_are_for_ever(void **state)
{
	(void)state;
	assert_int_equal(SC_TRUST_R_OTHER, 10);
	assert_int_equal(SC_TRUST_R_ALTERNATIVE_CONFLICT, 11);
	assert_int_equal(SC_TRUST_R_HINT_MISMATCH, 20);
	assert_int_equal(SC_TRUST_R_RET_OUTSIDE, 25);
	assert_int_equal(SC_TRUST_R_SP_UNKNOWN, 30);
	assert_int_equal(SC_TRUST_R_UNREACHABLE, 35);
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
		cmocka_unit_test(every_rule_is_there),
		cmocka_unit_test(reasons_are_for_ever),
		cmocka_unit_test(slips_are_understood),
		cmocka_unit_test(nonsense_is_near_to_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
