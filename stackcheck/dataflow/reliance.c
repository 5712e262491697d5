// SPDX-License-Identifier: GPL-2.0-only
/*
 * Data flows over the blocks of a group, a bit for each register. Forward: was
 * what it holds written for nobody here. Backward: is what it holds read later.
 * They are wanted so rarely that they are found by walking the blocks once more.
 */
#include "stackcheck/dataflow/reliance.h"

#include <elf.h>
#include <stdlib.h>

#include "stackcheck/dataflow/transfer.h"
#include "stackcheck/util/vec.h"

enum kind {
	READ, /* an instruction, or a way out to who reads registers */
	EDGE,
	CALL,
	EXIT, /* back to the caller, or to who goes there */
};

/* What matters of an instruction, in the order in which it happens. */
struct event {
	uint8_t kind; /* enum kind */
	uint16_t reads, sets; /* sets: nothing is left of what was there */
	uint16_t writes;
	uint16_t lends; /* call: what the callee changes for itself alone */
	bool walk; /* call: a walk needs the frame pointer, which it changes */
	uint32_t insn;
	uint32_t to; /* edge: block */
	struct sc_target callee; /* call */
};

/* Of a block: where its events begin, and what holds at its start. */
struct facts {
	uint32_t first;
	uint16_t live, stale; /* stale: not written, or read since */
};

struct reliance {
	struct sc_dataflow *flow;
	struct sc_dataflow *other; /* for looking at callees */
	struct sc_decoder *dec;
	struct event *events;
	uint32_t nevents;
	struct facts *facts; /* by block, and one more for the end */
	bool nested; /* it looks at a callee: of further ones less is asked */
	bool oom;
};

static int begin_group(struct reliance *r, struct sc_dataflow *flow);
static void end_group(struct reliance *r);
static uint16_t live_at_entry(struct reliance *r);

static void add_event(struct reliance *r, const struct event *e)
{
	if (SC_VEC_PUSH(r->events, r->nevents, *e))
		r->oom = true;
}

static uint16_t entry_values(const struct sc_state *st)
{
	unsigned int mask = 0;

	for (int i = 0; i < SC_NREGS; i++)
		mask |= (unsigned int)(st->reg[i] == sc_val_make(SC_V_ENTRY, i))
			<< i;
	return (uint16_t)mask;
}

/* Is it a store into the frame, as registers are saved? */
static bool is_saving(const struct sc_insn *insn, const struct sc_state *pre)
{
	return insn->op == SC_OP_PUSH ||
	       (insn->op == SC_OP_STORE && insn->base < SC_NREGS &&
		sc_val_is_addr(pre->reg[insn->base]));
}

static void on_insn(void *ctx, const struct sc_block *b, uint32_t i,
		    const struct sc_state *pre)
{
	struct reliance *r = ctx;
	const struct sc_object *obj = r->flow->obj;
	uint32_t sec = obj->funcs[b->func].sec;
	const struct sc_insn insn = sc_code_insn(&obj->code[sec], i);
	struct event e = { .kind = READ, .insn = i, .writes = insn.writes };

	obj->arch->access(r->dec, &insn, obj->img->secs[sec].data + insn.off,
			  &e.reads, &e.sets);
	if (is_saving(&insn, pre))
		e.reads &= (uint16_t)~entry_values(pre);
	if (e.reads | e.writes)
		add_event(r, &e);
}

/* An edge from before the instruction goes before what that does. */
static void on_edge(void *ctx, const struct sc_block *b, uint32_t i,
		    const struct sc_state *st, uint32_t to)
{
	struct reliance *r = ctx;
	struct event e = { .kind = EDGE, .insn = i, .to = to };
	struct event *last;

	(void)st;
	add_event(r, &e);
	if (r->oom || r->nevents < 2 || i + 1 == b->first + b->n)
		return;
	last = &r->events[r->nevents - 1];
	if (last[-1].kind != READ || last[-1].insn != i)
		return;
	last[0] = last[-1];
	last[-1] = e;
}

/* The function of this object that is called for certain, or NULL. */
static const struct sc_func *known_callee(const struct reliance *r,
					  const struct sc_target *to)
{
	return to->kind == SC_TO_CODE && !to->sym
		       ? sc_func_at(r->flow->obj, to->sec, to->off)
		       : NULL;
}

