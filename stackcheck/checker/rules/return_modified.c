// SPDX-License-Identifier: GPL-2.0-only
/* A return that does not take the return address it was called with. */
#include "stackcheck/checker/rules/rule.h"

static void check(struct sc_judge *j, const struct sc_site *site)
{
	sc_val sp = site->st->reg[sc_judge_arch(j)->sp];
	char cfa[64];

	if (site->exit != SC_EXIT_RETURN || !sc_is_callable(j, site) ||
	    sp == sc_val_make(SC_V_CFA, -8))
		return;
	if (sc_val_kind(sp) == SC_V_CFA && sc_val_payload(sp) > -8)
		sc_report(j, site,
			  "return with %d bytes too many taken off the stack",
			  sc_val_payload(sp) + 8);
	else if (sc_val_kind(sp) == SC_V_CFA)
		sc_report(j, site, "return with %d bytes still on the stack",
			  -8 - sc_val_payload(sp));
	else
		sc_report(j, site,
			  "return with a modified stack frame (CFA is %s)",
			  sc_cfa_words(j, site->st, cfa, sizeof(cfa)));
}

const struct sc_rule sc_rule_return_modified = {
	.id = SC_RULE_RETURN_MODIFIED,
	.events = SC_EV_EXIT,
	.modes = SC_IN_BOTH,
	.check = check,
};
