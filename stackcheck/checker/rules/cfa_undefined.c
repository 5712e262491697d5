// SPDX-License-Identifier: GPL-2.0-only
/* An instruction from which no table could find the caller. */
#include "stackcheck/checker/report_finding.h"
#include "stackcheck/checker/rules/rule.h"

static void check_cfa_undefined(struct sc_checker *c,
				const struct sc_event *event)
{
	const struct sc_arch *arch = sc_checker_arch(c);
	struct sc_row row;

	/* a lost stack pointer was reported where it was lost */
	if (!sc_is_callable(c, event) || !event->st->reg[arch->sp])
		return;
	arch->row(event->st, &row);
	if (row.kind == SC_ROW_UNDEFINED && !sc_has_reported(c, event->func))
		sc_report(
			c, event,
			"neither a register nor a known slot leads to the caller's frame");
}

const struct sc_rule sc_rule_cfa_undefined = {
	.id = SC_RULE_CFA_UNDEFINED,
	.events = SC_EV_NO_CFA,
	.modes = SC_IN_TABLE,
	.check = check_cfa_undefined,
};