/* Callee-saved registers that function @g changes. */
static uint16_t changed_by(const struct reliance *r, const struct sc_func *g)
{
	const uint16_t *clobbers = r->flow->callees.func_clobbers;

	return g && clobbers ? clobbers[g - r->flow->obj->funcs] : 0;
}

static uint16_t scratch_of(const struct reliance *r, const struct sc_func *g)
{
	const uint16_t *scratch = r->flow->callees.func_scratch;

	return g && scratch ? scratch[g - r->flow->obj->funcs] : 0;
}

/* Registers that callee @g takes values from. */
static uint16_t callee_inputs(struct reliance *r, const struct sc_func *g)
{
	const struct sc_object *obj = r->flow->obj;
	uint16_t known = changed_by(r, g) & (uint16_t)~scratch_of(r, g);
	struct reliance in = { .nested = true };

	if (!g || !g->sym || obj->img->syms[g->sym].bind != STB_LOCAL ||
	    r->nested || g->group == r->flow->group)
		return known;
	if (!r->other)
		r->other = sc_dataflow_new(obj);
	if (!r->other) {
		r->oom = true;
		return known;
	}
	r->other->callees = r->flow->callees;
	if (sc_dataflow_run(r->other, g->group) || begin_group(&in, r->other))
		r->oom = true;
	else
		known |= live_at_entry(&in);
	end_group(&in);
	return known;
}

/*
 * Would a walk that comes from callee @g go astray with another frame pointer?
 * Not if the stack pointer leads to the frame, and that holds the caller's frame
 * pointer, or our own callers' do.
 */
static bool walk_needs_bp(const struct reliance *r, const struct sc_block *b,
			  const struct sc_state *pre, const struct sc_func *g)
{
	const struct sc_object *obj = r->flow->obj;
	unsigned int bp = obj->arch->bp;
	struct sc_row row;

	if (!(changed_by(r, g) >> bp & 1))
		return false;
	obj->arch->row(pre, &row);
	return row.kind == SC_ROW_UNDEFINED || row.reg == bp ||
	       row.bp_kind == SC_BP_REG ||
	       (row.bp_kind == SC_BP_UNCHANGED &&
		!(changed_by(r, &obj->funcs[b->func]) >> bp & 1));
}

static void on_call(void *ctx, const struct sc_block *b, uint32_t i,
		    const struct sc_state *pre, const struct sc_target *to)
{
	struct reliance *r = ctx;
	const struct sc_func *g = known_callee(r, to);
	struct event e = { .kind = CALL, .insn = i, .callee = *to };

	if (!g)
		return;
	e.walk = walk_needs_bp(r, b, pre, g);
	e.reads = callee_inputs(r, g);
	e.sets = changed_by(r, g);
	e.lends = scratch_of(r, g);
	add_event(r, &e);
}

/* Who comes after it may take values, and leave results of its own. */
static void on_exit_(void *ctx, const struct sc_block *b, uint32_t i,
		     const struct sc_state *st, enum sc_exit_kind kind,
		     const struct sc_target *to)
{
	struct reliance *r = ctx;
	const struct sc_func *g = NULL;
	struct event e = { .kind = EXIT, .insn = i };

	(void)b;
	(void)st;
	if (kind == SC_EXIT_SIBLING)
		g = known_callee(r, to);
	e.sets = changed_by(r, g);
	e.lends = kind == SC_EXIT_RETURN ? 0 : 0xffff;
	e.lends &= (uint16_t) ~(e.sets & ~scratch_of(r, g));
	e.reads = callee_inputs(r, g);
	add_event(r, &e);
}

/* The events of all blocks, in order. */
static int begin_group(struct reliance *r, struct sc_dataflow *flow)
{
	static const struct sc_visitor visitor = { .insn = on_insn,
						   .call = on_call,
						   .exit = on_exit_,
						   .edge = on_edge };

	r->flow = flow;
	r->facts = calloc((size_t)flow->nblocks + 1, sizeof(*r->facts));
	r->dec = flow->obj->arch->decoder_new();
	if (!r->facts || !r->dec)
		return -1;
	for (uint32_t i = 0; i < flow->nblocks; i++) {
		r->facts[i].first = r->nevents;
		if (flow->blocks[i].in)
			sc_dataflow_walk(flow, &flow->blocks[i], &visitor, r);
	}
	r->facts[flow->nblocks].first = r->nevents;
	return r->oom ? -1 : 0;
}

