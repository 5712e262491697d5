// SPDX-License-Identifier: GPL-2.0-only
/* A jump to another function that takes its own frame along. */
#include "stackcheck/checker/rules/rule.h"

static void check(struct sc_judge *j, const struct sc_site *site)
{
	const struct sc_arch *arch = sc_judge_arch(j);
	char cfa[64];

	if (site->exit != SC_EXIT_SIBLING || !sc_is_callable(j, site) ||
	    site->st->reg[arch->sp] == sc_arch_entry_sp(arch))
		return;
	sc_report(
		j, site,
		"jump to another function with a modified stack frame (CFA is %s, not %%%s+%d)",
		sc_cfa_words(j, site->st, cfa, sizeof(cfa)),
		arch->reg_name(arch->sp), -arch->entry_sp);
}

const struct sc_rule sc_rule_sibling_modified = {
	.id = SC_RULE_SIBLING_MODIFIED,
	.events = SC_EV_EXIT,
	.modes = SC_IN_BOTH,
	.check = check,
};
