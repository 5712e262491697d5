// SPDX-License-Identifier: GPL-2.0-only
/* Code that no instrumentation may come into leads to code that is open to it. */
#include "stackcheck/cfg/targets.h"
#include "stackcheck/checker/report_finding.h"
#include "stackcheck/checker/rules/rule.h"

static void check_noinstr(struct sc_checker *c, const struct sc_event *event)
{
	const struct sc_object *obj = sc_checker_object(c);
	const char *verb = sc_code_op_is(event->code, event->i, SC_P_CALL)
				   ? "calls"
				   : "jumps to";

	if (event->noinstr == SC_NOINSTR_RETURNS)
		sc_report(c, event,
			  "leaves noinstr code with instrumentation allowed");
	else if (*sc_target_name(obj, event->to))
		sc_report(c, event, "noinstr code %s %s, which is none", verb,
			  sc_target_name(obj, event->to));
	else
		sc_report(c, event, "noinstr code %s an unknown place", verb);
}

const struct sc_rule sc_rule_noinstr = {
	.id = SC_RULE_NOINSTR,
	.events = SC_EV_NOINSTR,
	.modes = SC_IN_BOTH,
	.mitigations = SC_NOINSTR,
	.check = check_noinstr,
};
