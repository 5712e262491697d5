// SPDX-License-Identifier: GPL-2.0-only
#include "stackcheck/analysis/callers.h"

#include <stdlib.h>

static uint32_t function_of(const struct sc_callsite *c)
{
	return c->func;
}

/* 0 is none. */
static uint32_t symbol_of(const struct sc_callsite *c)
{
	return c->sym ? c->sym : UINT32_MAX;
}

/* By counting: how many calls each of @n callees has, and where they begin. */
static int sort_calls(struct sc_calls_of *of, const struct sc_object *obj,
		      uint32_t n,
		      uint32_t (*callee)(const struct sc_callsite *c))
{
	of->calls = malloc((obj->ncalls + 1) * sizeof(*of->calls));
	of->first = calloc((size_t)n + 2, sizeof(*of->first));
	if (!of->calls || !of->first)
		return -1;
	for (uint32_t i = 0; i < obj->ncalls; i++)
		if (callee(&obj->calls[i]) < n)
			of->first[callee(&obj->calls[i]) + 2]++;
	for (uint32_t i = 1; i <= n; i++)
		of->first[i + 1] += of->first[i];
	/* each beginning moves to its end, which is where the next one begins */
	for (uint32_t i = 0; i < obj->ncalls; i++)
		if (callee(&obj->calls[i]) < n)
			of->calls[of->first[callee(&obj->calls[i]) + 1]++] = i;
	return 0;
}

int sc_callers_find(struct sc_callers *callers, const struct sc_object *obj)
{
	if (callers->sym.first)
		return 0;
	return sort_calls(&callers->func, obj, obj->nfuncs, function_of) ||
			       sort_calls(&callers->sym, obj, obj->img->nsyms,
					  symbol_of)
		       ? -1
		       : 0;
}

void sc_callers_free(struct sc_callers *callers)
{
	free(callers->func.calls);
	free(callers->func.first);
	free(callers->sym.calls);
	free(callers->sym.first);
	*callers = (struct sc_callers){ 0 };
}
