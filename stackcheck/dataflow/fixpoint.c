// SPDX-License-Identifier: GPL-2.0-only
/*
 * The fixpoint. Where paths join, the in-state of the basic block is the meet of
 * theirs: it keeps what both know. So states only descend in the lattice, and
 * the work list runs empty. Where two states disagree on what must agree, the
 * first one stands, and the visitor sees the edge.
 */
#include <stdlib.h>
#include <string.h>

#include "stackcheck/cfg/targets.h"
#include "stackcheck/dataflow/blocks.h"
#include "stackcheck/dataflow/fixpoint.h"
#include "stackcheck/dataflow/internal.h"
#include "stackcheck/dataflow/state_set.h"
#include "stackcheck/dataflow/transfer.h"
#include "stackcheck/dataflow/walk_probe.h"
#include "stackcheck/dataflow/walk_stop.h"
#include "stackcheck/util/vec.h"

struct sc_dataflow *sc_dataflow_new(const struct sc_object *obj)
{
	struct sc_dataflow *flow = calloc(1, sizeof(*flow));

	if (!flow)
		return NULL;
	flow->obj = obj;
	flow->priv = calloc(1, sizeof(*flow->priv));
	if (flow->priv) {
		flow->priv->states = sc_intern_new();
		flow->priv->assumed = calloc(obj->img->nsyms + 1, 1);
	}
	if (!flow->priv || !flow->priv->states || !flow->priv->assumed) {
		sc_dataflow_free(flow);
		return NULL;
	}
	return flow;
}

void sc_dataflow_free(struct sc_dataflow *flow)
{
	if (!flow)
		return;
	if (flow->priv) {
		sc_intern_free(flow->priv->states);
		free(flow->priv->assumed);
		free(flow->priv->stops);
		free(flow->priv->jumpers);
		free(flow->priv->work);
		free(flow->priv->block_of);
		free(flow->priv->base);
	}
	free(flow->priv);
	free(flow->blocks);
	free(flow->member_block);
	free(flow->assumed);
	free(flow->shown);
	free(flow);
}

/* --- the fixpoint */

bool sc_dataflow_is_hinted(const struct sc_dataflow *flow,
			   const struct sc_block *b)
{
	const struct sc_func *f = &flow->obj->funcs[b->func];
	const struct sc_code *code = &flow->obj->code[f->sec];
	const struct sc_hint *h;

	if (!(code->mark[b->first] & SC_M_HINT))
		return false;
	h = sc_hint_at(flow->obj, f->sec, sc_code_off(code, b->first));
	return h && h->type != SC_HINT_SAVE;
}

static void enqueue_block(struct sc_dataflow *flow, uint32_t block)
{
	if (flow->blocks[block].queued)
		return;
	flow->blocks[block].queued = true;
	flow->priv->work[block / 64] |= 1ull << block % 64;
	flow->priv->nwork++;
	if (block / 64 < flow->priv->low)
		flow->priv->low = block / 64;
}

/* @known: of *@st, or more. @is_interned: @st is some block's `in` already. */
static void set_in(struct sc_dataflow *flow, uint32_t to,
		   const struct sc_state *st, uint16_t known, bool is_interned)
{
	flow->blocks[to].in =
		is_interned ? st : sc_intern_get(flow->priv->states, st);
	flow->blocks[to].known = known;
	if (!flow->blocks[to].in)
		flow->priv->oom = true;
	else
		enqueue_block(flow, to);
}

/*
 * A function that jumps into another one's middle must bring the stack that is
 * there. So it comes after all that the other one's own paths bring. Where
 * symbols tell no types, nobody knows what is a function.
 */
static bool must_wait(struct sc_walk *w, const struct sc_block *target)
{
	struct sc_dataflow_priv *p = w->flow->priv;
	const struct sc_func *funcs = w->flow->obj->funcs;

	if (target->func == w->b->func || p->may_jump ||
	    w->flow->obj->img->sizes_inferred ||
	    w->func->kind != SC_FUNC_CALLABLE ||
	    funcs[target->func].kind != SC_FUNC_CALLABLE)
		return false;
	if (SC_VEC_PUSH(p->jumpers, p->njumpers,
			(uint32_t)(w->b - w->flow->blocks)))
		p->oom = true;
	return true;
}

