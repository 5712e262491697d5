// SPDX-License-Identifier: GPL-2.0-only
/* The walk through a basic block: the transfer function, instruction by instruction. */
#include <stdlib.h>
#include <string.h>

#include "stackcheck/dataflow/blocks.h"
#include "stackcheck/dataflow/internal.h"
#include "stackcheck/dataflow/transfer.h"
#include "stackcheck/dataflow/walk_branch.h"
#include "stackcheck/dataflow/walk_edge.h"

/* Most instructions change what is known of the registers they write only. */
static void update_known(struct sc_walk *w, const struct sc_insn *insn,
			 const struct sc_step *step)
{
	unsigned int changed = insn->writes;

	if (step->flags || insn->reg == w->arch->sp ||
	    insn->op == SC_OP_LEAVE || insn->op == SC_OP_ENTER) {
		w->known = sc_state_known(w->st);
		return;
	}
	for (; changed; changed &= changed - 1) {
		unsigned int r = (unsigned int)__builtin_ctz(changed);

		w->known &= (uint16_t) ~(1u << r);
		w->known |= (uint16_t)((w->st->reg[r] != SC_V_ANY) << r);
	}
}

/* Can step() change anything, when the registers in @known have a value? */
static inline bool is_acting(const struct sc_insn *insn, uint16_t known,
			     unsigned int sp)
{
	unsigned int props = sc_op_props[insn->op], mask = insn->writes;

	if (props & SC_P_STACK)
		return true;
	if (((props & SC_P_BASE) || (insn->flags & SC_F_MEMW)) &&
	    insn->base < SC_NREGS)
		mask |= 1u << insn->base;
	if (insn->op == SC_OP_TO_VECTOR)
		mask |= 1u << insn->reg;
	return (mask & known) || (insn->op == SC_OP_STORE && insn->reg == sp) ||
	       ((props & SC_P_SP_BASE) && insn->base == sp);
}

#define SMALL_BLOCK 512 /* instructions that may be walked twice for an event */

struct capture {
	uint32_t i;
	struct sc_state *st;
};

static void capture_insn(void *ctx, const struct sc_block *b, uint32_t i,
			 const struct sc_state *pre)
{
	struct capture *c = ctx;

	(void)b;
	if (i == c->i)
		sc_state_copy(c->st, pre);
}

/*
 * Events are rare, so the state before one is not kept but found by walking
 * again, unless the block is so long that this could cost too much.
 */
static void tell_step(struct sc_walk *w, const struct sc_step *step, bool kept)
{
	static const struct sc_visitor visitor = { .insn = capture_insn };
	struct capture c = { .i = w->i, .st = w->before };

	if (!kept)
		sc_dataflow_walk(w->flow, w->b, &visitor, &c);
	w->visitor->step(w->ctx, w->b, w->i, w->before, step);
}

static void apply_step(struct sc_walk *w)
{
	const struct sc_arch *arch = w->arch;
	const struct sc_insn *insn = &w->insn;
	struct sc_step step = { 0 };
	bool keep;

	if (!is_acting(insn, w->known, arch->sp) &&
	    !(w->cur->vectors && insn->op == SC_OP_FROM_VECTOR))
		return;
	keep = w->visitor->step && w->b->n > SMALL_BLOCK;
	if (keep)
		sc_state_copy(w->before, w->cur);
	arch->step(sc_walk_state(w), insn, &step);
	update_known(w, insn, &step);
	if (step.flags && w->visitor->step)
		tell_step(w, &step, keep);
}

/*
 * The place in this function that a RESTORE goes back to; false: none. The
 * state there is NULL until a path has reached it.
 */
static bool find_save(const struct sc_walk *w, const struct sc_hint *restore,
		      const struct sc_state **state_ret)
{
	const struct sc_hint *save;
	uint32_t block;

	if (!restore->save)
		return false;
	save = &w->flow->obj->hints[restore->save - 1];
	if (save->off < w->func->start)
		return false;
	block = sc_dataflow_block_at(w->flow, save->sec, save->off);
	*state_ret = block == SC_NO_BLOCK ? NULL : w->flow->blocks[block].in;
	return true;
}

/* Apply the hint at this instruction; false: it leads nowhere. */
static bool take_hint(struct sc_walk *w)
{
	const struct sc_hint *h =
		sc_hint_at(w->flow->obj, w->func->sec, w->insn.off);
	const struct sc_state *saved = NULL;
	struct sc_state before;

	if (!h || h->type == SC_HINT_SAVE)
		return true;
	sc_state_copy(&before, w->cur);
	if (h->type == SC_HINT_RESTORE) {
		/* one without a SAVE is hint-mismatch's to report */
		if (!find_save(w, h, &saved))
			return true;
		if (!saved)
			return false;
		w->cur = saved;
		w->reported = false;
		w->told = false;
	} else {
		w->arch->hint(sc_walk_state(w), h);
		if (w->visitor->hint)
			w->visitor->hint(w->ctx, w->b, w->i, &before, w->cur);
	}
	w->known = sc_state_known(w->cur);
	return true;
}

/* By the two registers that mostly do; others are looked at one by one. */
static inline bool leads_to_cfa(const struct sc_state *st,
				const struct sc_arch *arch)
{
	return sc_val_kind(st->reg[arch->sp]) == SC_V_CFA ||
	       (sc_val_kind(st->reg[arch->bp]) == SC_V_CFA &&
		st->saved[arch->bp] == st->reg[arch->bp]);
}

