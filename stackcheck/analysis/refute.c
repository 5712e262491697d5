// SPDX-License-Identifier: GPL-2.0-only
/* What calls show against the assumption that their callee does not return. */
#include <stdlib.h>
#include <string.h>

#include "stackcheck/analysis/analysis.h"
#include "stackcheck/analysis/refute.h"
#include "stackcheck/util/search.h"

static bool is_assumed_symbol(const struct sc_analysis *analysis, uint32_t sym)
{
	return analysis->sym_noreturn[sym] == SC_NORETURN_ASSUMED ||
	       analysis->sym_noreturn[sym] == SC_NORETURN_GUESSED;
}

/* Does the call or jump @c lead to what is only assumed not to come back? */
static bool is_assumption(const struct sc_analysis *analysis,
			  const struct sc_callsite *c)
{
	if (c->sym && is_assumed_symbol(analysis, c->sym))
		return true;
	if (c->func == UINT32_MAX)
		return false;
	return analysis->func_noreturn[c->func] == SC_NORETURN_ASSUMED ||
	       analysis->obj->funcs[c->func].ignored;
}

/* No function of the group returns; now it is known that this is assumed. */
static bool mark_assumed(struct sc_analysis *analysis, uint32_t group)
{
	const struct sc_group *g = &analysis->obj->groups[group];
	bool changed = false;

	for (uint32_t m = 0; m < g->nfuncs; m++) {
		uint8_t *noreturn =
			&analysis->func_noreturn
				 [analysis->obj->members[g->first + m]];

		changed |= *noreturn == SC_NORETURN_SEEN;
		if (*noreturn)
			*noreturn = SC_NORETURN_ASSUMED;
	}
	return changed;
}

struct assuming {
	struct sc_analysis *analysis;
	struct sc_callers *callers;
	uint32_t *work; /* groups whose callers are to be looked at */
	uint32_t nwork;
};

static void follow_call(struct assuming *a, const struct sc_callsite *c)
{
	if (is_assumption(a->analysis, c) &&
	    mark_assumed(a->analysis, c->group))
		a->work[a->nwork++] = c->group;
}

static int follow_callers(struct assuming *a, uint32_t group)
{
	const struct sc_object *obj = a->analysis->obj;
	const struct sc_group *g = &obj->groups[group];

	if (sc_callers_find(a->callers, obj))
		return -1;
	for (uint32_t m = 0; m < g->nfuncs; m++) {
		uint32_t n;
		const uint32_t *calls = sc_calls_of(
			&a->callers->func, obj->members[g->first + m], &n);

		for (; n--; calls++)
			follow_call(a, &obj->calls[*calls]);
	}
	return 0;
}

/* What rests on an assumption is one, through any number of calls. */
static int find_assumed(struct sc_analysis *analysis,
			struct sc_callers *callers)
{
	const struct sc_object *obj = analysis->obj;
	struct assuming a = { .analysis = analysis, .callers = callers };
	int bad = 0;

	/* a group changes once at most */
	a.work = malloc((obj->ngroups + 1) * sizeof(*a.work));
	if (!a.work)
		return -1;
	for (uint32_t i = 0; i < obj->ncalls; i++)
		follow_call(&a, &obj->calls[i]);
	while (!bad && a.nwork)
		bad = follow_callers(&a, a.work[--a.nwork]);
	free(a.work);
	return bad;
}

/* Calls are sorted by group: the first of @group. */
static uint32_t first_call(const struct sc_object *obj, uint32_t group)
{
	return SC_FIRST_NOT(i, 0, obj->ncalls, obj->calls[i].group < group);
}

struct refuting {
	struct sc_analysis *analysis;
	uint8_t *seen; /* by group: is in work, or was */
	uint32_t *work; /* groups that return after all */
	uint32_t nwork;
	bool changed;
};

static void refute_symbol(struct refuting *r, uint32_t sym)
{
	uint8_t *returns = &r->analysis->sym_returns[sym];

	r->changed |= *returns != SC_RETURNS_SHOWN;
	*returns = SC_RETURNS_SHOWN;
}

