/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Forward dataflow analysis: the stack state at every instruction of a group of
 * functions, as a fixpoint over its basic blocks.
 */
#ifndef STACKCHECK_DATAFLOW_FIXPOINT_H
#define STACKCHECK_DATAFLOW_FIXPOINT_H

#include "stackcheck/cfg/cfg.h"
#include "stackcheck/core/state.h"

#define SC_NO_BLOCK UINT32_MAX

struct sc_block {
	uint32_t func; /* index into obj->funcs */
	uint32_t first, n; /* instructions, in the code of its section */
	const struct sc_state *in; /* before the first; NULL: not reached */
	uint32_t from; /* the block that reached it first, or SC_NO_BLOCK */
	uint32_t from_insn; /* and the instruction there, in its section */
	uint32_t branch; /* the first of its section's that is not before it */
	uint16_t known; /* registers whose value `in` tells, or more; a mask */
	bool queued, walked;
};

/* How control leaves a group. */
enum sc_exit_kind {
	SC_EXIT_RETURN,
	SC_EXIT_SIBLING, /* a direct jump to another function's entry */
	SC_EXIT_INDIRECT, /* an indirect jump that no table resolves */
	SC_EXIT_FALL, /* past the function's last byte */
	SC_EXIT_LOST, /* to where no instruction starts */
};

struct sc_dataflow;
struct sc_state_sink;

/*
 * Who sees a walk over the blocks. Any function may be NULL. @i is an instruction
 * index in the section of the block's function.
 */
struct sc_visitor {
	/*
	 * Mark as reached what is walked, and call few functions:
	 *   - insn() only for alternatives, for instructions that are never
	 *     plain, and for the first of a run of instructions before which
	 *     the stack pointer does not lead to the CFA;
	 *   - edge(), on walks of the fixpoint, only where the states disagree.
	 */
	bool events_only;
	/* before each instruction that is reached */
	void (*insn)(void *ctx, const struct sc_block *b, uint32_t i,
		     const struct sc_state *pre);
	/*
	 * The instruction is executed: edges that leave from before it were
	 * told, those behind it were not.
	 */
	void (*act)(void *ctx, const struct sc_block *b, uint32_t i);
	/* after an instruction that had something to report */
	void (*step)(void *ctx, const struct sc_block *b, uint32_t i,
		     const struct sc_state *pre, const struct sc_step *step);
	/* a call, direct or not (@to is SC_TO_NOWHERE if indirect) */
	void (*call)(void *ctx, const struct sc_block *b, uint32_t i,
		     const struct sc_state *pre, const struct sc_target *to);
	void (*exit)(void *ctx, const struct sc_block *b, uint32_t i,
		     const struct sc_state *st, enum sc_exit_kind kind,
		     const struct sc_target *to);
	/* a hint that changed the state */
	void (*hint)(void *ctx, const struct sc_block *b, uint32_t i,
		     const struct sc_state *before,
		     const struct sc_state *after);
	/* an edge to the block @to */
	void (*edge)(void *ctx, const struct sc_block *b, uint32_t i,
		     const struct sc_state *st, uint32_t to);
	/* for tables of states, whatever events_only says; may be NULL */
	const struct sc_state_sink *sink;
	void *sink_ctx;
};

/* Who makes a table of the states, and needs only those that may differ. */
struct sc_state_sink {
	/*
	 * @flow runs @group, or walks the block @b. Of what was told of it
	 * before, nothing holds any more.
	 */
	void (*group)(void *ctx, const struct sc_dataflow *flow,
		      uint32_t group);
	void (*block)(void *ctx, const struct sc_block *b);
	/*
	 * Before the first instruction of a block, each one before which the
	 * state may be another than before the last one, and each that is not
	 * sc_insn_is_alone().
	 */
	void (*change)(void *ctx, const struct sc_block *b, uint32_t i,
		       const struct sc_state *pre);
	/* an edge that leaves a replacement */
	void (*alt_edge)(void *ctx, const struct sc_block *b, uint32_t i,
			 const struct sc_state *st);
};

/* Why a callee is taken not to return; 0: it is not. */
enum sc_noreturn {
	SC_NORETURN_SEEN = 1, /* code or debug information shows it */
	SC_NORETURN_ASSUMED, /* behind a call of it nothing follows; or, of a
			      * function, it ends with a call of such a one */
	SC_NORETURN_GUESSED, /* another object assumes it */
	SC_NORETURN_LISTED, /* a list says it */
};

