// SPDX-License-Identifier: GPL-2.0-only
/* From findings to the functions that are not to be trusted for them. */
#include <stdlib.h>
#include <string.h>

#include "stackcheck/cfg/targets.h"
#include "stackcheck/checker/rules/rule.h"
#include "stackcheck/core/rule_id.h"
#include "stackcheck/trust/propagate.h"
#include "stackcheck/trust/reasons.h"
#include "stackcheck/trust/table.h"

/* Its number, or SC_NRULES. */
static unsigned int find_rule(const char *rule)
{
	unsigned int i = 0;

	while (i < SC_NRULES && strcmp(sc_rule_name(i), rule))
		i++;
	return i;
}

static unsigned int reason_of(const char *rule)
{
	unsigned int i = find_rule(rule);

	return i < SC_NRULES ? SC_TRUST_R_OF_RULE(i) : SC_TRUST_R_OTHER;
}

/*
 * Is it about stacks? What a mitigation asks for is another matter: code with an
 * indirect call that has no thunk can be walked all the same.
 */
static bool is_of_stacks(const struct sc_finding *f)
{
	unsigned int i = find_rule(f->rule);

	return f->severity != SC_NOTE &&
	       (i == SC_NRULES || !sc_rules[i]->mitigations);
}

/* Does unreached code of @f go on into code that is reached? */
static bool joins_reached(const struct sc_object *obj, const struct sc_func *f)
{
	const struct sc_code *code = &obj->code[f->sec];

	for (uint32_t i = f->first; i < f->first + f->ninsns; i++) {
		const struct sc_insn insn = sc_code_insn(code, i);
		const struct sc_func *g;
		struct sc_target to;
		uint32_t k;

		if ((code->mark[i] & SC_M_REACHED) || sc_is_padding(&insn))
			continue;
		if (!sc_op_is(&insn, SC_P_END) &&
		    i + 1 < f->first + f->ninsns &&
		    (code->mark[i + 1] & SC_M_REACHED))
			return true;
		if (!sc_op_is(&insn, SC_P_BRANCH))
			continue;
		to = sc_insn_target(obj, f->sec, &insn);
		if (to.kind != SC_TO_CODE)
			continue;
		g = sc_func_at(obj, to.sec, to.off);
		k = sc_insn_at(obj, to.sec, to.off);
		if (g && g->group == f->group && k != UINT32_MAX &&
		    (obj->code[to.sec].mark[k] & SC_M_REACHED))
			return true;
	}
	return false;
}

static bool is_padding(const struct sc_object *obj, const struct sc_func *f)
{
	const struct sc_code *code = &obj->code[f->sec];

	for (uint32_t i = f->first; i < f->first + f->ninsns; i++)
		if (!sc_code_is_padding(code, i))
			return false;
	return true;
}

/*
 * What no path reaches has no row, and that is all that is wrong with it: but
 * if it goes on into code with rows, those may be wrong. Linker scripts give
 * names to the padding before a section's first function.
 */
static bool is_harmless(const struct sc_object *obj, const struct sc_func *f,
			unsigned int reason)
{
	if (reason == SC_TRUST_R_FALLTHROUGH && is_padding(obj, f))
		return true;
	return reason == SC_TRUST_R_UNREACHABLE && !joins_reached(obj, f);
}

static void mark_untrusted(const struct sc_object *obj, const struct sc_func *f,
			   unsigned int reason, uint8_t *reasons)
{
	uint8_t *r = &reasons[f - obj->funcs];

	if (*r == SC_TRUST_R_NONE)
		*r = (uint8_t)reason;
}

/* --- findings */

static void mark_all(const struct sc_object *obj, unsigned int reason,
		     uint8_t *reasons)
{
	for (uint32_t i = 0; i < obj->nfuncs; i++)
		if (reasons[i] == SC_TRUST_R_NONE)
			reasons[i] = (uint8_t)reason;
}

/* The finding at sec:off; false if there is no function. */
static bool mark_place(const struct sc_object *obj, uint32_t sec, uint64_t off,
		       unsigned int reason, uint8_t *reasons,
		       struct sc_trust_propagation *propagation)
{
	const struct sc_func *f = sc_func_at(obj, sec, off), *next;

