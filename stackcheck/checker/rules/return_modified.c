// SPDX-License-Identifier: GPL-2.0-only
/* A return that does not take the return address it was called with. */
#include "stackcheck/checker/report_finding.h"
#include "stackcheck/checker/rules/rule.h"
#include "stackcheck/util/plural.h"

static void check_return_modified(struct sc_checker *c,
				  const struct sc_event *event)
{
	const struct sc_arch *arch = sc_checker_arch(c);
	sc_val sp = event->st->reg[arch->sp];
	int left = arch->entry_sp - sc_val_payload(sp);
	char cfa[64];

	if (event->exit != SC_EXIT_RETURN || !sc_is_callable(c, event) ||
	    sp == sc_arch_entry_sp(arch))
		return;
	if (sc_val_kind(sp) == SC_V_CFA && left < 0)
		sc_report(c, event,
			  "return with %d byte%s too many taken off the stack",
			  -left, sc_plural((uint64_t) - (int64_t)left));
	else if (sc_val_kind(sp) == SC_V_CFA)
		sc_report(c, event, "return with %d byte%s still on the stack",
			  left, sc_plural((uint64_t)left));
	else
		sc_report(c, event,
			  "return with a modified stack frame (CFA is %s)",
			  sc_cfa_words(c, event->st, cfa, sizeof(cfa)));
}

const struct sc_rule sc_rule_return_modified = {
	.id = SC_RULE_RETURN_MODIFIED,
	.events = SC_EV_EXIT,
	.modes = SC_IN_BOTH,
	.check = check_return_modified,
};
