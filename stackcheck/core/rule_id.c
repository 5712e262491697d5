// SPDX-License-Identifier: GPL-2.0-only
/* The names of the rules. */
#include "stackcheck/core/rule_id.h"

const char *sc_rule_name(enum sc_rule_id id)
{
	static const char *const names[SC_NRULES] = {
#define X(NAME, file, id) [SC_RULE_##NAME] = id,
		SC_RULES(X)
#undef X
	};

	return names[id];
}
