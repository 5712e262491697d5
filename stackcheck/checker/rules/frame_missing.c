// SPDX-License-Identifier: GPL-2.0-only
/* A call before the frame is set up: the walk skips this function's caller. */
#include "stackcheck/checker/report_finding.h"
#include "stackcheck/checker/rules/rule.h"

/* Was a frame there once? Then it is frame-modified that has to speak. */
static bool is_begun(const struct sc_arch *arch, const struct sc_state *st)
{
	return st->reg[arch->bp] != sc_val_make(SC_V_ENTRY, (int32_t)arch->bp);
}

static void check_frame_missing(struct sc_checker *c,
				const struct sc_event *event)
{
	const struct sc_arch *arch = sc_checker_arch(c);

	if (!sc_is_callable(c, event) || arch->has_frame(event->st) ||
	    sc_is_waived(c, event) || is_begun(arch, event->st))
		return;
	sc_report(
		c, event,
		event->st->saved[arch->bp]
			? "call after the frame pointer was saved but before it was set"
			: "call without a frame set up");
}

const struct sc_rule sc_rule_frame_missing = {
	.id = SC_RULE_FRAME_MISSING,
	.events = SC_EV_CALL,
	.modes = SC_IN_FRAME,
	.check = check_frame_missing,
};
