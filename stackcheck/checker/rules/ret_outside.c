// SPDX-License-Identifier: GPL-2.0-only
/*
 * A return in code that has a name but is no function. What has no name and
 * is reached by no jump, such as the weak functions a linker dropped, is dead.
 */
#include "stackcheck/checker/report_finding.h"
#include "stackcheck/checker/rules/rule.h"

/* A sized label is how assembly says that code is not to be called. */
static bool is_exempt(const struct sc_object *obj, const struct sc_func *f)
{
	return f->sym && obj->img->syms[f->sym].size;
}

static void check_ret_outside(struct sc_checker *c,
			      const struct sc_event *event)
{
	const struct sc_object *obj = sc_checker_object(c);

	if (sc_event_insn(event).op == SC_OP_RET &&
	    event->func->kind == SC_FUNC_LABEL && !is_exempt(obj, event->func))
		sc_report(c, event, "return outside of every function");
}

const struct sc_rule sc_rule_ret_outside = {
	.id = SC_RULE_RET_OUTSIDE,
	.events = SC_EV_UNREACHED,
	.modes = SC_IN_BOTH,
	.check = check_ret_outside,
};
