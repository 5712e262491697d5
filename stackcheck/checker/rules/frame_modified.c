// SPDX-License-Identifier: GPL-2.0-only
/* A call with a frame pointer that no longer leads to the caller's frame. */
#include "stackcheck/checker/report_finding.h"
#include "stackcheck/checker/rules/rule.h"

static const char *describe_call(const struct sc_arch *arch,
				 const struct sc_state *st)
{
	sc_val bp = st->reg[arch->bp];

	if (!sc_val_is_addr(bp))
		return "call with a frame pointer that was overwritten";
	if (sc_state_load(st, bp) != sc_val_make(SC_V_ENTRY, (int32_t)arch->bp))
		return "call with a frame pointer that does not point at the caller's";
	return "call with no return address above the saved frame pointer";
}

static void check_frame_modified(struct sc_checker *c,
				 const struct sc_event *event)
{
	const struct sc_arch *arch = sc_checker_arch(c);

	if (!sc_is_callable(c, event) || arch->has_frame(event->st) ||
	    sc_is_waived(c, event) ||
	    event->st->reg[arch->bp] ==
		    sc_val_make(SC_V_ENTRY, (int32_t)arch->bp))
		return;
	sc_report(c, event, "%s", describe_call(arch, event->st));
}

const struct sc_rule sc_rule_frame_modified = {
	.id = SC_RULE_FRAME_MODIFIED,
	.events = SC_EV_CALL,
	.modes = SC_IN_FRAME,
	.check = check_frame_modified,
};
