// SPDX-License-Identifier: GPL-2.0-only
/* A .cold part that no function jumps to: nobody can say its state. */
#include "stackcheck/checker/rules/rule.h"

static void check(struct sc_judge *j, const struct sc_site *site)
{
	const struct sc_object *obj = sc_judge_object(j);

	if (site->func->kind == SC_FUNC_COLD && site->func->ninsns &&
	    !(obj->code[site->func->sec].mark[site->func->first] &
	      SC_M_REACHED) &&
	    obj->groups[site->func->group].nfuncs == 1)
		sc_report(j, site, "no function jumps to this cold part");
}

const struct sc_rule sc_rule_cold_orphan = {
	.id = SC_RULE_COLD_ORPHAN,
	.events = SC_EV_FUNCTION,
	.modes = SC_IN_BOTH,
	.check = check,
};