/* Does a register that held its value of entry in @a not hold it in @b? */
static bool lost_entry_value(const struct sc_state *a, const struct sc_state *b,
			     uint16_t mask)
{
	for (unsigned int r = 0; mask >> r; r++)
		if ((mask >> r & 1) && a->reg[r] != b->reg[r] &&
		    a->reg[r] == sc_val_make(SC_V_ENTRY, (int32_t)r))
			return true;
	return false;
}

/* The state goes on to block @to; false if it is not what is there. */
bool sc_dataflow_join(struct sc_walk *w, uint32_t to)
{
	const struct sc_arch *arch = w->arch;
	struct sc_block *target = &w->flow->blocks[to];
	const struct sc_state *st = w->cur;
	struct sc_state both;
	unsigned int reg;

	if (must_wait(w, target))
		return true;
	if (!target->in) {
		target->from = (uint32_t)(w->b - w->flow->blocks);
		target->from_insn = w->i;
		set_in(w->flow, to, st, w->known, st == w->b->in);
		return true;
	}
	if (target->in == st || sc_dataflow_is_hinted(w->flow, target) ||
	    sc_state_equal(target->in, st))
		return true;
	switch (sc_state_match(target->in, st, arch, &reg)) {
	case SC_MATCH:
		w->flow->priv->entry_counts |=
			!sc_state_same_saved(target->in, st);
		sc_state_copy(&both, target->in);
		break;
	case SC_MISMATCH_SP:
		if (!sc_walk_join_probe(w, to, &both))
			return false;
		sc_state_meet(&both, st, arch->sp);
		w->flow->frame_changed = true;
		set_in(w->flow, to, &both, sc_state_known(&both), false);
		return true;
	default:
		return false;
	}
	if (!sc_state_meet(&both, st, arch->sp))
		return true;
	w->flow->frame_changed |= !sc_state_same_frame(target->in, &both, arch);
	w->flow->priv->entry_changed |=
		lost_entry_value(target->in, &both, arch->callee_saved);
	set_in(w->flow, to, &both, sc_state_known(&both), false);
	return true;
}

/* The queued block of the lowest address: what comes first is seen first. */
static struct sc_block *next_block(struct sc_dataflow *flow)
{
	struct sc_dataflow_priv *p = flow->priv;

	while (!p->work[p->low])
		p->low++;
	return &flow->blocks[p->low * 64 +
			     (size_t)__builtin_ctzll(p->work[p->low])];
}

static void run_work_list(struct sc_dataflow *flow)
{
	struct sc_dataflow_priv *p = flow->priv;

	while (p->nwork && !p->oom) {
		struct sc_block *b = next_block(flow);

		p->nwork--;
		p->work[p->low] &= p->work[p->low] - 1;
		b->queued = false;
		flow->revisited |= b->walked;
		b->walked = true;
		sc_walk_block(flow, b, p->visitor, p->ctx, true);
	}
}

static void seed_entry(struct sc_dataflow *flow, const struct sc_func *f,
		       uint64_t off)
{
	struct sc_state st;
	uint32_t block = sc_dataflow_find_block(flow, f, off);

	if (block == SC_NO_BLOCK || flow->blocks[block].in)
		return;
	flow->obj->arch->entry_state(&st);
	if (flow->callees.group_entry && flow->callees.group_entry[f->group])
		st.frame = SC_FRAME_UNDEFINED;
	set_in(flow, block, &st, sc_state_known(&st), false);
}

/* Those that have waited. */
static void let_jump(struct sc_dataflow *flow)
{
	struct sc_dataflow_priv *p = flow->priv;

	p->may_jump = true;
	for (uint32_t i = 0; i < p->njumpers; i++)
		enqueue_block(flow, p->jumpers[i]);
	run_work_list(flow);
}

static void seed_entries(struct sc_dataflow *flow, const struct sc_func *f)
{
	uint32_t n;
	const struct sc_entry *e;

	if (f->ignored)
		return;
	if (f->kind == SC_FUNC_CALLABLE ||
	    ((f->kind == SC_FUNC_LABEL || f->kind == SC_FUNC_COLD) &&
	     f->called))
		seed_entry(flow, f, f->start);
	/* each before the next: a function's own paths are what it is */
	run_work_list(flow);
	e = sc_entries_of(flow->obj, (uint32_t)(f - flow->obj->funcs), &n);
	for (; n--; e++)
		seed_entry(flow, f, e->off);
	run_work_list(flow);
}

