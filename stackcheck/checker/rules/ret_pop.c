// SPDX-License-Identifier: GPL-2.0-only
/* A return that takes more than its address off the caller's stack. */
#include "stackcheck/checker/report_finding.h"
#include "stackcheck/checker/rules/rule.h"

static void check_ret_pop(struct sc_checker *c, const struct sc_event *event)
{
	if (event->exit == SC_EXIT_RETURN &&
	    sc_event_insn(event).op == SC_OP_RET &&
	    (sc_event_insn(event).flags & SC_F_NARROW))
		sc_report(c, event, "return to a 16-bit address");
	else if (event->exit == SC_EXIT_RETURN &&
		 sc_event_insn(event).op == SC_OP_RET &&
		 sc_event_insn(event).val)
		sc_report(c, event,
			  "return takes %d more bytes off the caller's stack",
			  sc_event_insn(event).val);
}

const struct sc_rule sc_rule_ret_pop = {
	.id = SC_RULE_RET_POP,
	.events = SC_EV_EXIT,
	.modes = SC_IN_BOTH,
	.check = check_ret_pop,
};
