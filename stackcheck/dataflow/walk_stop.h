/* SPDX-License-Identifier: GPL-2.0-only */
/* Calls that do not come back, and those that show that their callee does. */
#ifndef STACKCHECK_DATAFLOW_WALK_STOP_H
#define STACKCHECK_DATAFLOW_WALK_STOP_H

#include "stackcheck/dataflow/internal.h"

/* Begin anew with the flow's assumptions, and with what calls show. */
void sc_dataflow_forget_stops(struct sc_dataflow *flow);
/* After the fixpoint: fill flow->shown; 0, or -1 when out of memory. */
int sc_dataflow_find_evidence(struct sc_dataflow *flow);

/* Is there nothing behind the instruction that could run? */
bool sc_walk_nothing_follows(const struct sc_walk *w);
/* Does the callee come back? @g: the function at @to, or NULL. */
bool sc_walk_callee_returns(struct sc_walk *w, const struct sc_target *to,
			    const struct sc_func *g);

#endif