/* Does instruction @i, behind padding, begin as functions do? */
static bool begins_function(const struct sc_object *obj,
			    const struct sc_func *f, uint32_t i)
{
	const struct sc_code *code = &obj->code[f->sec];
	const struct sc_insn insn = sc_code_insn(code, i);
	struct sc_target to;

	if (i == f->first || (!sc_code_is_padding(code, i - 1) &&
			      !sc_code_op_is(code, i - 1, SC_P_END)))
		return false;
	if (obj->arch->is_landing(obj->img->secs[f->sec].data + insn.off,
				  insn.len))
		return true;
	if (insn.op != SC_OP_CALL)
		return false;
	to = sc_insn_target(obj, f->sec, &insn);
	return sc_target_kind(obj, &to) == SC_CALLEE_FENTRY;
}

/*
 * Symbols without sizes hide functions without a name: weak ones that another
 * took the place of, and arrays of stubs. They look like the tail of the one
 * before, behind its padding, and have an entry's state.
 */
static void seed_nameless(struct sc_dataflow *flow, uint32_t block)
{
	const struct sc_block *b = &flow->blocks[block];
	const struct sc_func *f = &flow->obj->funcs[b->func];

	if (b->in || f->kind != SC_FUNC_CALLABLE ||
	    !begins_function(flow->obj, f, b->first))
		return;
	seed_entry(flow, f, sc_code_off(&flow->obj->code[f->sec], b->first));
	run_work_list(flow);
}

/* Hinted code that no path reaches: the hint is where its state comes from. */
static void seed_hint(struct sc_dataflow *flow, uint32_t block)
{
	const struct sc_block *b = &flow->blocks[block];
	const struct sc_func *f = &flow->obj->funcs[b->func];
	const struct sc_code *code = &flow->obj->code[f->sec];
	const struct sc_hint *h;
	struct sc_state st = { 0 };

	if (b->in || f->ignored || !(code->mark[b->first] & SC_M_HINT))
		return;
	h = sc_hint_at(flow->obj, f->sec, sc_code_off(code, b->first));
	if (!h || h->type >= SC_HINT_SAVE)
		return;
	flow->obj->arch->entry_state(&st);
	set_in(flow, block, &st, sc_state_known(&st), false);
	run_work_list(flow);
}

int sc_dataflow_run_visited(struct sc_dataflow *flow, uint32_t group,
			    const struct sc_visitor *visitor, void *ctx)
{
	flow->priv->visitor = visitor;
	flow->priv->ctx = ctx;
	flow->revisited = false;
	flow->frame_changed = false;
	flow->priv->entry_counts = false;
	flow->priv->entry_changed = false;
	flow->group = group;
	flow->returns = false;
	flow->runs_on = false;
	flow->irregular_exit = false;
	flow->lends = false;
	flow->clobbers = 0;
	sc_dataflow_forget_stops(flow);
	flow->priv->njumpers = 0;
	flow->priv->may_jump = false;
	flow->priv->nwork = 0;
	flow->priv->oom = false;
	sc_intern_reset(flow->priv->states);
	if (sc_dataflow_make_blocks(flow))
		return -1;
	for (uint32_t m = 0; m < flow->obj->groups[group].nfuncs; m++)
		seed_entries(flow, sc_dataflow_member(flow, m));
	let_jump(flow);
	if (flow->obj->nhints)
		for (uint32_t i = 0; i < flow->nblocks; i++)
			seed_hint(flow, i);
	if (flow->obj->img->sizes_inferred)
		for (uint32_t i = 0; i < flow->nblocks; i++)
			seed_nameless(flow, i);
	flow->frame_changed |= flow->priv->entry_counts &&
			       flow->priv->entry_changed;
	return flow->priv->oom ? -1 : sc_dataflow_find_evidence(flow);
}

int sc_dataflow_run(struct sc_dataflow *flow, uint32_t group)
{
	static const struct sc_visitor nobody;

	return sc_dataflow_run_visited(flow, group, &nobody, NULL);
}

void sc_dataflow_visit(struct sc_dataflow *flow,
		       const struct sc_visitor *visitor, void *ctx)
{
	for (uint32_t i = 0; i < flow->nblocks; i++)
		if (flow->blocks[i].in)
			sc_dataflow_walk(flow, &flow->blocks[i], visitor, ctx);
}
