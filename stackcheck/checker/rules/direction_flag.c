// SPDX-License-Identifier: GPL-2.0-only
/* The psABI has the direction flag clear at every call and return. */
#include "stackcheck/checker/report_finding.h"
#include "stackcheck/checker/rules/rule.h"

static void check_direction_flag(struct sc_checker *c,
				 const struct sc_event *event)
{
	if (!sc_is_callable(c, event))
		return;
	if (event->kind == SC_EV_INSN) {
		if (sc_event_insn(event).op == SC_OP_STD && event->st->df)
			sc_report(c, event,
				  "sets the direction flag a second time");
		return;
	}
	if (!event->st->df)
		return;
	if (event->kind == SC_EV_CALL)
		sc_report(c, event, "call with the direction flag set");
	else if (sc_is_way_out(event))
		sc_report(c, event, "leaves with the direction flag set");
}

const struct sc_rule sc_rule_direction_flag = {
	.id = SC_RULE_DIRECTION_FLAG,
	.events = SC_EV_CALL | SC_EV_EXIT | SC_EV_INSN,
	.modes = SC_IN_BOTH,
	.check = check_direction_flag,
};
