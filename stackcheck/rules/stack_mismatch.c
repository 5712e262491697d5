// SPDX-License-Identifier: GPL-2.0-only
/* Two paths that reach one instruction with different stacks. */
#include "stackcheck/rules/rule.h"

static void check(struct sc_judge *j, const struct sc_site *site)
{
	const struct sc_arch *arch = sc_judge_arch(j);
	char ours[64], theirs[64];

	switch (site->mismatch) {
	case SC_MISMATCH_SP:
		sc_report(j, site,
			  "paths join with different stacks: CFA is %s here, "
			  "%s on another path",
			  sc_cfa_words(j, site->st, ours, sizeof(ours)),
			  sc_cfa_words(j, site->other, theirs, sizeof(theirs)));
		break;
	case SC_MISMATCH_SAVED:
		sc_report(j, site,
			  "paths join with %%%s saved in different places",
			  arch->reg_name(site->reg));
		break;
	case SC_MISMATCH_RA:
		sc_report(j, site,
			  "paths join with the return address overwritten on "
			  "one only");
		break;
	case SC_MISMATCH_FRAME:
		sc_report(j, site, "paths join with different kinds of frame");
		break;
	default:
		sc_report(j, site,
			  "paths join with the direction flag set on one only");
	}
}

const struct sc_rule sc_rule_stack_mismatch = {
	.id = "stack-mismatch",
	.events = SC_EV_MISMATCH,
	.modes = SC_IN_BOTH,
	.check = check,
};
