/* SPDX-License-Identifier: GPL-2.0-only */
/* Where a walk leads: to blocks of the group, or out of it. */
#ifndef STACKCHECK_DATAFLOW_WALK_EDGE_H
#define STACKCHECK_DATAFLOW_WALK_EDGE_H

#include "stackcheck/dataflow/internal.h"

/* What is known of where the instruction leads. */
const struct sc_branch *sc_walk_branch_here(struct sc_walk *w);

/* Callee-saved registers that this callee is known not to keep; a mask. */
uint16_t sc_walk_clobbers(const struct sc_walk *w, const struct sc_target *to,
			  const struct sc_func *g);

/* Control goes to @to, in the group or out of it. */
void sc_walk_go(struct sc_walk *w, const struct sc_target *to);
/* It goes where the direct jump does, which may be a thunk's task. */
void sc_walk_jump(struct sc_walk *w);
/* It goes through the instruction's table, or away. */
void sc_walk_indirect_jump(struct sc_walk *w);
void sc_walk_return(struct sc_walk *w);
/* It goes on behind the instruction. */
void sc_walk_go_on(struct sc_walk *w);
/* Edges that leave from before the instruction. */
void sc_walk_extra_edges(struct sc_walk *w);

#endif
