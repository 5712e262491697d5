// SPDX-License-Identifier: GPL-2.0-only
/* A .cold part that no function jumps to: nobody can say its state. */
#include "stackcheck/checker/report_finding.h"
#include "stackcheck/checker/rules/rule.h"

static void check_cold_orphan(struct sc_checker *c,
			      const struct sc_event *event)
{
	const struct sc_object *obj = sc_checker_object(c);

	if (event->func->kind == SC_FUNC_COLD && event->func->ninsns &&
	    !(obj->code[event->func->sec].mark[event->func->first] &
	      SC_M_REACHED) &&
	    obj->groups[event->func->group].nfuncs == 1)
		sc_report(c, event, "no function jumps to this cold part");
}

const struct sc_rule sc_rule_cold_orphan = {
	.id = SC_RULE_COLD_ORPHAN,
	.events = SC_EV_FUNCTION,
	.modes = SC_IN_BOTH,
	.check = check_cold_orphan,
};
