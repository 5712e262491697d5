// SPDX-License-Identifier: GPL-2.0-only
/* A callee-saved register that the caller does not get back. */
#include "stackcheck/cfg/targets.h"
#include "stackcheck/checker/report_finding.h"
#include "stackcheck/checker/rules/rule.h"

static void check_exit(struct sc_checker *c, const struct sc_event *event)
{
	const struct sc_arch *arch = sc_checker_arch(c);
	uint16_t exempt = sc_convention_of(c, event);

	for (unsigned int r = 0; r < SC_NREGS; r++) {
		if (!(arch->callee_saved >> r & 1) || (exempt >> r & 1) ||
		    event->st->reg[r] == sc_val_make(SC_V_ENTRY, (int32_t)r))
			continue;
		sc_report(c, event,
			  "leaves with %%%s not holding what it held on entry",
			  arch->reg_name(r));
	}
}

/*
 * The frame pointer is what walks need of the six, at every instruction: it
 * may be overwritten only while its entry value is kept somewhere.
 */
static void check_step(struct sc_checker *c, const struct sc_event *event)
{
	const struct sc_arch *arch = sc_checker_arch(c);

	if (!(event->step->flags & SC_STEP_BP_LOST) ||
	    (sc_convention_of(c, event) >> arch->bp & 1))
		return;
	sc_report(c, event, "%%%s is overwritten while it is saved nowhere",
		  arch->reg_name(arch->bp));
}

static void check_call(struct sc_checker *c, const struct sc_event *event)
{
	sc_report(c, event, "relies on %%%s, which %s does not keep",
		  sc_checker_arch(c)->reg_name(event->reg),
		  sc_target_name(sc_checker_object(c), event->to));
}

static void check_callee_saved(struct sc_checker *c,
			       const struct sc_event *event)
{
	if (!sc_is_callable(c, event))
		return;
	if (event->kind == SC_EV_STEP)
		check_step(c, event);
	else if (event->kind == SC_EV_RELIES)
		check_call(c, event);
	else if (sc_is_way_out(event))
		check_exit(c, event);
}

const struct sc_rule sc_rule_callee_saved = {
	.id = SC_RULE_CALLEE_SAVED,
	.events = SC_EV_EXIT | SC_EV_STEP | SC_EV_RELIES,
	.modes = SC_IN_BOTH,
	.check = check_callee_saved,
};
