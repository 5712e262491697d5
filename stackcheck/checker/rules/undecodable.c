// SPDX-License-Identifier: GPL-2.0-only
/* Bytes on a path that are no instruction. */
#include "stackcheck/checker/report_finding.h"
#include "stackcheck/checker/rules/rule.h"

static void check_undecodable(struct sc_checker *c,
			      const struct sc_event *event)
{
	if (sc_code_op_is(event->code, event->i, SC_P_NO_INSN))
		sc_report(c, event, "these bytes are no instruction");
}

const struct sc_rule sc_rule_undecodable = {
	.id = SC_RULE_UNDECODABLE,
	.events = SC_EV_INSN,
	.modes = SC_IN_BOTH,
	.check = check_undecodable,
};
