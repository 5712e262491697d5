// SPDX-License-Identifier: GPL-2.0-only
/* The plan of a patch module: its parts are added one by one, as copies. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/plan.h"
#include "stackcheck/util/vec.h"

struct pb_plan *pb_plan_new(void)
{
	return calloc(1, sizeof(struct pb_plan));
}

static void free_func(struct pb_plan_func *func)
{
	free(func->object);
	free(func->name);
	free(func->symbol);
	free(func->why);
}

static void free_ref(struct pb_plan_ref *ref)
{
	free(ref->symbol);
	free(ref->object);
	free(ref->name);
}

void pb_plan_free(struct pb_plan *plan)
{
	if (!plan)
		return;
	for (size_t i = 0; i < plan->nfuncs; i++)
		free_func(&plan->funcs[i]);
	for (size_t i = 0; i < plan->nrefs; i++)
		free_ref(&plan->refs[i]);
	for (size_t i = 0; i < plan->nobjects; i++)
		free(plan->objects[i]);
	for (size_t i = 0; i < plan->nsources; i++)
		free(plan->sources[i]);
	free(plan->sources);
	for (size_t i = 0; i < plan->nneeds; i++)
		free(plan->needs[i]);
	free(plan->needs);
	free(plan->funcs);
	free(plan->refs);
	free(plan->objects);
	free(plan->name);
	free(plan->build_id);
	free(plan->diff_hash);
	free(plan);
}

/* A copy of a string that may be NULL; false: no memory. */
static bool copy_string(char **copy_ret, const char *s)
{
	*copy_ret = s ? strdup(s) : NULL;
	return !s || *copy_ret;
}

int pb_plan_add_func(struct pb_plan *plan, const struct pb_plan_func *func)
{
	struct pb_plan_func copy = *func;
	bool good = copy_string(&copy.object, func->object);

	good &= copy_string(&copy.name, func->name);
	good &= copy_string(&copy.symbol, func->symbol);
	good &= copy_string(&copy.why, func->why);
	if (good && !SC_VEC_PUSH(plan->funcs, plan->nfuncs, copy))
		return 0;
	free_func(&copy);
	return -1;
}

int pb_plan_add_ref(struct pb_plan *plan, const struct pb_plan_ref *ref)
{
	struct pb_plan_ref copy = *ref;
	bool good;

	for (size_t i = 0; i < plan->nrefs; i++)
		if (!strcmp(plan->refs[i].symbol, ref->symbol))
			return 0;
	good = copy_string(&copy.symbol, ref->symbol);
	good &= copy_string(&copy.object, ref->object);
	good &= copy_string(&copy.name, ref->name);
	if (good && !SC_VEC_PUSH(plan->refs, plan->nrefs, copy))
		return 0;
	free_ref(&copy);
	return -1;
}

const struct pb_plan_ref *pb_plan_find_ref(const struct pb_plan *plan,
					   const char *symbol)
{
	for (size_t i = 0; i < plan->nrefs; i++)
		if (!strcmp(plan->refs[i].symbol, symbol))
			return &plan->refs[i];
	return NULL;
}

static int add_string(char ***list, size_t *n, const char *s)
{
	char *none = NULL;

	if (SC_VEC_PUSH(*list, *n, none))
		return -1;
	(*list)[*n - 1] = strdup(s);
	if ((*list)[*n - 1])
		return 0;
	(*n)--;
	return -1;
}

int pb_plan_add_object(struct pb_plan *plan, const char *path)
{
	return add_string(&plan->objects, &plan->nobjects, path);
}

/* Add a string that is not there yet. */
static int add_once(char ***list, size_t *n, const char *text)
{
	for (size_t i = 0; i < *n; i++)
		if (!strcmp((*list)[i], text))
			return 0;
	return add_string(list, n, text);
}

int pb_plan_add_source(struct pb_plan *plan, const char *path)
{
	return add_once(&plan->sources, &plan->nsources, path);
}

int pb_plan_add_need(struct pb_plan *plan, const char *module)
{
	return add_once(&plan->needs, &plan->nneeds, module);
}
