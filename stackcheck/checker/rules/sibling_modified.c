// SPDX-License-Identifier: GPL-2.0-only
/* A jump to another function that takes its own frame along. */
#include "stackcheck/checker/report_finding.h"
#include "stackcheck/checker/rules/rule.h"

static void check_sibling_modified(struct sc_checker *c,
				   const struct sc_event *event)
{
	const struct sc_arch *arch = sc_checker_arch(c);
	char cfa[64];

	if (event->exit != SC_EXIT_SIBLING || !sc_is_callable(c, event) ||
	    event->st->reg[arch->sp] == sc_arch_entry_sp(arch))
		return;
	sc_report(
		c, event,
		"jump to another function with a modified stack frame (CFA is %s, not %%%s+%d)",
		sc_cfa_words(c, event->st, cfa, sizeof(cfa)),
		arch->reg_name(arch->sp), -arch->entry_sp);
}

const struct sc_rule sc_rule_sibling_modified = {
	.id = SC_RULE_SIBLING_MODIFIED,
	.events = SC_EV_EXIT,
	.modes = SC_IN_BOTH,
	.check = check_sibling_modified,
};
