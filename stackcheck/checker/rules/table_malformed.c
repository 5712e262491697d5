// SPDX-License-Identifier: GPL-2.0-only
/* A table of the kernel's that says what cannot be. */
#include "stackcheck/checker/report_finding.h"
#include "stackcheck/checker/rules/rule.h"

static void check_table_malformed(struct sc_checker *c,
				  const struct sc_event *event)
{
	if (event->defect->rule == SC_RULE_TABLE_MALFORMED)
		sc_report_defect(c, event->defect);
}

const struct sc_rule sc_rule_table_malformed = {
	.id = SC_RULE_TABLE_MALFORMED,
	.events = SC_EV_DEFECT,
	.modes = SC_IN_BOTH,
	.check = check_table_malformed,
};
