// SPDX-License-Identifier: GPL-2.0-only
/* A function of a module without the room that its kernel writes code to. */
#include "stackcheck/checker/report_finding.h"
#include "stackcheck/checker/rules/rule.h"

static void check_padding_missing(struct sc_checker *c,
				  const struct sc_event *event)
{
	if (event->func->unpadded)
		sc_report(
			c, event,
			"no padding before a function, though its kernel writes code there");
}

const struct sc_rule sc_rule_padding_missing = {
	.id = SC_RULE_PADDING_MISSING,
	.events = SC_EV_FUNCTION,
	.modes = SC_IN_BOTH,
	.check = check_padding_missing,
};
