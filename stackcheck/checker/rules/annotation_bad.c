// SPDX-License-Identifier: GPL-2.0-only
/* A hint or mark of the code's authors that cannot be read. */
#include "stackcheck/checker/report_finding.h"
#include "stackcheck/checker/rules/rule.h"

static void check_annotation_bad(struct sc_checker *c,
				 const struct sc_event *event)
{
	if (event->defect->rule == SC_RULE_ANNOTATION_BAD)
		sc_report_defect(c, event->defect);
}

const struct sc_rule sc_rule_annotation_bad = {
	.id = SC_RULE_ANNOTATION_BAD,
	.events = SC_EV_DEFECT,
	.modes = SC_IN_BOTH,
	.check = check_annotation_bad,
};
