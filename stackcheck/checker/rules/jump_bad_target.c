// SPDX-License-Identifier: GPL-2.0-only
/* A jump to where no instruction begins. */
#include "stackcheck/checker/rules/rule.h"

static void check(struct sc_judge *j, const struct sc_site *site)
{
	const char *name;

	if (site->exit != SC_EXIT_LOST)
		return;
	name = sc_target_name(sc_judge_object(j), site->to);
	if (site->to->kind != SC_TO_CODE)
		sc_report(j, site, "jumps out of every section");
	else if (name[0])
		sc_report(j, site,
			  "jumps into the middle of an instruction of %s()",
			  name);
	else
		sc_report(j, site, "jumps to where there is no code");
}

const struct sc_rule sc_rule_jump_bad_target = {
	.id = SC_RULE_JUMP_BAD_TARGET,
	.events = SC_EV_EXIT,
	.modes = SC_IN_BOTH,
	.check = check,
};
