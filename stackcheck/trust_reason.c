// SPDX-License-Identifier: GPL-2.0-only
/* From findings to the functions that are not to be trusted for them. */
#include <stdlib.h>
#include <string.h>

#include "stackcheck/trust_make.h"

static unsigned int reason_of(const char *rule)
{
	for (unsigned int i = SC_TRUST_R_RULES; i < SC_TRUST_NREASONS; i++)
		if (!strcmp(sc_trust_reason_text(i), rule))
			return i;
	return SC_TRUST_R_OTHER;
}

/* Does unreached code of @f go on into code that is reached? */
static bool joins_reached(const struct sc_object *obj, const struct sc_func *f)
{
	const struct sc_code *code = &obj->code[f->sec];

	for (uint32_t i = f->first; i < f->first + f->ninsns; i++) {
		const struct sc_insn *insn = &code->insns[i];
		const struct sc_func *g;
		struct sc_target to;
		uint32_t k;

		if ((code->mark[i] & SC_M_REACHED) || sc_is_padding(insn))
			continue;
		if (!sc_op_is(insn, SC_P_END) && i + 1 < f->first + f->ninsns &&
		    (code->mark[i + 1] & SC_M_REACHED))
			return true;
		if (!sc_op_is(insn, SC_P_BRANCH))
			continue;
		to = sc_insn_target(obj, f->sec, insn);
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

/*
 * What no path reaches has no row, and that is all that is wrong with it: but
 * if it goes on into code with rows, those may be wrong.
 */
static bool is_harmless(const struct sc_object *obj, const struct sc_func *f,
			unsigned int reason)
{
	return reason == SC_TRUST_R_UNREACHABLE && !joins_reached(obj, f);
}

/* All of a group: states found in one member go on into the others. */
static void blame(const struct sc_object *obj, const struct sc_func *f,
		  unsigned int reason, uint8_t *reasons)
{
	const struct sc_group *g = &obj->groups[f->group];

	for (uint32_t i = 0; i < g->nfuncs; i++) {
		uint8_t *r = &reasons[obj->members[g->first + i]];

		if (*r == SC_TRUST_R_NONE)
			*r = (uint8_t)reason;
	}
}

static void blame_all(const struct sc_object *obj, unsigned int reason,
		      uint8_t *reasons)
{
	for (uint32_t i = 0; i < obj->nfuncs; i++)
		if (reasons[i] == SC_TRUST_R_NONE)
			reasons[i] = (uint8_t)reason;
}

static void blame_finding(const struct sc_object *obj,
			  const struct sc_finding *f, uint8_t *reasons)
{
	unsigned int reason = reason_of(f->rule);
	bool found = false;

	for (uint32_t s = 1; s < obj->img->nsecs; s++) {
		const struct sc_func *func;

		if (strcmp(obj->img->secs[s].name, f->section))
			continue;
		func = sc_func_at(obj, s, f->section_off);
		if (!func)
			continue;
		found = true;
		if (!is_harmless(obj, func, reason))
			blame(obj, func, reason, reasons);
	}
	/* a table that says something of code, but not of which */
	if (!found)
		blame_all(obj, reason, reasons);
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

/* Who calls such code has registers that are not what its rows say. */
static void blame_callers(const struct sc_object *obj, uint8_t *reasons)
{
	uint8_t *direct = malloc(obj->nfuncs + 1);

	if (direct)
		memcpy(direct, reasons, obj->nfuncs);
	for (uint32_t i = 0; i < obj->ncalls; i++) {
		const struct sc_callsite *c = &obj->calls[i];
		const struct sc_group *g = &obj->groups[c->group];

		/* without memory for the copy: blame them all */
		if (c->func == UINT32_MAX ||
		    !breaks_callers((direct ? direct : reasons)[c->func]))
			continue;
		blame(obj, &obj->funcs[obj->members[g->first]],
		      SC_TRUST_R_CALLEE, reasons);
	}
	free(direct);
}

uint8_t *sc_trust_reasons(const struct sc_study *study,
			  const struct sc_result *res)
{
	const struct sc_object *obj = study->obj;
	uint8_t *reasons = calloc(obj->nfuncs + 1, 1);

	if (!reasons)
		return NULL;
	for (uint32_t i = 0; i < obj->nfuncs; i++)
		if (obj->funcs[i].ignored)
			reasons[i] = SC_TRUST_R_IGNORED;
	for (size_t i = 0; i < res->nfindings; i++)
		if (res->findings[i].severity != SC_NOTE)
			blame_finding(obj, &res->findings[i], reasons);
	blame_callers(obj, reasons);
	return reasons;
}
