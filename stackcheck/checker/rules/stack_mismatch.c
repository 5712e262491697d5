// SPDX-License-Identifier: GPL-2.0-only
/* Two paths that reach one instruction with different stacks. */
#include <stdio.h>
#include <string.h>

#include "stackcheck/checker/report_finding.h"
#include "stackcheck/checker/rules/rule.h"

/* Where the stack pointer is, when it is not what leads to the CFA. */
static const char *sp_words(const struct sc_checker *c,
			    const struct sc_state *st, char *buf, size_t size)
{
	sc_val sp = st->reg[sc_checker_arch(c)->sp];

	switch (sc_val_kind(sp)) {
	case SC_V_CFA:
		snprintf(buf, size, "CFA%+d", sc_val_payload(sp));
		break;
	case SC_V_ALIGN:
		snprintf(buf, size, "%+d from the realigned base",
			 sc_val_payload(sp));
		break;
	case SC_V_AUX:
		snprintf(buf, size, "on another stack");
		break;
	case SC_V_ROOM:
		snprintf(buf, size, "below room of unknown size");
		break;
	default:
		snprintf(buf, size, "unknown");
	}
	return buf;
}

static void report_sp(struct sc_checker *c, const struct sc_event *event)
{
	const struct sc_arch *arch = sc_checker_arch(c);
	char ours[64], theirs[64];

	sc_cfa_words(c, event->st, ours, sizeof(ours));
	sc_cfa_words(c, event->other, theirs, sizeof(theirs));
	if (strcmp(ours, theirs) != 0)
		sc_report(
			c, event,
			"paths join with different stacks: CFA is %s here, %s on another path",
			ours, theirs);
	else
		sc_report(
			c, event,
			"paths join with different stacks: %%%s is %s here, %s on another path",
			arch->reg_name(arch->sp),
			sp_words(c, event->st, ours, sizeof(ours)),
			sp_words(c, event->other, theirs, sizeof(theirs)));
}

static void check_stack_mismatch(struct sc_checker *c,
				 const struct sc_event *event)
{
	const struct sc_arch *arch = sc_checker_arch(c);

	switch (event->mismatch) {
	case SC_MISMATCH_SP:
		report_sp(c, event);
		break;
	case SC_MISMATCH_SAVED:
		sc_report(c, event,
			  "paths join with %%%s saved in different places",
			  arch->reg_name(event->reg));
		break;
	case SC_MISMATCH_RA:
		sc_report(
			c, event,
			"paths join with the return address overwritten on one only");
		break;
	case SC_MISMATCH_FRAME:
		sc_report(c, event, "paths join with different kinds of frame");
		break;
	default:
		sc_report(c, event,
			  "paths join with the direction flag set on one only");
	}
}

const struct sc_rule sc_rule_stack_mismatch = {
	.id = SC_RULE_STACK_MISMATCH,
	.events = SC_EV_MISMATCH,
	.modes = SC_IN_BOTH,
	.check = check_stack_mismatch,
};