/* What a checker has to see of instructions that report nothing themselves. */
static bool is_rare(const struct sc_walk *w)
{
	return sc_op_is(&w->insn, SC_P_RARE) ||
	       (w->mark[w->i] & SC_M_ALT_BODY) ||
	       w->func->kind == SC_FUNC_ALT || !leads_to_cfa(w->cur, w->arch);
}

/* Values that are kept in vector registers, until those are written. */
static void lose_vectors(struct sc_walk *w, const struct sc_insn *insn)
{
	const struct sc_object *obj = w->flow->obj;
	uint32_t mask = obj->arch->writes_vectors(
		insn, obj->img->secs[w->func->sec].data + insn->off);

	if (mask)
		sc_state_forget_vectors(sc_walk_state(w), mask);
}

/* Replacements have states of their own between those of the original. */
static void tell_sink(struct sc_walk *w)
{
	bool alone = sc_insn_is_alone(w->flow->obj, w->func, w->i);

	if (!w->told || !alone)
		w->visitor->sink->change(w->visitor->sink_ctx, w->b, w->i,
					 w->cur);
	w->told = alone;
}

/* One instruction; true when control goes on to the next. */
static bool walk_insn(struct sc_walk *w)
{
	uint32_t mark = w->mark[w->i];
	bool branches;

	w->insn = sc_code_insn(w->code, w->i);
	branches = sc_op_is(&w->insn, SC_P_BRANCH | SC_P_END | SC_P_CALL);
	w->past = w->i;
	if ((mark & SC_M_HINT) && !take_hint(w))
		return false;
	w->past++;
	if (w->visitor->insn && (!w->visitor->events_only || is_rare(w))) {
		w->visitor->insn(w->ctx, w->b, w->i, w->cur);
		w->reported = true;
	}
	if (w->visitor->sink)
		tell_sink(w);
	if (mark & SC_M_EDGE)
		sc_walk_extra_edges(w);
	if (w->visitor->act)
		w->visitor->act(w->ctx, w->b, w->i);
	if (branches && !sc_walk_branch(w))
		return false;
	if (w->cur->vectors)
		lose_vectors(w, &w->insn);
	if (!branches)
		apply_step(w);
	return !(mark & SC_M_DEAD);
}

/* Does nobody want to see an instruction that leaves the state as it is? */
static inline bool is_quiet(const struct sc_walk *w)
{
	if (w->visitor->sink && !w->told)
		return false;
	if (!w->visitor->insn)
		return true;
	return w->visitor->events_only && w->func->kind != SC_FUNC_ALT &&
	       (w->reported || leads_to_cfa(w->cur, w->arch));
}

/*
 * Most instructions neither branch nor touch the stack nor have anything said
 * of them: pass them over. True if there are others before @end.
 */
static inline bool skip_irrelevant(struct sc_walk *w, uint32_t end)
{
	unsigned int regs = w->known | 1u << w->arch->sp;
	const struct sc_packed_insn *insns = w->code->insns;
	const uint16_t *acts = w->code->shapes->acts, *mark = w->mark;
	uint32_t i = w->i;

	if (!is_quiet(w) || w->cur->vectors)
		return true;
	while (i < end &&
	       !((mark[i] & SC_M_SPECIAL) | (acts[insns[i].shape] & regs)))
		i++;
	w->i = i;
	return i < end;
}

/* Walk to the block's end; false if control does not get there. */
static bool walk_insns(struct sc_walk *w)
{
	uint32_t end = w->b->first + w->b->n;

	for (w->i = w->b->first; skip_irrelevant(w, end); w->i++) {
		if (!walk_insn(w))
			return false;
		if (w->i + 1 == end)
			return true;
	}
	w->i = end - 1;
	w->past = end;
	return true;
}

/* What was reached before is the beginning of the block. */
static void mark_reached(const struct sc_walk *w)
{
	uint32_t i = w->b->first, end = w->past;
	uint16_t *mark = w->mark;

	if (i == end || (mark[end - 1] & SC_M_REACHED))
		return;
	while (mark[i] & SC_M_REACHED)
		i++;
	w->flow->reached += end - i;
	for (; i < end; i++)
		mark[i] |= SC_M_REACHED;
}

void sc_walk_block(struct sc_dataflow *flow, const struct sc_block *b,
		   const struct sc_visitor *visitor, void *ctx, bool fix)
{
	const struct sc_func *f = &flow->obj->funcs[b->func];
	struct sc_state st, before;
	struct sc_walk w;
	bool goes_on;

	/* one by one: most blocks are short, and clearing all first takes as long */
	w.flow = flow;
	w.arch = flow->obj->arch;
	w.b = b;
	w.func = f;
	w.code = &flow->obj->code[f->sec];
	w.mark = w.code->mark;
	w.branch = b->branch;
	w.past = 0;
	w.cur = b->in;
	w.st = &st;
	w.before = &before;
	w.known = b->known;
	w.reported = false;
	w.told = false;
	w.visitor = visitor;
	w.ctx = ctx;
	w.fix = fix;
	if (visitor->sink)
		visitor->sink->block(visitor->sink_ctx, b);
	goes_on = walk_insns(&w);
	if (visitor->events_only)
		mark_reached(&w);
	if (goes_on)
		sc_walk_go_on(&w);
}

void sc_dataflow_walk(struct sc_dataflow *flow, const struct sc_block *b,
		      const struct sc_visitor *visitor, void *ctx)
{
	sc_walk_block(flow, b, visitor, ctx, false);
}
