// SPDX-License-Identifier: GPL-2.0-only
/* A callee-saved register that the caller does not get back. */
#include "stackcheck/checker/rules/rule.h"

static void check_exit(struct sc_judge *j, const struct sc_site *site)
{
	const struct sc_arch *arch = sc_judge_arch(j);
	uint16_t exempt = sc_convention_of(j, site);

	for (unsigned int r = 0; r < SC_NREGS; r++) {
		if (!(arch->callee_saved >> r & 1) || (exempt >> r & 1) ||
		    site->st->reg[r] == sc_val_make(SC_V_ENTRY, (int32_t)r))
			continue;
		sc_report(j, site,
			  "leaves with %%%s not holding what it held on entry",
			  arch->reg_name(r));
	}
}

/*
 * The frame pointer is what walks need of the six, at every instruction: it
 * may be overwritten only while its entry value is kept somewhere.
 */
static void check_step(struct sc_judge *j, const struct sc_site *site)
{
	const struct sc_arch *arch = sc_judge_arch(j);

	if (!(site->step->flags & SC_STEP_BP_LOST) ||
	    (sc_convention_of(j, site) >> arch->bp & 1))
		return;
	sc_report(j, site, "%%%s is overwritten while it is saved nowhere",
		  arch->reg_name(arch->bp));
}

static void check_call(struct sc_judge *j, const struct sc_site *site)
{
	sc_report(j, site, "relies on %%%s, which %s does not keep",
		  sc_judge_arch(j)->reg_name(site->reg),
		  sc_target_name(sc_judge_object(j), site->to));
}

static void check(struct sc_judge *j, const struct sc_site *site)
{
	if (!sc_is_callable(j, site))
		return;
	if (site->event == SC_EV_STEP)
		check_step(j, site);
	else if (site->event == SC_EV_RELIES)
		check_call(j, site);
	else if (sc_is_way_out(site))
		check_exit(j, site);
}

const struct sc_rule sc_rule_callee_saved = {
	.id = SC_RULE_CALLEE_SAVED,
	.events = SC_EV_EXIT | SC_EV_STEP | SC_EV_RELIES,
	.modes = SC_IN_BOTH,
	.check = check,
};
