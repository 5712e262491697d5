// SPDX-License-Identifier: GPL-2.0-only
/* Which functions do not return, and what follows for their callers. */
#include <stdlib.h>
#include <string.h>

#include "stackcheck/analysis/analysis.h"
#include "stackcheck/analysis/callers.h"
#include "stackcheck/analysis/noreturn.h"
#include "stackcheck/analysis/refute.h"
#include "stackcheck/analysis/run_groups.h"
#include "stackcheck/core/rule_id.h"
#include "stackcheck/util/vec.h"

static void add_dirty(uint32_t *groups, uint32_t *n, uint8_t *ever,
		      uint32_t group, uint8_t *now)
{
	if (now[group])
		return;
	now[group] = 1;
	ever[group] = 1;
	groups[(*n)++] = group;
}

/* Does a call of this object go to any of the group's functions? */
static bool is_called(const struct sc_object *obj, uint32_t group)
{
	const struct sc_group *g = &obj->groups[group];

	for (uint32_t m = 0; m < g->nfuncs; m++)
		if (obj->funcs[obj->members[g->first + m]].called)
			return true;
	return false;
}

/*
 * Symbols of a kernel's own table do not tell a function from code that only
 * the processor enters. That code is called by nobody, does not return, and
 * goes on with a stack no callee may have; nothing is known of its caller.
 */
static uint32_t mark_entries(struct sc_analysis *analysis, uint32_t *groups,
			     uint8_t *ever, uint8_t *now)
{
	const struct sc_object *obj = analysis->obj;
	uint32_t n = 0;

	memset(now, 0, obj->ngroups + 1);
	for (uint32_t g = 0; obj->img->sizes_inferred && g < obj->ngroups;
	     g++) {
		if (analysis->group_entry[g] || analysis->returns[g] ||
		    !analysis->irregular_exit[g] || is_called(obj, g))
			continue;
		analysis->group_entry[g] = 1;
		add_dirty(groups, &n, ever, g, now);
	}
	return n;
}

/* What the rounds of settling share. */
struct propagation {
	struct sc_analysis *analysis;
	struct sc_callers callers;
	uint8_t *ever, *now; /* by group: run since the check; in this round */
	uint32_t *groups; /* room for all; the first nrun ran last */
	uint32_t nrun;
	bool all_run; /* instead: all of them did */
	uint32_t *funcs; /* about which something new was found */
	uint32_t nfuncs;
	uint32_t *calls; /* of what is new */
	uint32_t ncalls;
};

/* Did the last run of its group find something that changes its callers? */
static bool update_function(struct sc_analysis *analysis, uint32_t i)
{
	const struct sc_func *f = &analysis->obj->funcs[i];
	bool fresh = analysis->func_clobbers[i] !=
			     analysis->clobbers[f->group] ||
		     analysis->func_scratch[i] != analysis->scratch[f->group];

	analysis->func_clobbers[i] = analysis->clobbers[f->group];
	analysis->func_scratch[i] = analysis->scratch[f->group];
	if (analysis->func_noreturn[i] || analysis->returns[f->group] ||
	    (analysis->runs_on[f->group] & SC_RUNS_ON_FOR_GOOD) || f->ignored ||
	    !SC_IS_ENTERED(f))
		return fresh;
	analysis->func_noreturn[i] = SC_NORETURN_SEEN;
	return true;
}

static int note_callers(struct propagation *s, const struct sc_calls_of *of,
			uint32_t callee)
{
	uint32_t n;
	const uint32_t *calls;

	if (sc_callers_find(&s->callers, s->analysis->obj))
		return -1;
	calls = sc_calls_of(of, callee, &n);
	for (; n--; calls++)
		if (SC_VEC_PUSH(s->calls, s->ncalls, *calls))
			return -1;
	return 0;
}

static int update_and_note(struct propagation *s, uint32_t func)
{
	if (func >= s->analysis->obj->nplain ||
	    !update_function(s->analysis, func))
		return 0;
	return SC_VEC_PUSH(s->funcs, s->nfuncs, func) ||
			       note_callers(s, &s->callers.func, func)
		       ? -1
		       : 0;
}

/* Those of the groups that ran last. */
static int update_functions(struct propagation *s)
{
	const struct sc_object *obj = s->analysis->obj;

	for (uint32_t i = 0; s->all_run && i < obj->nplain; i++)
		if (update_and_note(s, i))
			return -1;
	for (uint32_t i = 0; !s->all_run && i < s->nrun; i++) {
		const struct sc_group *g = &obj->groups[s->groups[i]];

		for (uint32_t m = 0; m < g->nfuncs; m++)
			if (update_and_note(s, obj->members[g->first + m]))
				return -1;
	}
	return 0;
}

/* Assumptions of the last run that are new. */
static int update_symbols(struct propagation *s)
{
	struct sc_analysis *analysis = s->analysis;

	for (uint32_t i = analysis->nassumed_before; i < analysis->nassumed;
	     i++) {
		uint32_t sym = analysis->assumed[i].sym;

		if (!sym || analysis->sym_noreturn[sym] ||
		    analysis->sym_returns[sym])
			continue;
		analysis->sym_noreturn[sym] = SC_NORETURN_ASSUMED;
		if (note_callers(s, &s->callers.sym, sym))
			return -1;
	}
	return 0;
}