/* Why a callee is known to return, whatever calls of it look like; 0: not. */
enum sc_returns {
	SC_RETURNS_SHOWN = 1, /* by calls of it in this object */
	SC_RETURNS_ELSEWHERE, /* by other objects, or nothing is left here that
			       * speaks against it: where nothing follows a
			       * call, the assumption is put down */
};

/* What is known of callees; each array may be NULL. */
struct sc_callees {
	/* enum sc_noreturn: by function; by symbol, for undefined and weak ones */
	const uint8_t *func_noreturn, *sym_noreturn;
	/* enum sc_returns, likewise; of functions only of ignored ones */
	const uint8_t *func_returns, *sym_returns;
	/* callee-saved registers they do not keep, by convention; masks */
	const uint16_t *func_clobbers, *sym_clobbers;
	/* those of them that they take nothing from: what a caller has in them
	 * is lost; masks, by function */
	const uint16_t *func_scratch;
	/* by group: entered by the processor, not by calls */
	const uint8_t *group_entry;
};

/* A call of something unknown after which the code cannot go on. */
struct sc_assumed {
	uint32_t sym; /* the undefined symbol called, or 0: */
	uint32_t callee; /* an ignored function, by index */
	uint32_t func, insn; /* the first such call of a group */
	uint32_t run; /* for who keeps them: which run of the group found it */
};

/*
 * A callee that is taken not to return, though code follows a call of it that
 * is reached in no other way: whoever wrote the call knows that it returns.
 */
struct sc_evidence {
	uint32_t group; /* of the call */
	uint32_t run; /* as in struct sc_assumed */
	uint32_t sym; /* the undefined symbol called, or 0: */
	uint32_t callee; /* a function, by index */
};

/* One thread's working memory; reused from group to group. */
struct sc_dataflow {
	const struct sc_object *obj;
	struct sc_callees callees;
	uint32_t group;
	struct sc_block *blocks;
	uint32_t nblocks;
	uint32_t ninsns; /* of the group, and how many are marked as reached */
	uint32_t reached;
	uint32_t *member_block; /* by member: its first block */
	bool returns; /* some path comes back to the caller */
	bool runs_on; /* some path runs past a function's end, or nowhere */
	bool revisited; /* some block was walked more than once */
	bool frame_changed; /* a meet changed what edges compare: see below */
	bool irregular_exit; /* some path leaves the kernel, or leaves for other
			      * code with a stack that no callee gives back */
	bool lends; /* some callee uses registers as func_scratch says, or the
		     * frame pointer */
	uint16_t clobbers; /* callee-saved registers changed on some way out */
	struct sc_assumed *assumed;
	uint32_t nassumed;
	struct sc_evidence *shown; /* in no order, some more than once */
	uint32_t nshown;
	struct sc_dataflow_priv *priv;
};

/* NULL when out of memory. */
struct sc_dataflow *sc_dataflow_new(const struct sc_object *obj);
void sc_dataflow_free(struct sc_dataflow *flow);

/* Find the states of @group; 0, or -1 when out of memory. */
int sc_dataflow_run(struct sc_dataflow *flow, uint32_t group);

/*
 * The same, and @visitor sees each walk on the way. The last walk of a block
 * has its final state. Most groups walk each block once, so that @visitor sees
 * what sc_dataflow_visit() would show. Where it sees more, a flag says so:
 *   - flow->revisited: it has also seen states that know more than the final
 *     ones, on earlier walks of a block;
 *   - flow->frame_changed: some edges were compared with such a state only.
 */
int sc_dataflow_run_visited(struct sc_dataflow *flow, uint32_t group,
			    const struct sc_visitor *visitor, void *ctx);

/* Walk all reached blocks of the group last run, by address. */
void sc_dataflow_visit(struct sc_dataflow *flow,
		       const struct sc_visitor *visitor, void *ctx);

/* Does a hint at its first instruction replace whatever state comes? */
bool sc_dataflow_is_hinted(const struct sc_dataflow *flow,
			   const struct sc_block *b);

struct sc_walk;

/* The state goes on to block @to; false if it does not agree there */
bool sc_dataflow_join(struct sc_walk *w, uint32_t to);

#endif
