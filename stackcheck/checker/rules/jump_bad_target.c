// SPDX-License-Identifier: GPL-2.0-only
/* A jump to where no instruction begins. */
#include "stackcheck/cfg/targets.h"
#include "stackcheck/checker/report_finding.h"
#include "stackcheck/checker/rules/rule.h"

static void check_jump_bad_target(struct sc_checker *c,
				  const struct sc_event *event)
{
	const char *name;

	if (event->exit != SC_EXIT_LOST)
		return;
	name = sc_target_name(sc_checker_object(c), event->to);
	if (event->to->kind != SC_TO_CODE)
		sc_report(c, event, "jumps out of every section");
	else if (name[0])
		sc_report(c, event,
			  "jumps into the middle of an instruction of %s()",
			  name);
	else
		sc_report(c, event, "jumps to where there is no code");
}

const struct sc_rule sc_rule_jump_bad_target = {
	.id = SC_RULE_JUMP_BAD_TARGET,
	.events = SC_EV_EXIT,
	.modes = SC_IN_BOTH,
	.check = check_jump_bad_target,
};
