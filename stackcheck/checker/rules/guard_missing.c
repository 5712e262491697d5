// SPDX-License-Identifier: GPL-2.0-only
/* No trap behind what never goes on. */
#include "stackcheck/checker/report_finding.h"
#include "stackcheck/checker/rules/rule.h"

static bool is_guarded(const struct sc_object *obj,
		       const struct sc_event *event)
{
	const struct sc_section *s = &obj->img->secs[event->func->sec];
	uint64_t next =
		(uint64_t)sc_event_insn(event).off + sc_event_insn(event).len;

	return next < s->size && s->data[next] == obj->arch->guard;
}

static void check_guard_missing(struct sc_checker *c,
				const struct sc_event *event)
{
	if (sc_code_op_is(event->code, event->i, SC_P_CALL) ||
	    is_guarded(sc_checker_object(c), event))
		return;
	sc_report(c, event, "no int3 behind this %s",
		  sc_event_insn(event).op == SC_OP_RET ? "return"
						       : "indirect jump");
}

const struct sc_rule sc_rule_guard_missing = {
	.id = SC_RULE_GUARD_MISSING,
	.events = SC_EV_BRANCH,
	.modes = SC_IN_BOTH,
	.mitigations = SC_SLS,
	.check = check_guard_missing,
};
