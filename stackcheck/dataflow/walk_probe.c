// SPDX-License-Identifier: GPL-2.0-only
/*
 * Loops that make large room on the stack page by page and touch each, so that
 * none is skipped (-fstack-clash-protection). In such a loop the stack pointer
 * is at one of many places. It ends by a comparison of the stack pointer.
 */
#include "stackcheck/cfg/targets.h"
#include "stackcheck/dataflow/internal.h"
#include "stackcheck/dataflow/walk_edge.h"
#include "stackcheck/dataflow/walk_probe.h"

/* The register that instruction @i compares the stack pointer with, or none. */
static unsigned int compared_at(const struct sc_walk *w, uint32_t i)
{
	const struct sc_object *obj = w->flow->obj;
	const struct sc_insn insn = sc_code_insn(w->code, i);

	if (insn.op != SC_OP_OTHER || insn.writes || insn.len != 3)
		return SC_REG_NONE;
	return obj->arch->compares_sp(
		obj->img->secs[w->func->sec].data + insn.off, insn.len);
}

/* Is the edge to @to the one that leads back in such a loop? */
static bool is_back_edge(const struct sc_walk *w, uint32_t to)
{
	const struct sc_block *target = &w->flow->blocks[to];
	const struct sc_func *f = &w->flow->obj->funcs[target->func];

	if (f->sec != w->func->sec || target->first > w->i)
		return false;
	return (target->n > 1 &&
		compared_at(w, target->first + target->n - 2) != SC_REG_NONE) ||
	       (w->i > w->func->first &&
		compared_at(w, w->i - 1) != SC_REG_NONE);
}

bool sc_walk_join_probe(struct sc_walk *w, uint32_t to, struct sc_state *both)
{
	const struct sc_arch *arch = w->arch;
	const struct sc_state *in = w->flow->blocks[to].in;
	unsigned int reg;

	if (!sc_val_is_addr(in->reg[arch->sp]) ||
	    !sc_val_is_addr(w->cur->reg[arch->sp]) ||
	    !sc_state_share_anchor(in, w->cur, arch->bp) ||
	    !is_back_edge(w, to))
		return false;
	sc_state_copy(both, in);
	sc_state_make_room(both, arch->sp);
	return sc_state_match(both, w->cur, arch, &reg) == SC_MATCH;
}

/* Go along the jump, or behind it, with the stack pointer @sp. */
static void set_sp(struct sc_walk *w, sc_val sp)
{
	unsigned int r = w->arch->sp;

	if (w->cur->reg[r] != sp)
		sc_walk_state(w)->reg[r] = sp;
}

/*
 * A jump by whether the stack pointer is @limit; if @taken, it is taken where
 * it is. In a frame that needs no stack pointer the loop is walked until its
 * places are one; so where it is known to be elsewhere, the way on which both
 * are equal is not taken yet.
 */
static bool jump_on_equal(struct sc_walk *w, sc_val limit, bool taken)
{
	const struct sc_arch *arch = w->arch;
	sc_val sp = w->cur->reg[arch->sp];
	bool may_equal = sp == limit || sc_val_kind(sp) != sc_val_kind(limit) ||
			 !sc_state_is_anchored(w->cur, arch->bp);

	if (!taken || may_equal) {
		set_sp(w, taken ? limit : sp);
		sc_walk_jump(w);
	}
	set_sp(w, taken ? sp : limit);
	return taken || may_equal;
}

/*
 * Does an instruction between the jump and where it leads move the stack
 * pointer, as the loops do that touch room? In others it stays where it is, and
 * another pointer comes to it.
 */
static bool moves_sp(const struct sc_walk *w)
{
	const struct sc_object *obj = w->flow->obj;
	const struct sc_func *f = w->func;
	struct sc_target to = sc_insn_target(obj, f->sec, &w->insn);
	bool back = to.off <= w->insn.off;
	uint32_t i = w->i;

	if (to.kind != SC_TO_CODE || to.sec != f->sec)
		return false;
	while (back ? i > f->first : i + 1 < f->first + f->ninsns) {
		struct sc_insn insn;

		i = back ? i - 1 : i + 1;
		insn = sc_code_insn(w->code, i);
		if (back ? insn.off < to.off : insn.off >= to.off)
			return false;
		if (insn.writes >> obj->arch->sp & 1)
			return true;
	}
	return false;
}

bool sc_walk_conditional(struct sc_walk *w)
{
	const struct sc_object *obj = w->flow->obj;
	unsigned int reg = SC_REG_NONE;
	int on_equal = 0;

	if (w->i > w->b->first)
		reg = compared_at(w, w->i - 1);
	if (reg != SC_REG_NONE && sc_val_is_addr(w->cur->reg[reg]) &&
	    sc_val_is_addr(w->cur->reg[obj->arch->sp]) && moves_sp(w))
		on_equal = obj->arch->branches_on_equal(
			obj->img->secs[w->func->sec].data + w->insn.off);
	if (on_equal)
		return jump_on_equal(w, w->cur->reg[reg], on_equal > 0);
	sc_walk_jump(w);
	return true;
}
