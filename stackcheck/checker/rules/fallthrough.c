// SPDX-License-Identifier: GPL-2.0-only
/* Code that runs past the end of its function. */
#include "stackcheck/cfg/targets.h"
#include "stackcheck/checker/report_finding.h"
#include "stackcheck/checker/rules/rule.h"

static void check_fallthrough(struct sc_checker *c,
			      const struct sc_event *event)
{
	const char *next;

	if (event->exit != SC_EXIT_FALL || !sc_is_callable(c, event))
		return;
	next = sc_target_name(sc_checker_object(c), event->to);
	if (next[0])
		sc_report(c, event, "falls through to %s()", next);
	else
		sc_report(c, event, "runs past the end of its function");
}

const struct sc_rule sc_rule_fallthrough = {
	.id = SC_RULE_FALLTHROUGH,
	.events = SC_EV_EXIT,
	.modes = SC_IN_BOTH,
	.check = check_fallthrough,
};
