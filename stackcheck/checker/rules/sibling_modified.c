// SPDX-License-Identifier: GPL-2.0-only
/* A jump to another function that takes its own frame along. */
#include "stackcheck/checker/rules/rule.h"

static void check(struct sc_judge *j, const struct sc_site *site)
{
	sc_val sp = site->st->reg[sc_judge_arch(j)->sp];
	char cfa[64];

	if (site->exit != SC_EXIT_SIBLING || !sc_is_callable(j, site) ||
	    sp == sc_val_make(SC_V_CFA, -8))
		return;
	sc_report(
		j, site,
		"jump to another function with a modified stack frame (CFA is %s, not %%rsp+8)",
		sc_cfa_words(j, site->st, cfa, sizeof(cfa)));
}

const struct sc_rule sc_rule_sibling_modified = {
	.id = SC_RULE_SIBLING_MODIFIED,
	.events = SC_EV_EXIT,
	.modes = SC_IN_BOTH,
	.check = check,
};
