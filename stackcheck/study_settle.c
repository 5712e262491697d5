// SPDX-License-Identifier: GPL-2.0-only
/* Which functions do not return, and what follows for their callers. */
#include <stdlib.h>
#include <string.h>

#include "stackcheck/study_priv.h"

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
static uint32_t settle_entries(struct sc_study *study, uint32_t *groups,
			       uint8_t *ever, uint8_t *now)
{
	const struct sc_object *obj = study->obj;
	uint32_t n = 0;

	memset(now, 0, obj->ngroups + 1);
	for (uint32_t g = 0; obj->img->sizes_inferred && g < obj->ngroups;
	     g++) {
		if (study->group_entry[g] || study->returns[g] ||
		    !study->odd[g] || is_called(obj, g))
			continue;
		study->group_entry[g] = 1;
		add_dirty(groups, &n, ever, g, now);
	}
	return n;
}

/* What was found of functions that changes their callers. */
static uint32_t settle_functions(struct sc_study *study, uint8_t *fresh)
{
	const struct sc_object *obj = study->obj;
	uint32_t n = 0;

	memset(fresh, 0, obj->nfuncs + 1);
	for (uint32_t i = 0; i < obj->nplain; i++) {
		const struct sc_func *f = &obj->funcs[i];

		if (study->func_clobbers[i] != study->clobbers[f->group]) {
			study->func_clobbers[i] = study->clobbers[f->group];
			fresh[i] = 1;
			n++;
		}
		if (study->func_noreturn[i] || study->returns[f->group] ||
		    f->ignored || !SC_IS_ENTERED(f))
			continue;
		study->func_noreturn[i] = fresh[i] = 1;
		n++;
	}
	return n;
}

/* Assumptions of the last run that are new. */
static uint32_t settle_symbols(struct sc_study *study, uint8_t *fresh)
{
	uint32_t n = 0, kept = 0;

	memset(fresh, 0, study->obj->img->nsyms + 1);
	for (uint32_t i = 0; i < study->nassumed; i++) {
		struct sc_assumed *a = &study->assumed[i];

		if (study->sym_noreturn[a->sym] == SC_SYM_ASSUMED &&
		    !fresh[a->sym]) {
			study->assumed[kept++] = *a;
			continue;
		}
		if (study->sym_noreturn[a->sym])
			continue;
		study->sym_noreturn[a->sym] = SC_SYM_ASSUMED;
		fresh[a->sym] = 1;
		study->assumed[kept++] = *a;
		n++;
	}
	study->nassumed = kept;
	return n;
}

/*
 * Groups that call something fresh, and the fresh ones with a convention of
 * their own, which were judged before it was known; each once.
 */
static uint32_t find_dirty(const struct sc_study *study,
			   const uint8_t *fresh_func, const uint8_t *fresh_sym,
			   uint32_t *groups, uint8_t *ever, uint8_t *now)
{
	const struct sc_object *obj = study->obj;
	uint32_t n = 0;

	memset(now, 0, obj->ngroups + 1);
	for (uint32_t i = 0; i < obj->ncalls; i++) {
		const struct sc_callsite *c = &obj->calls[i];

		if (c->func != UINT32_MAX ? fresh_func[c->func]
					  : fresh_sym[c->sym])
			add_dirty(groups, &n, ever, c->group, now);
	}
	for (uint32_t i = 0; i < obj->nplain; i++)
		if (fresh_func[i] && study->func_clobbers[i])
			add_dirty(groups, &n, ever, obj->funcs[i].group, now);
	return n;
}

/* Is the finding in no group that is judged again? */
static int keep_finding(void *ctx, struct sc_finding *finding)
{
	const uint8_t *ever = ctx;

	return finding->group == UINT32_MAX || !ever[finding->group];
}

/* Judge again what was judged before all callees were known. */
static int judge_again(struct sc_study *study, uint8_t *ever, uint32_t *groups,
		       struct sc_result *res)
{
	uint32_t n = 0;

	for (uint32_t g = 0; g < study->obj->ngroups; g++)
		if (ever[g])
			groups[n++] = g;
	if (!n)
		return 0;
	sc_result_filter(res, keep_finding, ever);
	return sc_study_run(study, groups, n, res);
}

/*
 * Functions are taken to return until they are seen not to, which makes
 * their callers worth another look, and so on.
 */
int sc_study_settle(struct sc_study *study, struct sc_result *res)
{
	const struct sc_object *obj = study->obj;
	uint8_t *fresh_func = calloc(obj->nfuncs + 1, 1);
	uint8_t *fresh_sym = calloc(obj->img->nsyms + 1, 1);
	uint8_t *ever = calloc(obj->ngroups + 1, 1);
	uint8_t *now = calloc(obj->ngroups + 1, 1);
	uint32_t *groups = malloc((obj->ngroups + 1) * sizeof(*groups));
	int err = fresh_func && fresh_sym && ever && now && groups ? 0 : -1;

	while (!err) {
		uint32_t n = settle_functions(study, fresh_func);

		n += settle_symbols(study, fresh_sym);
		if (!n)
			break;
		n = find_dirty(study, fresh_func, fresh_sym, groups, ever, now);
		if (n)
			err = sc_study_run(study, groups, n, NULL);
	}
	if (!err)
		settle_entries(study, groups, ever, now);
	if (!err)
		err = judge_again(study, ever, groups, res);
	if (!err)
		settle_symbols(study, fresh_sym);
	free(fresh_func);
	free(fresh_sym);
	free(ever);
	free(now);
	free(groups);
	return err;
}
