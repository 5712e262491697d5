// SPDX-License-Identifier: GPL-2.0-only
/* A function that does not tell where it ends. */
#include "stackcheck/checker/rules/rule.h"

static void check(struct sc_judge *j, const struct sc_site *site)
{
	if (site->func->unsized)
		sc_report(j, site, "function symbol without a size");
	else if (site->func->kind == SC_FUNC_LABEL && site->func->called &&
		 !sc_judge_object(j)->img->linked)
		sc_report(j, site,
			  "called, but not typed as a function (STT_FUNC)");
}

const struct sc_rule sc_rule_missing_size = {
	.id = SC_RULE_MISSING_SIZE,
	.events = SC_EV_FUNCTION,
	.modes = SC_IN_BOTH,
	.check = check,
};
