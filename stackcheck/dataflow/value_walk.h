/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A small value that goes along all paths of a group, beside the stack's state:
 * whether memory of users may be accessed, how often something was begun. Where
 * paths join, each value goes on by itself. So nothing is lost, and a block is
 * walked once for each value.
 */
#ifndef STACKCHECK_DATAFLOW_VALUE_WALK_H
#define STACKCHECK_DATAFLOW_VALUE_WALK_H

#include "stackcheck/dataflow/fixpoint.h"

#define SC_VALUE_STOP (-1) /* in place of a value: the path is not followed */

/* A value that reached a block, and the node from which it came. */
struct sc_value_node {
	uint32_t block;
	int value; /* before its first instruction */
	uint32_t from; /* 1 + index; 0: an entry */
	uint32_t from_insn; /* the instruction there, in its section */
	uint32_t next; /* 1 + index of another value of the block; 0: none */
};

struct sc_value_walk;

/*
 * What the user of a walk is asked. Any may be NULL. Instructions are by their
 * index in the section of the block's function. All may change walk->value.
 */
struct sc_value_rules {
	/* before the instruction and the edges that leave from before it */
	void (*insn)(struct sc_value_walk *walk, const struct sc_block *b,
		     uint32_t i);
	/* it is executed */
	void (*act)(struct sc_value_walk *walk, const struct sc_block *b,
		    uint32_t i);
	/* an edge is about to be followed, with the value as it is; false: it
	 * is not */
	bool (*edge)(struct sc_value_walk *walk, const struct sc_block *b,
		     uint32_t i, uint32_t to);
	void (*call)(struct sc_value_walk *walk, const struct sc_block *b,
		     uint32_t i, const struct sc_target *to);
	void (*exit)(struct sc_value_walk *walk, const struct sc_block *b,
		     uint32_t i, enum sc_exit_kind kind,
		     const struct sc_target *to);
};

/* Zero-filled but for the first three. Freed by sc_value_walk_free(). */
struct sc_value_walk {
	struct sc_dataflow *flow; /* borrowed */
	const struct sc_value_rules *rules; /* borrowed */
	void *ctx; /* the user's */
	int value; /* at the place that is walked, or SC_VALUE_STOP */
	uint32_t node; /* the one that is walked */
	struct sc_value_node *nodes;
	uint32_t nnodes;
	uint32_t *first; /* by block: 1 + index of a node; 0: none */
	size_t first_cap;
	bool failed; /* out of memory */
};

/* The group that the flow was run on last: no value has come anywhere. */
void sc_value_walk_begin(struct sc_value_walk *walk);

/* @value comes into @block from outside. */
void sc_value_walk_enter(struct sc_value_walk *walk, uint32_t block, int value);

/* Does something enter the group at @block, as far as the flow knows? */
bool sc_value_walk_is_entry(const struct sc_value_walk *walk, uint32_t block);

/* Follow all that came in; 0, or -1 when out of memory. */
int sc_value_walk_run(struct sc_value_walk *walk);

void sc_value_walk_free(struct sc_value_walk *walk);

#endif
