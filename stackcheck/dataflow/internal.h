/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the parts of the fixpoint share. fixpoint.c joins states where paths
 * meet, and decides which block is walked next. transfer.c takes a state through
 * a block, with walk_branch.c at its branches and calls, and walk_edge.c where
 * it leaves. blocks.c cuts the blocks before.
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
	uint32_t *block_of; /* by instruction of the group: only where a
			     * block begins is it written */
	uint32_t *base; /* by member: of its first instruction in block_of */
	size_t blocks_cap, work_cap, members_cap, bases_cap, insns_cap;
	bool oom;
};

/* --- blocks.c */

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

/* --- walk_stop.c: calls that do not come back */

/* Begin anew with the flow's assumptions, and with what calls show. */
void sc_dataflow_forget_stops(struct sc_dataflow *flow);
/* After the fixpoint: fill flow->shown; 0, or -1 when out of memory. */
int sc_dataflow_find_evidence(struct sc_dataflow *flow);

/* --- one walk: where it is, and whom it tells */

struct sc_walk {
	struct sc_dataflow *flow;
	const struct sc_block *b;
	const struct sc_func *func;
	const struct sc_insn *insns;
	uint32_t *mark;
	uint32_t i;
	uint32_t branch; /* the first in the section's not before i, or less */
	uint32_t past; /* behind the last instruction that is reached */
	const struct sc_state *cur; /* before instruction i: in, or st */
	struct sc_state *st; /* room for a state of the walk's own */
	struct sc_state *before; /* and for the one that step() is told of */
	uint16_t known; /* of *cur, or more */
	bool reported; /* insn() has been called for *cur */
	const struct sc_visitor *visitor;
	void *ctx;
	bool fix; /* the fixpoint's own walk */
};

/* The state, to be changed: blocks that change nothing never copy it. */
static inline struct sc_state *sc_walk_state(struct sc_walk *w)
{
	w->reported = false;
	if (w->cur != w->st) {
		sc_state_copy(w->st, w->cur);
		w->cur = w->st;
	}
	return w->st;
}

/* transfer.c: from the in-state of a block to its end. @fix: join what follows */
void sc_walk_block(struct sc_dataflow *flow, const struct sc_block *b,
		   const struct sc_visitor *visitor, void *ctx, bool fix);

/* walk_branch.c: true when the walk goes on with the next instruction. */
bool sc_walk_branch(struct sc_walk *w);

/* walk_probe.c: a conditional jump; does the walk go on behind it? */
bool sc_walk_conditional(struct sc_walk *w);
/*
 * A state whose stack pointer is not that of block @to: does it go back in a
 * loop that touches new room? Then *@both is what they have in common, but for
 * what only one of the two knows.
 */
bool sc_walk_join_probe(struct sc_walk *w, uint32_t to, struct sc_state *both);

/* walk_stop.c: is there nothing behind the instruction that could run? */
bool sc_walk_nothing_follows(const struct sc_walk *w);
/* Does the callee come back? @g: the function at @to, or NULL. */
bool sc_walk_callee_returns(struct sc_walk *w, const struct sc_target *to,
			    const struct sc_func *g);

/* fixpoint.c: the state goes on to block @to; false if it does not agree there */
bool sc_dataflow_join(struct sc_walk *w, uint32_t to);

/* --- walk_edge.c */

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