	if (!f)
		return false;
	if (is_harmless(obj, f, reason))
		return true;
	mark_untrusted(obj, f, reason, reasons);
	sc_trust_propagation_from(propagation, sec, off, reason);
	/* who is fallen into has not the state of an entry */
	next = reason == SC_TRUST_R_FALLTHROUGH ? sc_func_at(obj, sec, f->end)
						: NULL;
	if (next) {
		mark_untrusted(obj, next, reason, reasons);
		sc_trust_propagation_from(propagation, sec, next->start,
					  reason);
	}
	return true;
}

static void mark_finding(const struct sc_object *obj,
			 const struct sc_finding *f, uint8_t *reasons,
			 struct sc_trust_propagation *propagation)
{
	unsigned int reason = reason_of(f->rule);
	bool found = false;

	for (uint32_t s = 1; s < obj->img->nsecs; s++)
		if (!strcmp(obj->img->secs[s].name, f->section))
			found |= mark_place(obj, s, f->section_off, reason,
					    reasons, propagation);
	/* a table that says something of code, but not of which */
	if (!found)
		mark_all(obj, reason, reasons);
}

static int mark_findings(const struct sc_object *obj,
			 const struct sc_result *res, uint8_t *reasons)
{
	struct sc_trust_propagation *propagation =
		sc_trust_propagation_new(obj, reasons);

	for (size_t i = 0; propagation && i < res->nfindings; i++)
		if (is_of_stacks(&res->findings[i]))
			mark_finding(obj, &res->findings[i], reasons,
				     propagation);
	return sc_trust_propagation_free(propagation);
}

/* Do findings of this kind mean that callers get back what they must not? */
static bool breaks_callers(unsigned int reason)
{
	return reason == SC_TRUST_R_CALLEE_SAVED ||
	       reason == SC_TRUST_R_RETURN_MODIFIED ||
	       reason == SC_TRUST_R_RET_POP ||
	       reason == SC_TRUST_R_SLOT_OVERWRITTEN ||
	       reason == SC_TRUST_R_SIBLING_MODIFIED;
}

/* The calls of @callee in @f, and what comes after them. */
static void mark_calls(const struct sc_object *obj, const struct sc_func *f,
		       const struct sc_func *callee,
		       struct sc_trust_propagation *propagation)
{
	const struct sc_code *code = &obj->code[f->sec];

	for (uint32_t i = f->first; i < f->first + f->ninsns; i++) {
		const struct sc_insn insn = sc_code_insn(code, i);
		struct sc_target to;

		if (insn.op != SC_OP_CALL)
			continue;
		to = sc_insn_target(obj, f->sec, &insn);
		if (to.kind == SC_TO_CODE &&
		    sc_func_at(obj, to.sec, to.off) == callee)
			sc_trust_propagation_from(propagation, f->sec, insn.off,
						  SC_TRUST_R_CALLEE);
	}
}

/*
 * Who calls such code has registers that are not what its rows say. Thunks
 * are no functions: the analyzer knows what calling them does.
 */
static int mark_callers(const struct sc_object *obj, uint8_t *reasons)
{
	struct sc_trust_propagation *propagation =
		sc_trust_propagation_new(obj, reasons);
	uint8_t *direct = malloc(obj->nfuncs + 1);

	if (direct)
		memcpy(direct, reasons, obj->nfuncs);
	for (uint32_t i = 0; propagation && direct && i < obj->ncalls; i++) {
		const struct sc_callsite *c = &obj->calls[i];
		const struct sc_group *g = &obj->groups[c->group];

		if (c->func == UINT32_MAX || !breaks_callers(direct[c->func]) ||
		    obj->funcs[c->func].callee != SC_CALLEE_PLAIN)
			continue;
		for (uint32_t m = 0; m < g->nfuncs; m++)
			mark_calls(obj, &obj->funcs[obj->members[g->first + m]],
				   &obj->funcs[c->func], propagation);
	}
	free(direct);
	return sc_trust_propagation_free(propagation) || !direct ? -1 : 0;
}

uint8_t *sc_trust_reasons(const struct sc_analysis *analysis,
			  const struct sc_result *res)
{
	const struct sc_object *obj = analysis->obj;
	uint8_t *reasons = calloc(obj->nfuncs + 1, 1);

	if (!reasons)
		return NULL;
	for (uint32_t i = 0; i < obj->nfuncs; i++)
		if (obj->funcs[i].ignored)
			reasons[i] = SC_TRUST_R_IGNORED;
	if (!mark_findings(obj, res, reasons) && !mark_callers(obj, reasons))
		return reasons;
	free(reasons);
	return NULL;
}
