// SPDX-License-Identifier: GPL-2.0-only
/* A function of a module without the room that its kernel writes code to. */
#include "stackcheck/checker/rules/rule.h"

static void check(struct sc_judge *j, const struct sc_site *site)
{
	if (site->func->unpadded)
		sc_report(
			j, site,
			"no padding before a function, though its kernel writes code there");
}

const struct sc_rule sc_rule_padding_missing = {
	.id = SC_RULE_PADDING_MISSING,
	.events = SC_EV_FUNCTION,
	.modes = SC_IN_BOTH,
	.check = check,
};
