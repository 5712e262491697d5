// SPDX-License-Identifier: GPL-2.0-only
/* A write to the stack pointer whose result nobody can tell. */
#include "stackcheck/checker/report_finding.h"
#include "stackcheck/checker/rules/rule.h"

static void check_sp_unknown(struct sc_checker *c, const struct sc_event *event)
{
	const struct sc_arch *arch = sc_checker_arch(c);

	if (!(event->step->flags & SC_STEP_SP_LOST) ||
	    !sc_is_callable(c, event) || !event->st->reg[arch->sp])
		return;
	sc_report(c, event, "%%%s gets a value that cannot be followed",
		  arch->reg_name(arch->sp));
}

const struct sc_rule sc_rule_sp_unknown = {
	.id = SC_RULE_SP_UNKNOWN,
	.events = SC_EV_STEP,
	.modes = SC_IN_BOTH,
	.check = check_sp_unknown,
};
