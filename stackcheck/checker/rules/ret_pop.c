// SPDX-License-Identifier: GPL-2.0-only
/* A return that takes more than its address off the caller's stack. */
#include "stackcheck/checker/rules/rule.h"

static void check(struct sc_judge *j, const struct sc_site *site)
{
	if (site->exit == SC_EXIT_RETURN && site->insn->op == SC_OP_RET &&
	    (site->insn->flags & SC_F_NARROW))
		sc_report(j, site, "return to a 16-bit address");
	else if (site->exit == SC_EXIT_RETURN && site->insn->op == SC_OP_RET &&
		 site->insn->val)
		sc_report(j, site,
			  "return takes %d more bytes off the caller's stack",
			  site->insn->val);
}

const struct sc_rule sc_rule_ret_pop = {
	.id = SC_RULE_RET_POP,
	.events = SC_EV_EXIT,
	.modes = SC_IN_BOTH,
	.check = check,
};
