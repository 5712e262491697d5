// SPDX-License-Identifier: GPL-2.0-only
/* A return that goes through no thunk. */
#include "stackcheck/cfg/section_kind.h"
#include "stackcheck/checker/report_finding.h"
#include "stackcheck/checker/rules/rule.h"

static void check_naked_return(struct sc_checker *c,
			       const struct sc_event *event)
{
	const char *section =
		sc_checker_object(c)->img->secs[event->func->sec].name;

	if (sc_event_insn(event).op == SC_OP_RET &&
	    !sc_section_is_init(section, c->mitigations & SC_IN_MODULE))
		sc_report(c, event, "return without a thunk");
}

const struct sc_rule sc_rule_naked_return = {
	.id = SC_RULE_NAKED_RETURN,
	.events = SC_EV_BRANCH,
	.modes = SC_IN_BOTH,
	.mitigations = SC_RETHUNK,
	.check = check_naked_return,
};
