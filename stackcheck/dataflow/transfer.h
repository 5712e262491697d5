/* SPDX-License-Identifier: GPL-2.0-only */
/* The walk through a basic block: the transfer function, instruction by instruction. */
#ifndef STACKCHECK_DATAFLOW_TRANSFER_H
#define STACKCHECK_DATAFLOW_TRANSFER_H

#include "stackcheck/dataflow/fixpoint.h"
#include "stackcheck/dataflow/internal.h"

/* Walk one block whose in-state is set. */
void sc_dataflow_walk(struct sc_dataflow *flow, const struct sc_block *b,
		      const struct sc_visitor *visitor, void *ctx);

/* From the in-state of a block to its end. @fix: join what follows */
void sc_walk_block(struct sc_dataflow *flow, const struct sc_block *b,
		   const struct sc_visitor *visitor, void *ctx, bool fix);

#endif
