// SPDX-License-Identifier: GPL-2.0-only
/* A store over the return address or over a saved register. */
#include "stackcheck/checker/rules/rule.h"

/* A store in a loop is known at its end only. */
static void check_exit(struct sc_judge *j, const struct sc_site *site)
{
	const struct sc_arch *arch = sc_judge_arch(j);
	const struct sc_state *st = site->st;

	/* with a modified stack pointer other rules have spoken already */
	if (sc_is_way_out(site) &&
	    st->reg[arch->sp] == sc_arch_entry_sp(arch) &&
	    !sc_state_has_return(st, arch) && !sc_has_spoken(j, site->func))
		sc_report(
			j, site,
			"leaves with the return address overwritten on some path");
}

static void report_above(struct sc_judge *j, const struct sc_site *site)
{
	const struct sc_arch *arch = sc_judge_arch(j);
	const char *sp = arch->reg_name(arch->sp);

	if (sc_val_kind(site->st->reg[arch->sp]) == SC_V_ALIGN)
		sc_report(
			j, site,
			"%%%s rises above the realigned stack's base, where an interrupt may overwrite what was saved",
			sp);
	else
		sc_report(
			j, site,
			"%%%s rises above the return address, which an interrupt will overwrite",
			sp);
}

static void check(struct sc_judge *j, const struct sc_site *site)
{
	const struct sc_arch *arch = sc_judge_arch(j);
	unsigned int flags;

	if (!sc_is_callable(j, site))
		return;
	if (site->event == SC_EV_EXIT) {
		check_exit(j, site);
		return;
	}
	flags = site->step->flags;
	if (flags & SC_STEP_ALIGNED)
		sc_report(
			j, site,
			"reaches over the realigned stack's base, where registers were saved");
	if (flags & SC_STEP_RA)
		sc_report(j, site, "the return address is overwritten");
	if (flags & SC_STEP_SLOT)
		sc_report(j, site, "the slot that keeps %%%s is overwritten",
			  arch->reg_name(site->step->reg));
	if (flags & SC_STEP_ABOVE)
		report_above(j, site);
}

const struct sc_rule sc_rule_slot_overwritten = {
	.id = SC_RULE_SLOT_OVERWRITTEN,
	.events = SC_EV_STEP | SC_EV_EXIT,
	.modes = SC_IN_BOTH,
	.check = check,
};
