// SPDX-License-Identifier: GPL-2.0-only
/* Entering or leaving the kernel in the middle of a callable function. */
#include "stackcheck/checker/rules/rule.h"

/* An annotated continuation says that the author knows. */
static bool is_annotated(const struct sc_judge *j, const struct sc_site *site)
{
	const struct sc_object *obj = sc_judge_object(j);
	uint32_t next = sc_insn_at(obj, site->func->sec,
				   site->insn->off + site->insn->len);

	return next != UINT32_MAX &&
	       (obj->code[site->func->sec].mark[next] & SC_M_HINT);
}

static bool is_to_self(const struct sc_judge *j, const struct sc_site *site)
{
	const struct sc_object *obj = sc_judge_object(j);
	const struct sc_insn *insns = obj->code[site->func->sec].insns;

	return obj->arch->returns_to_self(obj, site->func,
					  (uint32_t)(site->insn - insns));
}

static void check(struct sc_judge *j, const struct sc_site *site)
{
	if ((site->insn->op == SC_OP_SYSTEM ||
	     site->insn->op == SC_OP_SYSCALL) &&
	    sc_is_callable(j, site) && !is_annotated(j, site) &&
	    !is_to_self(j, site))
		sc_report(j, site,
			  "kernel entry or exit in a callable function");
}

const struct sc_rule sc_rule_system_instruction = {
	.id = SC_RULE_SYSTEM_INSTRUCTION,
	.events = SC_EV_INSN,
	.modes = SC_IN_BOTH,
	.check = check,
};
