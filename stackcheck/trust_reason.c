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

static void blame(const struct sc_object *obj, const struct sc_func *f,
		  unsigned int reason, uint8_t *reasons)
{
	uint8_t *r = &reasons[f - obj->funcs];

	if (*r == SC_TRUST_R_NONE)
		*r = (uint8_t)reason;
}

/* --- states go on where control goes on */

struct spread {
	const struct sc_object *obj;
	uint8_t *reasons;
	uint32_t from; /* the function whose states go on */
	bool changed;
};

static void spread_to(struct spread *s, uint32_t sec, uint64_t off)
{
	const struct sc_func *f = &s->obj->funcs[s->from];
	const struct sc_func *g = sc_func_at(s->obj, sec, off);

	if (!g || g->group != f->group || s->reasons[g - s->obj->funcs])
		return;
	blame(s->obj, g, s->reasons[s->from], s->reasons);
	s->changed = true;
}

static void spread_insn(struct spread *s, const struct sc_func *f, uint32_t i)
{
	const struct sc_code *code = &s->obj->code[f->sec];
	const struct sc_insn *insn = &code->insns[i];
	struct sc_target to;

	if (code->mark[i] & SC_M_EDGE) {
		uint32_t n;
		const struct sc_edge *e =
			sc_edges_at(s->obj, f->sec, insn->off, &n);

		for (; n--; e++)
			spread_to(s, e->to_sec, e->to_off);
	}
	if (!sc_op_is(insn, SC_P_BRANCH))
		return;
	to = sc_insn_target(s->obj, f->sec, insn);
	if (to.kind == SC_TO_CODE)
		spread_to(s, to.sec, to.off);
}

static void spread_function(struct spread *s)
{
	const struct sc_func *f = &s->obj->funcs[s->from];
	uint32_t last = f->first + f->ninsns - 1;

	for (uint32_t i = f->first; i < f->first + f->ninsns; i++)
		spread_insn(s, f, i);
	if (f->kind == SC_FUNC_ALT)
		spread_to(s, f->back_sec, f->back_off);
	else if (f->ninsns &&
		 !sc_op_is(&s->obj->code[f->sec].insns[last], SC_P_END))
		spread_to(s, f->sec, f->end);
}

/* Within groups, which is where states go on from function to function. */
static void spread_all(const struct sc_object *obj, uint8_t *reasons)
{
	struct spread s = { .obj = obj, .reasons = reasons, .changed = true };

	while (s.changed) {
		s.changed = false;
		for (s.from = 0; s.from < obj->nfuncs; s.from++)
			if (reasons[s.from] &&
			    reasons[s.from] != SC_TRUST_R_IGNORED &&
			    obj->groups[obj->funcs[s.from].group].nfuncs > 1)
				spread_function(&s);
	}
}

/* --- findings */

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
		if (is_harmless(obj, func, reason))
			continue;
		blame(obj, func, reason, reasons);
		/* who is fallen into has not the state of an entry */
		func = reason == SC_TRUST_R_FALLTHROUGH
			       ? sc_func_at(obj, s, func->end)
			       : NULL;
		if (func)
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

/*
 * Who calls such code has registers that are not what its rows say. Thunks
 * are no functions: the analyzer knows what calling them does.
 */
static int blame_callers(const struct sc_object *obj, uint8_t *reasons)
{
	uint8_t *direct = malloc(obj->nfuncs + 1);

	if (!direct)
		return -1;
	memcpy(direct, reasons, obj->nfuncs);
	for (uint32_t i = 0; i < obj->ncalls; i++) {
		const struct sc_callsite *c = &obj->calls[i];
		const struct sc_group *g = &obj->groups[c->group];

		if (c->func == UINT32_MAX || !breaks_callers(direct[c->func]) ||
		    obj->funcs[c->func].callee != SC_CALLEE_PLAIN)
			continue;
		for (uint32_t m = 0; m < g->nfuncs; m++)
			blame(obj, &obj->funcs[obj->members[g->first + m]],
			      SC_TRUST_R_CALLEE, reasons);
	}
	free(direct);
	return 0;
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
	spread_all(obj, reasons);
	if (!blame_callers(obj, reasons))
		return reasons;
	free(reasons);
	return NULL;
}
