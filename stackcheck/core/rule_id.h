/* SPDX-License-Identifier: GPL-2.0-only */
/* Rules by number and by name; include/stackcheck/rules.h lists them. */
#ifndef STACKCHECK_CORE_RULE_ID_H
#define STACKCHECK_CORE_RULE_ID_H

#include "stackcheck/rules.h"

enum sc_rule_id {
#define X(NAME, file, id) SC_RULE_##NAME,
	SC_RULES(X)
#undef X
		SC_NRULES,
};

/* "ret-pop" and so on: a constant string, for one rule always the same one. */
const char *sc_rule_name(enum sc_rule_id id);

#endif
