// SPDX-License-Identifier: GPL-2.0-only
/* Where a walk leads: to blocks of the group, or out of it. */
#include "stackcheck/cfg/branches.h"
#include "stackcheck/cfg/targets.h"
#include "stackcheck/dataflow/blocks.h"
#include "stackcheck/dataflow/fixpoint.h"
#include "stackcheck/dataflow/internal.h"
#include "stackcheck/dataflow/walk_edge.h"

static void note_clobbers(struct sc_walk *w)
{
	const struct sc_arch *arch = w->arch;

	for (int r = 0; r < SC_NREGS; r++)
		if ((arch->callee_saved >> r & 1) &&
		    w->cur->reg[r] != sc_val_make(SC_V_ENTRY, r))
			w->flow->clobbers |= (uint16_t)(1u << r);
}

static void tell_exit(struct sc_walk *w, enum sc_exit_kind kind,
		      const struct sc_target *to)
{
	if (kind <= SC_EXIT_INDIRECT && w->cur->frame == SC_FRAME_CALL)
		note_clobbers(w);
	if (kind == SC_EXIT_FALL || kind == SC_EXIT_LOST)
		w->flow->runs_on = true;
	if (kind == SC_EXIT_SIBLING &&
	    w->cur->reg[w->arch->sp] != sc_arch_entry_sp(w->arch))
		w->flow->irregular_exit = true;
	if (w->visitor->exit)
		w->visitor->exit(w->ctx, w->b, w->i, w->cur, kind, to);
}

static void tell_edge(struct sc_walk *w, uint32_t to)
{
	bool agrees = w->fix && sc_dataflow_join(w, to);

	if (w->visitor->sink && w->func->kind == SC_FUNC_ALT)
		w->visitor->sink->alt_edge(w->visitor->sink_ctx, w->b, w->i,
					   w->cur);
	if (w->visitor->edge && !(agrees && w->visitor->events_only))
		w->visitor->edge(w->ctx, w->b, w->i, w->cur, to);
}

/* Callee-saved registers that this callee is known not to keep. */
uint16_t sc_walk_clobbers(const struct sc_walk *w, const struct sc_target *to,
			  const struct sc_func *g)
{
	const struct sc_callees *c = &w->flow->callees;
	uint16_t mask = 0;

	if (to->kind == SC_TO_SYMBOL)
		return c->sym_clobbers ? c->sym_clobbers[to->sym] : 0;
	if (to->sym && c->sym_clobbers)
		mask = c->sym_clobbers[to->sym];
	if (g && c->func_clobbers)
		mask |= c->func_clobbers[g - w->flow->obj->funcs];
	return mask;
}

/* What a callee does not keep, the one that jumps to it does not either. */
static void clobber_registers(struct sc_walk *w, uint16_t clobbers)
{
	for (unsigned int r = 0; clobbers >> r && r < SC_NREGS; r++)
		if (clobbers >> r & 1)
			sc_walk_state(w)->reg[r] = SC_V_ANY;
}

/* To another function, @g if it is known, as if it were called. */
static void leave_to_function(struct sc_walk *w, const struct sc_target *to,
			      const struct sc_func *g)
{
	const struct sc_callees *c = &w->flow->callees;

	clobber_registers(w, sc_walk_clobbers(w, to, g));
	tell_exit(w, SC_EXIT_SIBLING, to);
	/* a weak one may be another's: only if neither returns this does not */
	if (to->sym && (!c->sym_noreturn || !c->sym_noreturn[to->sym]))
		w->flow->returns = true;
	if (to->kind == SC_TO_SYMBOL)
		return;
	if (!g || !c->func_noreturn ||
	    !c->func_noreturn[g - w->flow->obj->funcs])
		w->flow->returns = true;
}

void sc_walk_return(struct sc_walk *w)
{
	w->flow->returns = true;
	tell_exit(w, SC_EXIT_RETURN, NULL);
}

/*
 * Is the stack as a callee finds it? Where names say nothing of sizes they may
 * stand anywhere in a function, and reaching one in this state is the same as
 * jumping to it: what is behind it has the same state either way.
 */
static bool is_as_called(const struct sc_walk *w)
{
	const struct sc_arch *arch = w->arch;
	const struct sc_state *st = w->cur;

	return st->frame == SC_FRAME_CALL &&
	       st->reg[arch->sp] == sc_arch_entry_sp(arch);
}

/* Along the edges of an indirect jump that are of @kind; false: it has none. */
static bool go_along(struct sc_walk *w, enum sc_edge_kind kind)
{
	uint32_t n, taken = 0, off = w->insn.off;
	const struct sc_edge *e;

	if (!(w->mark[w->i] & SC_M_EDGE))
		return false;
	e = sc_edges_at(w->flow->obj, w->func->sec, off, &n);
	for (; n--; e++) {
		uint32_t to;

		if (e->kind != kind)
			continue;
		to = sc_dataflow_block_at(w->flow, e->to_sec, e->to_off);
		if (to == SC_NO_BLOCK)
			continue;
		tell_edge(w, to);
		taken++;
	}
	return taken;
}

/*
 * Through its table, or away. With a stack that no callee may find it stays in
 * the function, if that has labels whose addresses data holds.
 */
void sc_walk_indirect_jump(struct sc_walk *w)
{
	static const struct sc_target nowhere = { .kind = SC_TO_NOWHERE };

	if (go_along(w, SC_EDGE_TABLE) ||
	    (!is_as_called(w) && go_along(w, SC_EDGE_LABEL)))
		return;
	w->flow->returns = true;
	tell_exit(w, SC_EXIT_INDIRECT, &nowhere);
}

