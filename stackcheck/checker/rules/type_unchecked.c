// SPDX-License-Identifier: GPL-2.0-only
/* An indirect branch that does not compare the type of what it goes to. */
#include "stackcheck/checker/report_finding.h"
#include "stackcheck/checker/rules/rule.h"

static void check_type_unchecked(struct sc_checker *c,
				 const struct sc_event *event)
{
	const char *what = sc_code_op_is(event->code, event->i, SC_P_CALL)
				   ? "call"
				   : "jump";

	sc_report(c, event, "indirect %s without a check of the type", what);
}

const struct sc_rule sc_rule_type_unchecked = {
	.id = SC_RULE_TYPE_UNCHECKED,
	.events = SC_EV_UNCHECKED,
	.modes = SC_IN_BOTH,
	.mitigations = SC_KCFI,
	.check = check_type_unchecked,
};