static void end_group(struct reliance *r)
{
	free(r->events);
	free(r->facts);
	if (r->dec)
		r->flow->obj->arch->decoder_free(r->dec);
	sc_dataflow_free(r->other);
}

/*
 * Forward: what was written and not read since, on each path, is a result.
 * *@results loses what leaves the group otherwise.
 */
static bool propagate_stale(struct reliance *r, uint32_t b, uint16_t *results)
{
	uint16_t stale = r->facts[b].stale;
	bool changed = false;

	for (uint32_t k = r->facts[b].first; k < r->facts[b + 1].first; k++) {
		const struct event *e = &r->events[k];

		if (e->kind == EDGE) {
			changed |= stale & ~r->facts[e->to].stale;
			r->facts[e->to].stale |= stale;
			continue;
		}
		stale |= e->reads;
		if (e->kind == READ)
			stale &= (uint16_t)~e->writes;
		if (e->kind == CALL)
			stale = (uint16_t)((stale & ~e->sets) | e->lends);
		if (e->kind == EXIT)
			*results &= (uint16_t) ~((stale & ~e->sets) | e->lends);
	}
	return changed;
}

/* The call @e needs the registers in @regs, and perhaps the frame pointer. */
static void report_reliance(const struct reliance *r, uint32_t b,
			    const struct event *e, uint16_t regs,
			    const struct sc_reliance_visitor *visitor)
{
	regs |= (uint16_t)(e->walk << r->flow->obj->arch->bp);
	if (regs)
		visitor->relies(visitor->ctx, &r->flow->blocks[b], e->insn,
				&e->callee, regs);
}

/* Backward; @visitor, if any, is told of calls whose values are wanted. */
static bool propagate_live(struct reliance *r, uint32_t b,
			   const struct sc_reliance_visitor *visitor)
{
	uint16_t live = 0;
	bool changed;

	for (uint32_t k = r->facts[b + 1].first; k-- > r->facts[b].first;) {
		const struct event *e = &r->events[k];

		if (e->kind == EDGE) {
			live |= r->facts[e->to].live;
			continue;
		}
		if (visitor && e->kind == CALL)
			report_reliance(r, b, e, live & e->lends, visitor);
		live = (uint16_t)((live & ~e->sets) | e->reads);
	}
	changed = live != r->facts[b].live;
	r->facts[b].live = live;
	return changed;
}

static void find_live(struct reliance *r)
{
	bool changed = true;

	while (changed) {
		changed = false;
		for (uint32_t b = r->flow->nblocks; b-- > 0;)
			changed |= propagate_live(r, b, NULL);
	}
}

/* Is the group entered there? A path that comes from nowhere says so. */
static bool is_entry(const struct reliance *r, uint32_t b)
{
	return r->flow->blocks[b].in && r->flow->blocks[b].from == SC_NO_BLOCK;
}

static uint16_t live_at_entry(struct reliance *r)
{
	uint16_t live = 0;

	find_live(r);
	for (uint32_t b = 0; b < r->flow->nblocks; b++)
		if (is_entry(r, b))
			live |= r->facts[b].live;
	return live;
}

static uint16_t results_of(struct reliance *r)
{
	uint16_t results = 0xffff;
	bool changed = true;

	for (uint32_t b = 0; b < r->flow->nblocks; b++)
		r->facts[b].stale = is_entry(r, b) ? 0xffff : 0;
	while (changed) {
		changed = false;
		for (uint32_t b = 0; b < r->flow->nblocks; b++)
			changed |= propagate_stale(r, b, &results);
	}
	return results;
}

int sc_reliance_find(struct sc_dataflow *flow,
		     const struct sc_reliance_visitor *visitor)
{
	struct reliance r = { 0 };
	int err = begin_group(&r, flow);

	if (!err) {
		find_live(&r);
		for (uint32_t b = 0; b < flow->nblocks; b++)
			propagate_live(&r, b, visitor);
	}
	end_group(&r);
	return err;
}

int sc_reliance_roles(struct sc_dataflow *flow, uint16_t *inputs_ret,
		      uint16_t *results_ret)
{
	struct reliance r = { 0 };
	int err = begin_group(&r, flow);

	*inputs_ret = err ? 0 : live_at_entry(&r);
	*results_ret = err ? 0 : results_of(&r);
	end_group(&r);
	return err;
}