/*
 * Control goes to a place in code: a block of the group, or a way out. @g: the
 * function that covers it, or NULL.
 */
static void go_to(struct sc_walk *w, const struct sc_target *to,
		  const struct sc_func *g)
{
	uint32_t block;

	if (to->kind == SC_TO_SYMBOL) {
		leave_to_function(w, to, NULL);
		return;
	}
	if (to->kind != SC_TO_CODE || !g) {
		tell_exit(w, SC_EXIT_LOST, to);
		return;
	}
	if (g->group != w->func->group ||
	    (to->sym && to->off == g->start && SC_IS_ENTERED(g))) {
		leave_to_function(w, to, g);
		return;
	}
	if (to->sym)
		w->flow->returns = true;
	block = sc_dataflow_find_block(w->flow, g, to->off);
	if (block == SC_NO_BLOCK)
		tell_exit(w, SC_EXIT_LOST, to);
	else
		tell_edge(w, block);
}

/* Is @to in the function? Replacements may share their bytes with others. */
static bool is_own(const struct sc_walk *w, const struct sc_target *to)
{
	return to->kind == SC_TO_CODE && to->sec == w->func->sec &&
	       to->off >= w->func->start && to->off < w->func->end;
}

void sc_walk_go(struct sc_walk *w, const struct sc_target *to)
{
	const struct sc_func *g = NULL;

	if (is_own(w, to))
		g = w->func;
	else if (to->kind == SC_TO_CODE)
		g = sc_func_at(w->flow->obj, to->sec, to->off);
	go_to(w, to, g);
}

/* What is known of where the instruction leads. */
const struct sc_branch *sc_walk_branch_here(struct sc_walk *w)
{
	const struct sc_branch *branch =
		w->flow->obj->code[w->func->sec].branch;

	while (branch[w->branch].insn < w->i)
		w->branch++;
	return &branch[w->branch];
}

/* The target of a jump, which may stand for a return or an indirect jump. */
void sc_walk_jump(struct sc_walk *w)
{
	const struct sc_object *obj = w->flow->obj;
	const struct sc_branch *b = sc_walk_branch_here(w);
	const struct sc_func *g;
	struct sc_target to;

	if (b->by == SC_BY_INSN) {
		tell_edge(w, sc_dataflow_block_of(w->flow, w->func, b->to));
		return;
	}
	to = sc_branch_target(obj, w->func, b, &g);
	if (is_own(w, &to))
		g = w->func;
	switch (w->insn.len < 5 ? SC_CALLEE_PLAIN
				: sc_callee_kind(obj, &to, g)) {
	case SC_CALLEE_RETURN_THUNK:
		sc_walk_return(w);
		break;
	case SC_CALLEE_INDIRECT_THUNK:
		sc_walk_indirect_jump(w);
		break;
	default:
		go_to(w, &to, g);
	}
}

/* Past the last instruction of a function. */
static void fall_off(struct sc_walk *w)
{
	const struct sc_func *f = w->func, *next = f + 1;
	struct sc_target to = { .kind = SC_TO_CODE,
				.sec = f->sec,
				.off = f->end };

	if (f->kind == SC_FUNC_ALT) {
		to.sec = f->back_sec;
		to.off = f->back_off;
		sc_walk_go(w, &to);
		return;
	}
	if (next >= w->flow->obj->funcs + w->flow->obj->nplain ||
	    next->sec != f->sec || next->start != f->end)
		tell_exit(w, SC_EXIT_FALL, &to);
	else if (next->group == f->group && next->kind != SC_FUNC_CALLABLE)
		sc_walk_go(w, &to);
	else if (w->flow->obj->img->sizes_inferred && is_as_called(w))
		leave_to_function(w, &to, next);
	else
		tell_exit(w, SC_EXIT_FALL, &to);
}

void sc_walk_go_on(struct sc_walk *w)
{
	uint32_t next = w->i + 1;
	struct sc_target to = { .kind = SC_TO_CODE, .sec = w->func->sec };

	if (next >= w->func->first + w->func->ninsns) {
		fall_off(w);
		return;
	}
	if (w->b + 1 < w->flow->blocks + w->flow->nblocks &&
	    w->b[1].func == w->b->func && w->b[1].first == next) {
		tell_edge(w, (uint32_t)(w->b + 1 - w->flow->blocks));
		return;
	}
	to.off = sc_code_off(w->code, next);
	sc_walk_go(w, &to);
}

/* Sites may share a replacement; each goes back to where it came from. */
static uint32_t alt_block(const struct sc_walk *w, const struct sc_edge *e)
{
	const struct sc_func *f =
		sc_alt_at(w->flow->obj, e->to_sec, e->to_off, e->sec, e->off);

	return f && f->group == w->func->group
		       ? sc_dataflow_find_block(w->flow, f, e->to_off)
		       : SC_NO_BLOCK;
}

/* Edges that leave from before the instruction. */
void sc_walk_extra_edges(struct sc_walk *w)
{
	uint32_t n;
	const struct sc_edge *e =
		sc_edges_at(w->flow->obj, w->func->sec, w->insn.off, &n);

	for (; n--; e++) {
		uint32_t to;

		if (e->kind == SC_EDGE_TABLE || e->kind == SC_EDGE_LABEL)
			continue;
		to = e->kind == SC_EDGE_ALT
			     ? alt_block(w, e)
			     : sc_dataflow_block_at(w->flow, e->to_sec,
						    e->to_off);
		if (to != SC_NO_BLOCK)
			tell_edge(w, to);
	}
}
