/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Who calls whom, by callee: what becomes known of a callee concerns its callers
 * alone.
 */
#ifndef STACKCHECK_ANALYSIS_CALLERS_H
#define STACKCHECK_ANALYSIS_CALLERS_H

#include "stackcheck/cfg/cfg.h"

/* Calls by one kind of callee. */
struct sc_calls_of {
	uint32_t *calls; /* indices into obj->calls; those of a callee in order */
	uint32_t *first; /* by callee: into calls; one more behind the last */
};

/* Zero-filled until it is needed. */
struct sc_callers {
	struct sc_calls_of func, sym;
};

/* Fill @callers, if that was not done before. 0, or -1 when out of memory. */
int sc_callers_find(struct sc_callers *callers, const struct sc_object *obj);
void sc_callers_free(struct sc_callers *callers);

/* The calls of @callee, which is a function or a symbol; *@n_ret: how many. */
static inline const uint32_t *sc_calls_of(const struct sc_calls_of *of,
					  uint32_t callee, uint32_t *n_ret)
{
	*n_ret = of->first[callee + 1] - of->first[callee];
	return of->calls + of->first[callee];
}

#endif
