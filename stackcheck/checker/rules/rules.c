// SPDX-License-Identifier: GPL-2.0-only
#include "stackcheck/checker/rules/rule.h"

#define RULES(X)                                                               \
	X(callee_saved)                                                        \
	X(cfa_undefined)                                                       \
	X(cold_orphan)                                                         \
	X(direction_flag)                                                      \
	X(fallthrough)                                                         \
	X(frame_missing)                                                       \
	X(frame_modified)                                                      \
	X(hint_mismatch)                                                       \
	X(jump_bad_target)                                                     \
	X(jump_unresolved)                                                     \
	X(missing_size)                                                        \
	X(ret_outside)                                                         \
	X(ret_pop)                                                             \
	X(return_modified)                                                     \
	X(sibling_modified)                                                    \
	X(slot_overwritten)                                                    \
	X(sp_unknown)                                                          \
	X(stack_mismatch)                                                      \
	X(system_instruction)                                                  \
	X(undecodable)                                                         \
	X(unreachable)

#define X(name) extern const struct sc_rule sc_rule_##name;
RULES(X)
#undef X

const struct sc_rule *const sc_rules[SC_NRULES + 1] = {
#define X(name) &sc_rule_##name,
	RULES(X)
#undef X
		NULL,
};
