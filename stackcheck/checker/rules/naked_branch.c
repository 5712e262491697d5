// SPDX-License-Identifier: GPL-2.0-only
/* An indirect branch that goes through no thunk. */
#include "stackcheck/cfg/section_kind.h"
#include "stackcheck/checker/report_finding.h"
#include "stackcheck/checker/rules/rule.h"

static void check_naked_branch(struct sc_checker *c,
			       const struct sc_event *event)
{
	const char *section =
		sc_checker_object(c)->img->secs[event->func->sec].name;

	if (sc_event_insn(event).op == SC_OP_RET ||
	    sc_section_is_init(section, c->mitigations & SC_IN_MODULE))
		return;
	sc_report(c, event, "indirect %s without a thunk",
		  sc_code_op_is(event->code, event->i, SC_P_CALL) ? "call"
								  : "jump");
}

const struct sc_rule sc_rule_naked_branch = {
	.id = SC_RULE_NAKED_BRANCH,
	.events = SC_EV_BRANCH,
	.modes = SC_IN_BOTH,
	.mitigations = SC_RETPOLINE,
	.check = check_naked_branch,
};
