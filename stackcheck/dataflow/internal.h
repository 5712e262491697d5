/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The working memory of a group, and a walk through one block:
 *   - blocks.c cuts the blocks;
 *   - fixpoint.c joins states where paths meet, and decides which block is
 *     walked next;
 *   - transfer.c takes a state through a block, with walk_branch.c at its
 *     branches and calls, and walk_edge.c where it leaves.
 */
#ifndef STACKCHECK_DATAFLOW_INTERNAL_H
#define STACKCHECK_DATAFLOW_INTERNAL_H

#include "stackcheck/dataflow/fixpoint.h"

/* A call that a walk stopped at, and the block behind it. */
struct sc_stop {
	struct sc_evidence what;
	uint32_t block; /* SC_NO_BLOCK: only the call leads on behind it */
};

struct sc_dataflow_priv {
	struct sc_intern *states;
	uint8_t *assumed; /* by symbol: is in flow->assumed */
	/* blocks with a jump into another function, which waits for the own
	 * paths of that */
	uint32_t *jumpers;
	uint32_t njumpers;
	bool may_jump; /* all have been walked */
	struct sc_stop *stops;
	uint32_t nstops;
	uint64_t *work; /* blocks to walk, a bit each */
	size_t nwork; /* of them */
	size_t low; /* no word before this one has a bit */
	const struct sc_visitor *visitor; /* of the fixpoint's walks */
	void *ctx;
	/* edges agreed since a register held its value of entry, and */
	bool entry_counts;
	bool entry_changed; /* some meet took such a value away */
	uint32_t *block_of; /* by instruction of the group: only where a
			     * block begins is it written */
	uint32_t *base; /* by member: of its first instruction in block_of */
	size_t blocks_cap, work_cap, members_cap, bases_cap, insns_cap;
	bool oom;
};

/* --- blocks.c */

/* --- walk_stop.c: calls that do not come back */

/* --- one walk: where it is, and whom it tells */

struct sc_walk {
	struct sc_dataflow *flow;
	const struct sc_arch *arch;
	const struct sc_block *b;
	const struct sc_func *func;
	const struct sc_code *code;
	uint16_t *mark;
	uint32_t i;
	struct sc_insn insn; /* instruction i, while it is walked */
	uint32_t branch; /* the first in the section's not before i, or less */
	uint32_t past; /* behind the last instruction that is reached */
	const struct sc_state *cur; /* before instruction i: in, or st */
	struct sc_state *st; /* room for a state of the walk's own */
	struct sc_state *before; /* and for the one that step() is told of */
	uint16_t known; /* of *cur, or more */
	bool reported; /* insn() has been called for *cur */
	bool told; /* the sink's change() has */
	const struct sc_visitor *visitor;
	void *ctx;
	bool fix; /* the fixpoint's own walk */
};

/* The state, to be changed: blocks that change nothing never copy it. */
static inline struct sc_state *sc_walk_state(struct sc_walk *w)
{
	w->reported = false;
	w->told = false;
	if (w->cur != w->st) {
		sc_state_copy(w->st, w->cur);
		w->cur = w->st;
	}
	return w->st;
}

/* --- walk_edge.c */

#endif
