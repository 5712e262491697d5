// SPDX-License-Identifier: GPL-2.0-only
/* A store over the return address or over a saved register. */
#include "stackcheck/checker/report_finding.h"
#include "stackcheck/checker/rules/rule.h"

/* A store in a loop is known at its end only. */
static void check_exit(struct sc_checker *c, const struct sc_event *event)
{
	const struct sc_arch *arch = sc_checker_arch(c);
	const struct sc_state *st = event->st;

	/* with a modified stack pointer other rules have spoken already */
	if (sc_is_way_out(event) &&
	    st->reg[arch->sp] == sc_arch_entry_sp(arch) &&
	    !sc_state_has_return(st, arch) && !sc_has_reported(c, event->func))
		sc_report(
			c, event,
			"leaves with the return address overwritten on some path");
}

static void report_above(struct sc_checker *c, const struct sc_event *event)
{
	const struct sc_arch *arch = sc_checker_arch(c);
	const char *sp = arch->reg_name(arch->sp);

	if (sc_val_kind(event->st->reg[arch->sp]) == SC_V_ALIGN)
		sc_report(
			c, event,
			"%%%s rises above the realigned stack's base, where an interrupt may overwrite what was saved",
			sp);
	else
		sc_report(
			c, event,
			"%%%s rises above the return address, which an interrupt will overwrite",
			sp);
}

static void check_slot_overwritten(struct sc_checker *c,
				   const struct sc_event *event)
{
	const struct sc_arch *arch = sc_checker_arch(c);
	unsigned int flags;

	if (!sc_is_callable(c, event))
		return;
	if (event->kind == SC_EV_EXIT) {
		check_exit(c, event);
		return;
	}
	flags = event->step->flags;
	if (flags & SC_STEP_ALIGNED)
		sc_report(
			c, event,
			"reaches over the realigned stack's base, where registers were saved");
	if (flags & SC_STEP_RA)
		sc_report(c, event, "the return address is overwritten");
	if (flags & SC_STEP_SLOT)
		sc_report(c, event, "the slot that keeps %%%s is overwritten",
			  arch->reg_name(event->step->reg));
	if (flags & SC_STEP_ABOVE)
		report_above(c, event);
}

const struct sc_rule sc_rule_slot_overwritten = {
	.id = SC_RULE_SLOT_OVERWRITTEN,
	.events = SC_EV_STEP | SC_EV_EXIT,
	.modes = SC_IN_BOTH,
	.check = check_slot_overwritten,
};
