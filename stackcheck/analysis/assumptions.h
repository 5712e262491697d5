/* SPDX-License-Identifier: GPL-2.0-only */
/* Assumptions among the facts: a list, and a hash table of its places. */
#ifndef STACKCHECK_ANALYSIS_ASSUMPTIONS_H
#define STACKCHECK_ANALYSIS_ASSUMPTIONS_H

#include "stackcheck/analysis/facts.h"
#include "stackcheck/analysis/facts_priv.h"

/* Copies the strings. The same assumption once more is not added. */
int sc_facts_assume(struct sc_facts *facts, const struct sc_assumption *a);
/* Forget what an earlier run assumed in objects whose path is in @paths. */
void sc_facts_drop_earlier(struct sc_facts *facts, struct sc_facts *paths);
/* Is the same callee assumed in the same function of the same object? */
bool sc_facts_has_assumption(struct sc_facts *facts,
			     const struct sc_assumption *a);
const struct sc_assumption *sc_facts_assumptions(const struct sc_facts *facts,
						 size_t *n_ret);

/* Free all of them. */
void sc_assumptions_free(struct sc_facts *facts);

#endif
