// SPDX-License-Identifier: GPL-2.0-only
/* The call graph: from calling functions to calling groups, each pair once. */
#include <stdlib.h>
#include <string.h>

#include "stackcheck/cfg/call_graph.h"
#include "stackcheck/cfg/group_priv.h"

static int compare_calls(const void *pa, const void *pb)
{
	const struct sc_callsite *a = pa, *b = pb;

	if (a->group != b->group)
		return a->group < b->group ? -1 : 1;
	if (a->func != b->func)
		return a->func < b->func ? -1 : 1;
	return a->sym < b->sym ? -1 : a->sym > b->sym;
}

static bool is_entered_group(const struct sc_object *obj, uint32_t group)
{
	const struct sc_group *g = &obj->groups[group];

	for (uint32_t m = 0; m < g->nfuncs; m++)
		if (SC_IS_ENTERED(&obj->funcs[obj->members[g->first + m]]))
			return true;
	return false;
}

static void note_caller(struct sc_object *obj, const struct sc_callsite *c)
{
	struct sc_group *g;

	if (c->func == UINT32_MAX)
		return;
	g = &obj->groups[obj->funcs[c->func].group];
	g->has_caller = true;
	if (!g->has_entered_caller)
		g->has_entered_caller = is_entered_group(obj, c->group);
}

static void sort_few(struct sc_callsite *calls, uint32_t n)
{
	for (uint32_t i = 1; i < n; i++) {
		struct sc_callsite c = calls[i];
		uint32_t k = i;

		for (; k && compare_calls(&calls[k - 1], &c) > 0; k--)
			calls[k] = calls[k - 1];
		calls[k] = c;
	}
}

static bool are_grouped(const struct sc_callsite *calls, uint32_t n)
{
	for (uint32_t i = 1; i < n; i++)
		if (calls[i].group < calls[i - 1].group)
			return false;
	return true;
}

/* Bring the calls of each group together, groups in their order. */
static bool group_calls(struct sc_object *obj)
{
	uint32_t *at = calloc(obj->ngroups + 1, sizeof(*at));
	struct sc_callsite *to = malloc((obj->ncalls + 1) * sizeof(*to));

	for (uint32_t i = 0; at && to && i < obj->ncalls; i++)
		at[obj->calls[i].group + 1]++;
	for (uint32_t g = 0; at && to && g < obj->ngroups; g++)
		at[g + 1] += at[g];
	for (uint32_t i = 0; at && to && i < obj->ncalls; i++)
		to[at[obj->calls[i].group]++] = obj->calls[i];
	if (at && to)
		memcpy(obj->calls, to, obj->ncalls * sizeof(*to));
	free(at);
	free(to);
	return at && to;
}

/*
 * Functions come in the order of their groups, but for those that are united
 * with a later one.
 */
static void sort_calls(struct sc_object *obj)
{
	enum { FEW = 24 };
	struct sc_callsite *calls = obj->calls;
	uint32_t from = 0, n = obj->ncalls;

	if (!are_grouped(calls, n) && !group_calls(obj)) {
		qsort(calls, n, sizeof(*calls), compare_calls);
		return;
	}
	for (uint32_t i = 1; i <= n; i++) {
		if (i < n && calls[i].group == calls[from].group)
			continue;
		if (i - from <= FEW)
			sort_few(calls + from, i - from);
		else
			qsort(calls + from, i - from, sizeof(*calls),
			      compare_calls);
		from = i;
	}
}

void sc_group_resolve_calls(struct sc_object *obj)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < obj->ncalls; i++)
		obj->calls[i].group = obj->funcs[obj->calls[i].group].group;
	sort_calls(obj);
	for (uint32_t i = 0; i < obj->ncalls; i++)
		if (!n || compare_calls(&obj->calls[n - 1], &obj->calls[i]))
			obj->calls[n++] = obj->calls[i];
	obj->ncalls = n;
	for (uint32_t i = 0; i < n; i++)
		note_caller(obj, &obj->calls[i]);
}
