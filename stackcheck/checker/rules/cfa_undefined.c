// SPDX-License-Identifier: GPL-2.0-only
/* An instruction from which no table could find the caller. */
#include "stackcheck/checker/rules/rule.h"

static void check(struct sc_judge *j, const struct sc_site *site)
{
	const struct sc_arch *arch = sc_judge_arch(j);
	struct sc_row row;

	/* a lost stack pointer was reported where it was lost */
	if (!sc_is_callable(j, site) || !site->st->reg[arch->sp])
		return;
	arch->row(site->st, &row);
	if (row.kind == SC_ROW_UNDEFINED && !sc_has_spoken(j, site->func))
		sc_report(
			j, site,
			"neither a register nor a known slot leads to the caller's frame");
}

const struct sc_rule sc_rule_cfa_undefined = {
	.id = SC_RULE_CFA_UNDEFINED,
	.events = SC_EV_NO_CFA,
	.modes = SC_IN_TABLE,
	.check = check,
};
