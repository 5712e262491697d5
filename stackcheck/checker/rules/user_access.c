// SPDX-License-Identifier: GPL-2.0-only
/* Access to memory of users is open for few instructions, and no more. */
#include "stackcheck/cfg/targets.h"
#include "stackcheck/checker/report_finding.h"
#include "stackcheck/checker/rules/rule.h"

static void report_call(struct sc_checker *c, const struct sc_event *event)
{
	const char *name =
		event->to ? sc_target_name(sc_checker_object(c), event->to)
			  : "";
	const char *verb = sc_code_op_is(event->code, event->i, SC_P_CALL)
				   ? "calls"
				   : "jumps to";

	if (*name)
		sc_report(c, event, "%s %s with user access open", verb, name);
	else
		sc_report(c, event, "%s an unknown place with user access open",
			  verb);
}

static void check_user_access(struct sc_checker *c,
			      const struct sc_event *event)
{
	static const char *const words[] = {
		[SC_UA_LEAVES_OPEN] = "leaves with user access open",
		[SC_UA_LEAVES_CLOSED] =
			"leaves with user access closed, which its caller has opened",
		[SC_UA_OPENS_AGAIN] = "opens user access a second time",
		[SC_UA_CLOSES_AGAIN] = "closes user access that is not open",
		[SC_UA_CLOSES_CALLERS] =
			"closes user access that its caller has opened",
		[SC_UA_TOO_DEEP] =
			"saves user access more often than can be followed",
		[SC_UA_NOT_SAVED] =
			"restores user access that was not saved here",
	};

	if (event->user_access == SC_UA_CALLS)
		report_call(c, event);
	else
		sc_report(c, event, "%s", words[event->user_access]);
}

const struct sc_rule sc_rule_user_access = {
	.id = SC_RULE_USER_ACCESS,
	.events = SC_EV_USER_ACCESS,
	.modes = SC_IN_BOTH,
	.mitigations = SC_UACCESS,
	.check = check_user_access,
};
