// SPDX-License-Identifier: GPL-2.0-only
/* Code that runs past the end of its function. */
#include "stackcheck/checker/rules/rule.h"

static void check(struct sc_judge *j, const struct sc_site *site)
{
	const char *next;

	if (site->exit != SC_EXIT_FALL || !sc_is_callable(j, site))
		return;
	next = sc_target_name(sc_judge_object(j), site->to);
	if (next[0])
		sc_report(j, site, "falls through to %s()", next);
	else
		sc_report(j, site, "runs past the end of its function");
}

const struct sc_rule sc_rule_fallthrough = {
	.id = SC_RULE_FALLTHROUGH,
	.events = SC_EV_EXIT,
	.modes = SC_IN_BOTH,
	.check = check,
};