static void refute_function(struct refuting *r, uint32_t func)
{
	struct sc_analysis *analysis = r->analysis;
	uint32_t group = analysis->obj->funcs[func].group;

	if (analysis->obj->funcs[func].ignored) {
		r->changed |= analysis->func_returns[func] != SC_RETURNS_SHOWN;
		analysis->func_returns[func] = SC_RETURNS_SHOWN;
	} else if (analysis->func_noreturn[func] == SC_NORETURN_ASSUMED &&
		   !r->seen[group]) {
		r->seen[group] = 1;
		r->work[r->nwork++] = group;
	}
}

/* A group that returns: so does everything that was assumed not to. */
static void refute_callees(struct refuting *r, uint32_t group)
{
	const struct sc_object *obj = r->analysis->obj;

	for (uint32_t i = first_call(obj, group);
	     i < obj->ncalls && obj->calls[i].group == group; i++) {
		if (!is_assumption(r->analysis, &obj->calls[i]))
			continue;
		if (obj->calls[i].sym &&
		    is_assumed_symbol(r->analysis, obj->calls[i].sym))
			refute_symbol(r, obj->calls[i].sym);
		else
			refute_function(r, obj->calls[i].func);
	}
}

/* An assumption whose calls are reached no more has nothing to stand on. */
static int drop_unfounded(struct refuting *r)
{
	struct sc_analysis *analysis = r->analysis;
	uint32_t nsyms = analysis->obj->img->nsyms;
	uint8_t *founded = calloc(nsyms + 1, 1);

	if (!founded)
		return -1;
	for (uint32_t i = 0; i < analysis->nassumed; i++)
		founded[analysis->assumed[i].sym] = 1;
	for (uint32_t i = 1; i < nsyms; i++) {
		if (analysis->sym_noreturn[i] != SC_NORETURN_ASSUMED ||
		    founded[i] || analysis->sym_returns[i])
			continue;
		analysis->sym_returns[i] = SC_RETURNS_ELSEWHERE;
		r->changed = true;
	}
	free(founded);
	return 0;
}

/* Every callee returns but those that are seen not to. */
static void refute_all(struct sc_analysis *analysis)
{
	for (uint32_t i = 1; i < analysis->obj->img->nsyms; i++)
		if (analysis->sym_noreturn[i] != SC_NORETURN_SEEN)
			analysis->sym_returns[i] = SC_RETURNS_SHOWN;
	memset(analysis->func_returns, SC_RETURNS_SHOWN, analysis->obj->nfuncs);
}

/*
 * What runs past its end when all is known of its callees may return: its
 * callers are not to rest on this fault. Where symbols have no sizes, ends are
 * not known well enough.
 */
static void refute_running_on(struct refuting *r)
{
	struct sc_analysis *analysis = r->analysis;
	const struct sc_object *obj = analysis->obj;

	for (uint32_t i = 0; !obj->img->sizes_inferred && i < obj->nplain;
	     i++) {
		uint8_t *runs_on = &analysis->runs_on[obj->funcs[i].group];

		if (*runs_on != SC_RUNS_ON || !analysis->func_noreturn[i])
			continue;
		*runs_on |= SC_RUNS_ON_FOR_GOOD;
		r->changed = true;
	}
}

static void refute_shown(struct refuting *r)
{
	const struct sc_analysis *analysis = r->analysis;

	for (uint32_t i = 0; i < analysis->nshown; i++) {
		const struct sc_evidence *s = &analysis->shown[i];

		if (s->sym)
			refute_symbol(r, s->sym);
		else
			refute_function(r, s->callee);
	}
	for (uint32_t i = 0; i < analysis->obj->nplain; i++)
		if (analysis->func_returns[i] == SC_RETURNS_ELSEWHERE)
			refute_function(r, i);
	while (r->nwork)
		refute_callees(r, r->work[--r->nwork]);
}

int sc_analysis_refute(struct sc_analysis *analysis, struct sc_callers *callers,
		       bool all)
{
	uint32_t ngroups = analysis->obj->ngroups;
	struct refuting r = { .analysis = analysis };
	int err = -1;

	if (find_assumed(analysis, callers))
		return -1;
	r.seen = calloc(ngroups + 1, 1);
	r.work = malloc((ngroups + 1) * sizeof(*r.work));
	if (r.seen && r.work) {
		refute_shown(&r);
		refute_running_on(&r);
		err = drop_unfounded(&r);
		if (all && r.changed)
			refute_all(analysis);
	}
	free(r.seen);
	free(r.work);
	return err ? err : r.changed;
}
