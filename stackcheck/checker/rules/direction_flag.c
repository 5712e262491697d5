// SPDX-License-Identifier: GPL-2.0-only
/* The psABI has the direction flag clear at every call and return. */
#include "stackcheck/checker/rules/rule.h"

static void check(struct sc_judge *j, const struct sc_site *site)
{
	if (!sc_is_callable(j, site))
		return;
	if (site->event == SC_EV_INSN) {
		if (site->insn->op == SC_OP_STD && site->st->df)
			sc_report(j, site,
				  "sets the direction flag a second time");
		return;
	}
	if (!site->st->df)
		return;
	if (site->event == SC_EV_CALL)
		sc_report(j, site, "call with the direction flag set");
	else if (sc_is_way_out(site))
		sc_report(j, site, "leaves with the direction flag set");
}

const struct sc_rule sc_rule_direction_flag = {
	.id = SC_RULE_DIRECTION_FLAG,
	.events = SC_EV_CALL | SC_EV_EXIT | SC_EV_INSN,
	.modes = SC_IN_BOTH,
	.check = check,
};
