// SPDX-License-Identifier: GPL-2.0-only
/* An address that only holds where the code was linked for. */
#include "stackcheck/checker/report_finding.h"
#include "stackcheck/checker/rules/rule.h"

static void check_absolute_reference(struct sc_checker *c,
				     const struct sc_event *event)
{
	const struct sc_object *obj = sc_checker_object(c);
	const struct sc_reloc *r = event->reloc;
	const char *name = obj->img->syms[r->sym].name;

	if (event->func)
		sc_report(c, event, "holds the absolute address of %s", name);
	else
		sc_report_data(c, event->sec, r->off,
			       "holds the absolute address of %s", name);
}

const struct sc_rule sc_rule_absolute_reference = {
	.id = SC_RULE_ABSOLUTE_REFERENCE,
	.events = SC_EV_ABSOLUTE,
	.modes = SC_IN_BOTH,
	.mitigations = SC_NOABS,
	.check = check_absolute_reference,
};
