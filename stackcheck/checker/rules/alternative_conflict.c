// SPDX-License-Identifier: GPL-2.0-only
/*
 * One table serves all alternatives, so they need the same row everywhere.
 * check_alternatives.c compares the rows.
 */
#include "stackcheck/checker/report_finding.h"
#include "stackcheck/checker/rules/rule.h"

static void check_alternative_conflict(struct sc_checker *c,
				       const struct sc_event *event)
{
	sc_report(c, event,
		  "alternatives leave different stacks at the same address");
}

const struct sc_rule sc_rule_alternative_conflict = {
	.id = SC_RULE_ALTERNATIVE_CONFLICT,
	.events = SC_EV_ALTERNATIVE,
	.modes = SC_IN_BOTH,
	.check = check_alternative_conflict,
};
