// SPDX-License-Identifier: GPL-2.0-only
/* Entering or leaving the kernel in the middle of a callable function. */
#include "stackcheck/checker/report_finding.h"
#include "stackcheck/checker/rules/rule.h"

/* An annotated continuation says that the author knows. */
static bool is_annotated(const struct sc_checker *c,
			 const struct sc_event *event)
{
	const struct sc_object *obj = sc_checker_object(c);
	uint32_t next =
		sc_insn_at(obj, event->func->sec,
			   sc_event_insn(event).off + sc_event_insn(event).len);

	return next != UINT32_MAX &&
	       (obj->code[event->func->sec].mark[next] & SC_M_HINT);
}

static bool is_to_self(const struct sc_checker *c, const struct sc_event *event)
{
	const struct sc_object *obj = sc_checker_object(c);

	return obj->arch->returns_to_self(obj, event->func, event->i);
}

static void check_system_instruction(struct sc_checker *c,
				     const struct sc_event *event)
{
	if ((sc_event_insn(event).op == SC_OP_SYSTEM ||
	     sc_event_insn(event).op == SC_OP_SYSCALL) &&
	    sc_is_callable(c, event) && !is_annotated(c, event) &&
	    !is_to_self(c, event))
		sc_report(c, event,
			  "kernel entry or exit in a callable function");
}

const struct sc_rule sc_rule_system_instruction = {
	.id = SC_RULE_SYSTEM_INSTRUCTION,
	.events = SC_EV_INSN,
	.modes = SC_IN_BOTH,
	.check = check_system_instruction,
};
