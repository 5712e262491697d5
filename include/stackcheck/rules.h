/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The rules of the analyzer. This is the only list of them: enum sc_rule_id,
 * the names, the table of rules, and the reasons of trust tables are made from
 * it. CONTRIBUTING.md has the steps to add a rule.
 *
 * X(ENUM, file, "id"): the rule is sc_rule_file in
 * stackcheck/checker/rules/file.c, and Documentation/rules/id.md explains it.
 *
 * Trust tables hold places in this list. So never move or remove a line. A new
 * rule goes to the end.
 */
#ifndef STACKCHECK_RULES_H
#define STACKCHECK_RULES_H

#define SC_RULES(X)                                                            \
	X(ALTERNATIVE_CONFLICT, alternative_conflict, "alternative-conflict")  \
	X(ANNOTATION_BAD, annotation_bad, "annotation-bad")                    \
	X(CALLEE_SAVED, callee_saved, "callee-saved")                          \
	X(CFA_UNDEFINED, cfa_undefined, "cfa-undefined")                       \
	X(COLD_ORPHAN, cold_orphan, "cold-orphan")                             \
	X(DIRECTION_FLAG, direction_flag, "direction-flag")                    \
	X(FALLTHROUGH, fallthrough, "fallthrough")                             \
	X(FRAME_MISSING, frame_missing, "frame-missing")                       \
	X(FRAME_MODIFIED, frame_modified, "frame-modified")                    \
	X(HINT_MISMATCH, hint_mismatch, "hint-mismatch")                       \
	X(JUMP_BAD_TARGET, jump_bad_target, "jump-bad-target")                 \
	X(JUMP_UNRESOLVED, jump_unresolved, "jump-unresolved")                 \
	X(MISSING_SIZE, missing_size, "missing-size")                          \
	X(NORETURN_ASSUMED, noreturn_assumed, "noreturn-assumed")              \
	X(RET_OUTSIDE, ret_outside, "ret-outside")                             \
	X(RET_POP, ret_pop, "ret-pop")                                         \
	X(RETURN_MODIFIED, return_modified, "return-modified")                 \
	X(SIBLING_MODIFIED, sibling_modified, "sibling-modified")              \
	X(SLOT_OVERWRITTEN, slot_overwritten, "slot-overwritten")              \
	X(SP_UNKNOWN, sp_unknown, "sp-unknown")                                \
	X(STACK_MISMATCH, stack_mismatch, "stack-mismatch")                    \
	X(SYSTEM_INSTRUCTION, system_instruction, "system-instruction")        \
	X(TABLE_MALFORMED, table_malformed, "table-malformed")                 \
	X(UNDECODABLE, undecodable, "undecodable")                             \
	X(UNREACHABLE, unreachable, "unreachable")                             \
	X(PADDING_MISSING, padding_missing, "padding-missing")                 \
	X(NAKED_BRANCH, naked_branch, "naked-branch")                          \
	X(NAKED_RETURN, naked_return, "naked-return")                          \
	X(GUARD_MISSING, guard_missing, "guard-missing")                       \
	X(LANDING_MISSING, landing_missing, "landing-missing")                 \
	X(USER_ACCESS, user_access, "user-access")                             \
	X(NOINSTR, noinstr, "noinstr")                                         \
	X(UNRET, unret, "unret")                                               \
	X(ABSOLUTE_REFERENCE, absolute_reference, "absolute-reference")        \
	X(TYPE_UNCHECKED, type_unchecked, "type-unchecked")

#endif
