// SPDX-License-Identifier: GPL-2.0-only
/* A small value that goes along all paths of a group. */
#include <stdlib.h>
#include <string.h>

#include "stackcheck/dataflow/blocks.h"
#include "stackcheck/dataflow/transfer.h"
#include "stackcheck/dataflow/value_walk.h"
#include "stackcheck/util/vec.h"

void sc_value_walk_begin(struct sc_value_walk *walk)
{
	size_t n = walk->flow->nblocks;

	walk->nnodes = 0;
	if (n > walk->first_cap) {
		free(walk->first);
		walk->first = calloc(n, sizeof(*walk->first));
		walk->first_cap = walk->first ? n : 0;
		walk->failed |= !walk->first;
	} else if (n) {
		memset(walk->first, 0, n * sizeof(*walk->first));
	}
}

static bool has_come(const struct sc_value_walk *walk, uint32_t block,
		     int value)
{
	uint32_t n = walk->first[block];

	while (n && walk->nodes[n - 1].value != value)
		n = walk->nodes[n - 1].next;
	return n;
}

static void add_node(struct sc_value_walk *walk, struct sc_value_node node)
{
	if (walk->failed || has_come(walk, node.block, node.value))
		return;
	node.next = walk->first[node.block];
	if (SC_VEC_PUSH(walk->nodes, walk->nnodes, node))
		walk->failed = true;
	else
		walk->first[node.block] = walk->nnodes;
}

void sc_value_walk_enter(struct sc_value_walk *walk, uint32_t block, int value)
{
	/* what the flow does not reach is walked by nobody */
	if (block != SC_NO_BLOCK && walk->flow->blocks[block].in)
		add_node(walk, (struct sc_value_node){ .block = block,
						       .value = value });
}

static bool is_entered_at(const struct sc_dataflow *flow, uint32_t func,
			  uint32_t off)
{
	uint32_t n;
	const struct sc_entry *e = sc_entries_of(flow->obj, func, &n);

	for (; n--; e++)
		if (e->off == off)
			return true;
	return false;
}

bool sc_value_walk_is_entry(const struct sc_value_walk *walk, uint32_t block)
{
	const struct sc_block *b = &walk->flow->blocks[block];
	const struct sc_func *f = &walk->flow->obj->funcs[b->func];

	if (b->from == SC_NO_BLOCK)
		return b->in;
	if (b->first == f->first && SC_IS_ENTERED(f))
		return true;
	return is_entered_at(walk->flow, b->func,
			     sc_code_off(&walk->flow->obj->code[f->sec],
					 b->first));
}

/* --- the visitor */

static void on_insn(void *ctx, const struct sc_block *b, uint32_t i,
		    const struct sc_state *pre)
{
	struct sc_value_walk *walk = ctx;

	(void)pre;
	if (walk->value != SC_VALUE_STOP && walk->rules->insn)
		walk->rules->insn(walk, b, i);
}

static void on_act(void *ctx, const struct sc_block *b, uint32_t i)
{
	struct sc_value_walk *walk = ctx;

	if (walk->value != SC_VALUE_STOP && walk->rules->act)
		walk->rules->act(walk, b, i);
}

static void on_call(void *ctx, const struct sc_block *b, uint32_t i,
		    const struct sc_state *pre, const struct sc_target *to)
{
	struct sc_value_walk *walk = ctx;

	(void)pre;
	if (walk->value != SC_VALUE_STOP && walk->rules->call)
		walk->rules->call(walk, b, i, to);
}

static void on_exit_(void *ctx, const struct sc_block *b, uint32_t i,
		     const struct sc_state *st, enum sc_exit_kind kind,
		     const struct sc_target *to)
{
	struct sc_value_walk *walk = ctx;

	(void)st;
	if (walk->value != SC_VALUE_STOP && walk->rules->exit)
		walk->rules->exit(walk, b, i, kind, to);
}

static void on_edge(void *ctx, const struct sc_block *b, uint32_t i,
		    const struct sc_state *st, uint32_t to)
{
	struct sc_value_walk *walk = ctx;
	int value = walk->value;

	(void)st;
	if (value == SC_VALUE_STOP || !walk->flow->blocks[to].in)
		return;
	if (walk->rules->edge && !walk->rules->edge(walk, b, i, to))
		return;
	add_node(walk, (struct sc_value_node){ .block = to,
					       .value = value,
					       .from = walk->node + 1,
					       .from_insn = i });
}

int sc_value_walk_run(struct sc_value_walk *walk)
{
	static const struct sc_visitor visitor = { .insn = on_insn,
						   .act = on_act,
						   .call = on_call,
						   .exit = on_exit_,
						   .edge = on_edge };

	for (walk->node = 0; walk->node < walk->nnodes && !walk->failed;
	     walk->node++) {
		struct sc_value_node n = walk->nodes[walk->node];

		walk->value = n.value;
		sc_dataflow_walk(walk->flow, &walk->flow->blocks[n.block],
				 &visitor, walk);
	}
	return walk->failed ? -1 : 0;
}

void sc_value_walk_free(struct sc_value_walk *walk)
{
	free(walk->nodes);
	free(walk->first);
}