static int compare_numbers(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

static void sort_numbers(uint32_t *list, uint32_t n)
{
	if (n)
		qsort(list, n, sizeof(*list), compare_numbers);
}

/*
 * Groups that call something fresh, and the fresh ones with a convention of
 * their own, which were checked before it was known; each once.
 */
static void find_dirty(struct propagation *s)
{
	const struct sc_analysis *analysis = s->analysis;
	const struct sc_object *obj = analysis->obj;

	s->nrun = 0;
	s->all_run = false;
	sort_numbers(s->calls, s->ncalls);
	sort_numbers(s->funcs, s->nfuncs);
	for (uint32_t i = 0; i < s->ncalls; i++)
		add_dirty(s->groups, &s->nrun, s->ever,
			  obj->calls[s->calls[i]].group, s->now);
	for (uint32_t i = 0; i < s->nfuncs; i++)
		if (analysis->func_clobbers[s->funcs[i]])
			add_dirty(s->groups, &s->nrun, s->ever,
				  obj->funcs[s->funcs[i]].group, s->now);
	for (uint32_t i = 0; i < s->nrun; i++)
		s->now[s->groups[i]] = 0;
}

/* Is the finding in no group that is checked again? */
static int keep_finding(void *ctx, struct sc_finding *finding)
{
	const uint8_t *ever = ctx;

	return finding->group == UINT32_MAX || !ever[finding->group];
}

/* What is still found has no story yet. */
static void add_drafts(uint8_t *ever, const struct sc_result *res)
{
	const char *rule = sc_rule_name(SC_RULE_FALLTHROUGH);

	for (size_t i = 0; i < res->nfindings; i++)
		if (res->findings[i].rule == rule &&
		    res->findings[i].group != UINT32_MAX)
			ever[res->findings[i].group] = 1;
}

/* Check again what was checked before all callees were known. */
static int recheck_groups(struct sc_analysis *analysis, uint8_t *ever,
			  uint32_t *groups, struct sc_result *res)
{
	uint32_t n = 0;

	analysis->draft = false;
	if (res->detail != SC_DETAIL_NONE)
		add_drafts(ever, res);
	for (uint32_t g = 0; g < analysis->obj->ngroups; g++)
		if (ever[g])
			groups[n++] = g;
	if (!n)
		return 0;
	sc_result_filter(res, 0, keep_finding, ever);
	return sc_analysis_run_groups(analysis, groups, n, res);
}

/*
 * Functions are taken to return until they are seen not to, which makes
 * their callers worth another look, and so on. All groups have run.
 */
static int propagate_once(struct propagation *s)
{
	s->all_run = true;
	s->analysis->nassumed_before = 0;
	do {
		s->nfuncs = s->ncalls = 0;
		if (update_functions(s) || update_symbols(s))
			return -1;
		find_dirty(s);
		if (s->nrun && sc_analysis_run_groups(s->analysis, s->groups,
						      s->nrun, NULL))
			return -1;
	} while (s->nrun);
	sc_analysis_drop_stale(s->analysis);
	return 0;
}

static int is_of_no_group(void *ctx, struct sc_finding *finding)
{
	(void)ctx;
	return finding->group == UINT32_MAX;
}

/* Some callee returns after all: what followed from the contrary is void. */
static int start_over(struct propagation *s, struct sc_result *res)
{
	struct sc_analysis *analysis = s->analysis;
	const struct sc_object *obj = analysis->obj;

	for (uint32_t i = 0; i < obj->img->nsyms; i++)
		if (analysis->sym_noreturn[i] != SC_NORETURN_SEEN &&
		    (analysis->sym_returns[i] ||
		     analysis->sym_noreturn[i] == SC_NORETURN_ASSUMED))
			analysis->sym_noreturn[i] = 0;
	memset(analysis->func_noreturn, 0, obj->nfuncs);
	memset(analysis->func_clobbers, 0,
	       obj->nfuncs * sizeof(*analysis->func_clobbers));
	memset(analysis->func_scratch, 0,
	       obj->nfuncs * sizeof(*analysis->func_scratch));
	memset(s->ever, 0, obj->ngroups);
	sc_result_filter(res, 0, is_of_no_group, NULL);
	return sc_analysis_run_groups(analysis, NULL, 0, res);
}

/* One by one they could take as many rounds as there are callees. */
static int propagate_all(struct propagation *s, struct sc_result *res)
{
	enum { MAX_ROUNDS = 8 };
	int round = 0, err = propagate_once(s);

	while (!err && (err = sc_analysis_refute(s->analysis, &s->callers,
						 ++round > MAX_ROUNDS)) > 0) {
		err = start_over(s, res);
		if (!err)
			err = propagate_once(s);
	}
	if (!err)
		mark_entries(s->analysis, s->groups, s->ever, s->now);
	return err ? err : recheck_groups(s->analysis, s->ever, s->groups, res);
}

int sc_analysis_propagate(struct sc_analysis *analysis, struct sc_result *res)
{
	const struct sc_object *obj = analysis->obj;
	struct propagation s = {
		.analysis = analysis,
		.ever = calloc(obj->ngroups + 1, 1),
		.now = calloc(obj->ngroups + 1, 1),
		.groups = malloc((obj->ngroups + 1) * sizeof(*s.groups)),
	};
	int err = s.ever && s.now && s.groups ? propagate_all(&s, res) : -1;

	sc_callers_free(&s.callers);
	free(s.funcs);
	free(s.calls);
	free(s.ever);
	free(s.now);
	free(s.groups);
	return err;
}
