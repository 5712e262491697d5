/* SPDX-License-Identifier: GPL-2.0-only */
/* The basic blocks of a group, and which of them begins where. */
#ifndef STACKCHECK_DATAFLOW_BLOCKS_H
#define STACKCHECK_DATAFLOW_BLOCKS_H

#include "stackcheck/dataflow/fixpoint.h"
#include "stackcheck/dataflow/internal.h"

/* Which member of the group the function with index @func is. */
uint32_t sc_dataflow_member_of(const struct sc_dataflow *flow, uint32_t func);

/* The block that begins with instruction @i of section @sec. */
uint32_t sc_dataflow_block_at(const struct sc_dataflow *flow, uint32_t sec,
			      uint64_t off);
/* Member @m of the group. */
const struct sc_func *sc_dataflow_member(const struct sc_dataflow *flow,
					 uint32_t m);

/* Cut the group into blocks that nothing is known of; 0, or -1: no memory. */
int sc_dataflow_make_blocks(struct sc_dataflow *flow);

/* The block of @f, a member, that begins with instruction @i of its section. */
uint32_t sc_dataflow_block_of(const struct sc_dataflow *flow,
			      const struct sc_func *f, uint32_t i);

/* The block of @f, a member, that begins at @off. */
uint32_t sc_dataflow_find_block(const struct sc_dataflow *flow,
				const struct sc_func *f, uint64_t off);

#endif
