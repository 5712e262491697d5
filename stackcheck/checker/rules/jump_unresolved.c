// SPDX-License-Identifier: GPL-2.0-only
/*
 * An indirect jump that is neither through a known table nor, having the
 * entry state, a call in the place of a return.
 */
#include "stackcheck/checker/report_finding.h"
#include "stackcheck/checker/rules/rule.h"

static void check_jump_unresolved(struct sc_checker *c,
				  const struct sc_event *event)
{
	const struct sc_arch *arch = sc_checker_arch(c);

	if (event->exit != SC_EXIT_INDIRECT || !sc_is_callable(c, event) ||
	    event->st->reg[arch->sp] == sc_arch_entry_sp(arch))
		return;
	sc_report(
		c, event,
		"indirect jump to unknown places with a modified stack frame");
}

const struct sc_rule sc_rule_jump_unresolved = {
	.id = SC_RULE_JUMP_UNRESOLVED,
	.events = SC_EV_EXIT,
	.modes = SC_IN_BOTH,
	.check = check_jump_unresolved,
};
