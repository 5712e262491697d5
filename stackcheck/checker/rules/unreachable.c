// SPDX-License-Identifier: GPL-2.0-only
/* Code of a function that no path reaches, and that nothing proves. */
#include "stackcheck/checker/report_finding.h"
#include "stackcheck/checker/rules/rule.h"

static void check_unreachable(struct sc_checker *c,
			      const struct sc_event *event)
{
	const struct sc_object *obj = sc_checker_object(c);

	/* of a cold part all alone cold-orphan speaks */
	if (event->func->kind == SC_FUNC_CALLABLE ||
	    (event->func->kind == SC_FUNC_COLD &&
	     obj->groups[event->func->group].nfuncs > 1))
		sc_report(c, event, "no path reaches this instruction");
}

const struct sc_rule sc_rule_unreachable = {
	.id = SC_RULE_UNREACHABLE,
	.events = SC_EV_UNREACHED,
	.modes = SC_IN_BOTH,
	.check = check_unreachable,
};
