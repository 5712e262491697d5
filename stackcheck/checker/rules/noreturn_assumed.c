// SPDX-License-Identifier: GPL-2.0-only
/*
 * A function that returns, and code that was checked as if it did not. It takes
 * the code of both to see that. So no event shows it: those that know several
 * objects call sc_report_assumed().
 */
#include "stackcheck/checker/rules/noreturn_assumed.h"
#include "stackcheck/checker/rules/rule.h"

void sc_report_assumed(struct sc_result *res, const struct sc_place *place,
		       const struct sc_assumed_use *use)
{
	const char *rule = sc_rule_name(SC_RULE_NORETURN_ASSUMED);
	const char *user = use->user ? use->user : "this code";

	if (use->made)
		sc_result_add_finding(
			res, rule, SC_WARNING, place,
			"%s() returns, but %s is made as if it did not",
			use->callee, user);
	else
		sc_result_add_finding(
			res, rule, SC_WARNING, place,
			"%s() returns, but %s%s%s was checked on the assumption that it does not",
			use->callee, user, use->path ? " in " : "",
			use->path ? use->path : "");
}

const struct sc_rule sc_rule_noreturn_assumed = {
	.id = SC_RULE_NORETURN_ASSUMED,
	.modes = SC_IN_BOTH,
};
