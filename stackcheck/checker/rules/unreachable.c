// SPDX-License-Identifier: GPL-2.0-only
/* Code of a function that no path reaches, and that nothing proves. */
#include "stackcheck/checker/rules/rule.h"

static void check(struct sc_judge *j, const struct sc_site *site)
{
	const struct sc_object *obj = sc_judge_object(j);

	/* of a cold part all alone cold-orphan speaks */
	if (site->func->kind == SC_FUNC_CALLABLE ||
	    (site->func->kind == SC_FUNC_COLD &&
	     obj->groups[site->func->group].nfuncs > 1))
		sc_report(j, site, "no path reaches this instruction");
}

const struct sc_rule sc_rule_unreachable = {
	.id = SC_RULE_UNREACHABLE,
	.events = SC_EV_UNREACHED,
	.modes = SC_IN_BOTH,
	.check = check,
};
