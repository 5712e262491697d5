// SPDX-License-Identifier: GPL-2.0-only
/* A return or an indirect branch before predictions of returns are made safe. */
#include "stackcheck/checker/report_finding.h"
#include "stackcheck/checker/rules/rule.h"

static void check_unret(struct sc_checker *c, const struct sc_event *event)
{
	static const char *const words[] = {
		[SC_UNRET_RETURN] =
			"returns before the prediction of returns is made safe",
		[SC_UNRET_INDIRECT] =
			"indirect branch before the prediction of returns is made safe",
		[SC_UNRET_UNKNOWN] =
			"goes to an unknown place before the prediction of returns is made safe",
	};

	sc_report(c, event, "%s", words[event->unret]);
}

const struct sc_rule sc_rule_unret = {
	.id = SC_RULE_UNRET,
	.events = SC_EV_UNRET,
	.modes = SC_IN_BOTH,
	.mitigations = SC_UNRET,
	.check = check_unret,
};
