// SPDX-License-Identifier: GPL-2.0-only
/* A store over the return address or over a saved register. */
#include "stackcheck/rules/rule.h"

static void check(struct sc_judge *j, const struct sc_site *site)
{
	const struct sc_arch *arch = sc_judge_arch(j);
	unsigned int flags = site->step->flags;

	if (!sc_is_callable(j, site))
		return;
	if (flags & SC_STEP_RA)
		sc_report(j, site, "the return address is overwritten");
	if (flags & SC_STEP_SLOT)
		sc_report(j, site, "the slot that keeps %%%s is overwritten",
			  arch->reg_name(site->step->reg));
	if (flags & SC_STEP_ABOVE)
		sc_report(j, site,
			  "%%%s rises above the return address, which an interrupt will overwrite",
			  arch->reg_name(arch->sp));
}

const struct sc_rule sc_rule_slot_overwritten = {
	.id = "slot-overwritten",
	.events = SC_EV_STEP,
	.modes = SC_IN_BOTH,
	.check = check,
};
