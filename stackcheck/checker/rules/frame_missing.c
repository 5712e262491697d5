// SPDX-License-Identifier: GPL-2.0-only
/* A call before the frame is set up: the walk skips this function's caller. */
#include "stackcheck/checker/rules/rule.h"

/* Was a frame there once? Then it is frame-modified that has to speak. */
static bool begun(const struct sc_arch *arch, const struct sc_state *st)
{
	return st->reg[arch->bp] != sc_val_make(SC_V_ENTRY, (int32_t)arch->bp);
}

static void check(struct sc_judge *j, const struct sc_site *site)
{
	const struct sc_arch *arch = sc_judge_arch(j);

	if (!sc_is_callable(j, site) || arch->has_frame(site->st) ||
	    sc_is_waived(j, site) || begun(arch, site->st))
		return;
	sc_report(
		j, site,
		site->st->saved[arch->bp]
			? "call after the frame pointer was saved but before it was set"
			: "call without a frame set up");
}

const struct sc_rule sc_rule_frame_missing = {
	.id = SC_RULE_FRAME_MISSING,
	.events = SC_EV_CALL,
	.modes = SC_IN_FRAME,
	.check = check,
};
