// SPDX-License-Identifier: GPL-2.0-only
/* A function that does not tell where it ends. */
#include "stackcheck/checker/report_finding.h"
#include "stackcheck/checker/rules/rule.h"

static void check_missing_size(struct sc_checker *c,
			       const struct sc_event *event)
{
	if (event->func->unsized)
		sc_report(c, event, "function symbol without a size");
	else if (event->func->kind == SC_FUNC_LABEL && event->func->called &&
		 !sc_checker_object(c)->img->linked)
		sc_report(c, event,
			  "called, but not typed as a function (STT_FUNC)");
}

const struct sc_rule sc_rule_missing_size = {
	.id = SC_RULE_MISSING_SIZE,
	.events = SC_EV_FUNCTION,
	.modes = SC_IN_BOTH,
	.check = check_missing_size,
};
