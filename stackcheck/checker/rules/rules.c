// SPDX-License-Identifier: GPL-2.0-only
/* The table of rules, from the list of all. */
#include "stackcheck/checker/rules/rule.h"

#define X(NAME, file, id) extern const struct sc_rule sc_rule_##file;
SC_RULES(X)
#undef X

const struct sc_rule *const sc_rules[SC_NRULES] = {
#define X(NAME, file, id) [SC_RULE_##NAME] = &sc_rule_##file,
	SC_RULES(X)
#undef X
};
