// SPDX-License-Identifier: GPL-2.0-only
/* Which functions do not return, and what follows for their callers. */
#include <stdlib.h>
#include <string.h>

#include "stackcheck/analysis/analysis.h"
#include "stackcheck/analysis/noreturn.h"
#include "stackcheck/analysis/refute.h"
#include "stackcheck/analysis/run_groups.h"

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

/* What was found of functions that changes their callers. */
static uint32_t update_functions(struct sc_analysis *analysis, uint8_t *fresh)
{
	const struct sc_object *obj = analysis->obj;
	uint32_t n = 0;

	memset(fresh, 0, obj->nfuncs + 1);
	for (uint32_t i = 0; i < obj->nplain; i++) {
		const struct sc_func *f = &obj->funcs[i];

		if (analysis->func_clobbers[i] !=
			    analysis->clobbers[f->group] ||
		    analysis->func_scratch[i] != analysis->scratch[f->group]) {
			analysis->func_clobbers[i] =
				analysis->clobbers[f->group];
			analysis->func_scratch[i] = analysis->scratch[f->group];
			fresh[i] = 1;
			n++;
		}
		if (analysis->func_noreturn[i] || analysis->returns[f->group] ||
		    (analysis->runs_on[f->group] & SC_RUNS_ON_FOR_GOOD) ||
		    f->ignored || !SC_IS_ENTERED(f))
			continue;
		analysis->func_noreturn[i] = SC_NORETURN_SEEN;
		fresh[i] = 1;
		n++;
	}
	return n;
}

/* Assumptions of the last run that are new. */
static uint32_t update_symbols(struct sc_analysis *analysis, uint8_t *fresh)
{
	uint32_t n = 0;

	memset(fresh, 0, analysis->obj->img->nsyms + 1);
	for (uint32_t i = 0; i < analysis->nassumed; i++) {
		uint32_t sym = analysis->assumed[i].sym;

		if (!sym || analysis->sym_noreturn[sym] ||
		    analysis->sym_returns[sym])
			continue;
		analysis->sym_noreturn[sym] = SC_NORETURN_ASSUMED;
		fresh[sym] = 1;
		n++;
	}
	return n;
}

/*
 * Groups that call something fresh, and the fresh ones with a convention of
 * their own, which were checked before it was known; each once.
 */
static uint32_t find_dirty(const struct sc_analysis *analysis,
			   const uint8_t *fresh_func, const uint8_t *fresh_sym,
			   uint32_t *groups, uint8_t *ever, uint8_t *now)
{
	const struct sc_object *obj = analysis->obj;
	uint32_t n = 0;

	memset(now, 0, obj->ngroups + 1);
	for (uint32_t i = 0; i < obj->ncalls; i++) {
		const struct sc_callsite *c = &obj->calls[i];

		if ((c->func != UINT32_MAX && fresh_func[c->func]) ||
		    fresh_sym[c->sym])
			add_dirty(groups, &n, ever, c->group, now);
	}
	for (uint32_t i = 0; i < obj->nplain; i++)
		if (fresh_func[i] && analysis->func_clobbers[i])
			add_dirty(groups, &n, ever, obj->funcs[i].group, now);
	return n;
}

/* Is the finding in no group that is checked again? */
static int keep_finding(void *ctx, struct sc_finding *finding)
{
	const uint8_t *ever = ctx;

	return finding->group == UINT32_MAX || !ever[finding->group];
}

/* Check again what was checked before all callees were known. */
static int recheck_groups(struct sc_analysis *analysis, uint8_t *ever,
			  uint32_t *groups, struct sc_result *res)
{
	uint32_t n = 0;

	for (uint32_t g = 0; g < analysis->obj->ngroups; g++)
		if (ever[g])
			groups[n++] = g;
	if (!n)
		return 0;
	sc_result_filter(res, 0, keep_finding, ever);
	return sc_analysis_run_groups(analysis, groups, n, res);
}

/* What the rounds of settling share. */
struct propagation {
	struct sc_analysis *analysis;
	uint8_t *fresh_func, *fresh_sym;
	uint8_t *ever, *now; /* by group: run since the check; this time */
	uint32_t *groups; /* room for all */
};

/*
 * Functions are taken to return until they are seen not to, which makes
 * their callers worth another look, and so on.
 */
static int propagate_once(struct propagation *s)
{
	struct sc_analysis *analysis = s->analysis;
	int err = 0;

	while (!err) {
		uint32_t n = update_functions(analysis, s->fresh_func);

		n += update_symbols(analysis, s->fresh_sym);
		if (!n)
			break;
		n = find_dirty(analysis, s->fresh_func, s->fresh_sym, s->groups,
			       s->ever, s->now);
		if (n)
			err = sc_analysis_run_groups(analysis, s->groups, n,
						     NULL);
	}
	return err;
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

	while (!err && (err = sc_analysis_refute(s->analysis,
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
		.fresh_func = calloc(obj->nfuncs + 1, 1),
		.fresh_sym = calloc(obj->img->nsyms + 1, 1),
		.ever = calloc(obj->ngroups + 1, 1),
		.now = calloc(obj->ngroups + 1, 1),
		.groups = malloc((obj->ngroups + 1) * sizeof(*s.groups)),
	};
	int err = s.fresh_func && s.fresh_sym && s.ever && s.now && s.groups
			  ? propagate_all(&s, res)
			  : -1;

	free(s.fresh_func);
	free(s.fresh_sym);
	free(s.ever);
	free(s.now);
	free(s.groups);
	return err;
}
