// SPDX-License-Identifier: GPL-2.0-only
/* Calls that do not come back, and those that show that their callee does. */
#include "stackcheck/dataflow/blocks.h"
#include "stackcheck/dataflow/internal.h"
#include "stackcheck/dataflow/walk_stop.h"
#include "stackcheck/util/vec.h"

bool sc_walk_nothing_follows(const struct sc_walk *w)
{
	uint32_t end = w->func->first + w->func->ninsns;

	if (w->func->kind == SC_FUNC_ALT)
		return false;
	for (uint32_t i = w->i + 1; i < end; i++) {
		const struct sc_insn insn = sc_code_insn(w->code, i);

		if (sc_op_is(&insn, SC_P_NO_INSN))
			return true;
		if (!sc_is_padding(&insn) || (w->mark[i] & SC_M_GOES_ON))
			return false;
		if (insn.op != SC_OP_NOP)
			return false; /* stops there by itself */
	}
	return true;
}

void sc_dataflow_forget_stops(struct sc_dataflow *flow)
{
	while (flow->nassumed)
		flow->priv->assumed[flow->assumed[--flow->nassumed].sym] = 0;
	flow->nshown = 0;
	flow->priv->nstops = 0;
}

/* Of symbols the first call in a group is put down. */
static void add_assumed(struct sc_walk *w, const struct sc_target *to,
			const struct sc_func *g)
{
	struct sc_dataflow *flow = w->flow;
	struct sc_assumed a = { .func = w->b->func, .insn = w->i };

	if (to->sym)
		a.sym = to->sym;
	else
		a.callee = (uint32_t)(g - flow->obj->funcs);
	if (!w->fix || (a.sym && flow->priv->assumed[a.sym]))
		return;
	flow->priv->assumed[a.sym] = a.sym != 0;
	if (SC_VEC_PUSH(flow->assumed, flow->nassumed, a))
		flow->priv->oom = true;
}

/*
 * The instruction that a call goes on with, if its callee comes back: a block
 * may begin between the two, behind padding. False if none of worth follows.
 */
static bool find_behind(const struct sc_walk *w, uint32_t *behind_ret)
{
	uint32_t i = w->i + 1, end = w->func->first + w->func->ninsns;

	if (w->func->kind == SC_FUNC_ALT || (w->mark[w->i] & SC_M_DEAD))
		return false;
	while (i < end && sc_code_insn(w->code, i).op == SC_OP_NOP &&
	       !(w->mark[i] & SC_M_LEADER))
		i++;
	*behind_ret = i;
	return i < end &&
	       ((w->mark[i] & (SC_M_LEADER | SC_M_GOES_ON)) ||
		!sc_code_is_padding(w->code, i)) &&
	       !sc_code_op_is(w->code, i, SC_P_NO_INSN);
}

/* The walk stops at a call. If other ways lead on behind it is seen later. */
static void note_stop(struct sc_walk *w, uint32_t sym, uint32_t callee)
{
	struct sc_dataflow *flow = w->flow;
	struct sc_stop s = {
		.what = { .group = flow->group, .sym = sym, .callee = callee },
		.block = SC_NO_BLOCK
	};
	uint32_t behind;

	if (!w->fix || !find_behind(w, &behind))
		return;
	if (w->mark[behind] & SC_M_LEADER)
		s.block = sc_dataflow_block_of(flow, w->func, behind);
	if (SC_VEC_PUSH(flow->priv->stops, flow->priv->nstops, s))
		flow->priv->oom = true;
}

int sc_dataflow_find_evidence(struct sc_dataflow *flow)
{
	for (uint32_t i = 0; i < flow->priv->nstops; i++) {
		const struct sc_stop *s = &flow->priv->stops[i];

		if (s->block != SC_NO_BLOCK && flow->blocks[s->block].in)
			continue;
		if (SC_VEC_PUSH(flow->shown, flow->nshown, s->what))
			return -1;
	}
	return 0;
}

/*
 * Nothing follows the call: its callee does not come back, as far as is known.
 * Where others show that it does, this function runs past its end; that it is
 * one that does not return, its callers must not be told.
 */
static bool may_end_here(struct sc_walk *w, const struct sc_target *to,
			 const struct sc_func *g, unsigned int returns)
{
	if (returns == SC_RETURNS_SHOWN)
		return false;
	add_assumed(w, to, g);
	if (returns)
		w->flow->returns = true;
	return true;
}

static bool symbol_returns(struct sc_walk *w, const struct sc_target *to)
{
	const struct sc_callees *c = &w->flow->callees;
	unsigned int noreturn = c->sym_noreturn ? c->sym_noreturn[to->sym] : 0;
	unsigned int returns = c->sym_returns ? c->sym_returns[to->sym] : 0;

	if (noreturn == SC_NORETURN_SEEN)
		return false;
	if (noreturn)
		note_stop(w, to->sym, 0);
	if (noreturn == SC_NORETURN_LISTED)
		return false;
	if (sc_walk_nothing_follows(w))
		return !may_end_here(w, to, NULL, returns);
	return !noreturn;
}

bool sc_walk_callee_returns(struct sc_walk *w, const struct sc_target *to,
			    const struct sc_func *g)
{
	const struct sc_callees *c = &w->flow->callees;
	uint32_t callee;

	if (to->kind == SC_TO_SYMBOL)
		return symbol_returns(w, to);
	if (!g)
		return true;
	callee = (uint32_t)(g - w->flow->obj->funcs);
	/* even if the one here does not return, another's may take its place */
	if (to->sym &&
	    (g->ignored || (c->func_noreturn && c->func_noreturn[callee])))
		return symbol_returns(w, to);
	if (g->ignored && sc_walk_nothing_follows(w))
		/* its annotation keeps us from knowing */
		return !may_end_here(w, to, g,
				     c->func_returns ? c->func_returns[callee]
						     : 0);
	if (!c->func_noreturn || !c->func_noreturn[callee])
		return true;
	note_stop(w, 0, callee);
	return false;
}
