// SPDX-License-Identifier: GPL-2.0-only
/* What a branch or a call does to the groups: joins them, or calls. */
#include <stdlib.h>

#include "stackcheck/cfg/branches.h"
#include "stackcheck/cfg/group_branches.h"
#include "stackcheck/cfg/group_priv.h"
#include "stackcheck/cfg/targets.h"
#include "stackcheck/cfg/groups.h"
#include "stackcheck/util/search.h"
#include "stackcheck/util/vec.h"

/* Entering @g at @off by a jump: is that a call in the place of a return? */
static bool is_tail_entry(const struct sc_func *g, uint64_t off)
{
	return off == g->start && g->kind == SC_FUNC_CALLABLE;
}

/* An inner function symbol is as good an entry as the first byte. */
static bool is_inner_entry(const struct sc_linker *l, uint32_t func,
			   uint64_t off)
{
	const struct sc_entry *e = l->obj->entries;
	size_t at = SC_FIRST_NOT(i, 0, l->nsymbols,
				 e[i].func < func ||
					 (e[i].func == func && e[i].off < off));

	return at < l->nsymbols && e[at].func == func && e[at].off == off;
}

int sc_group_add_call(struct sc_object *obj, uint32_t from, uint32_t func,
		      uint32_t sym)
{
	struct sc_callsite c = { .group = from, .func = func, .sym = sym };

	return SC_VEC_PUSH(obj->calls, obj->ncalls, c);
}

/* A jump from function @from to another place of the object. */
static int link_jump(struct sc_linker *l, uint32_t from,
		     const struct sc_target *to, const struct sc_func *g)
{
	struct sc_object *obj = l->obj;
	uint32_t idx;

	if (to->kind == SC_TO_SYMBOL)
		return sc_group_add_call(obj, from, UINT32_MAX, to->sym);
	if (!g)
		return 0;
	idx = (uint32_t)(g - obj->funcs);
	if (idx != from &&
	    (is_tail_entry(g, to->off) || is_inner_entry(l, idx, to->off)))
		return sc_group_add_call(obj, from, idx, to->sym);
	sc_mark_set(obj, to->sec, to->off, SC_M_LEADER);
	sc_group_unite(l->parent, from, idx);
	return 0;
}

/* A call to the middle of a function makes one more entry of it. */
static int link_middle(struct sc_linker *l, uint32_t func, uint64_t off)
{
	struct sc_entry e = { .func = func, .off = (uint32_t)off };

	if (is_inner_entry(l, func, off))
		return 0;
	return SC_VEC_PUSH(l->obj->entries, l->obj->nentries, e);
}

/*
 * A call within its function that only pushes an address: annotated, or to
 * right behind it, but for a trap that stops speculation.
 */
static bool is_intra(const struct sc_object *obj, const struct sc_func *f,
		     uint32_t i, const struct sc_target *to)
{
	const struct sc_code *code = &obj->code[f->sec];
	uint32_t k = i + 1;

	if (code->mark[i] & SC_M_INTRA)
		return true;
	if (to->kind != SC_TO_CODE || to->sec != f->sec)
		return false;
	while (k < f->first + f->ninsns &&
	       sc_code_insn(code, k).op == SC_OP_INT3)
		k++;
	return k < f->first + f->ninsns && sc_code_off(code, k) == to->off;
}

/* Code that says itself what its stack is. */
static bool is_hinted(const struct sc_object *obj, const struct sc_func *f)
{
	return f->kind != SC_FUNC_CALLABLE && f->ninsns &&
	       (obj->code[f->sec].mark[f->first] & SC_M_HINT);
}

static int link_call(struct sc_linker *l, uint32_t from, uint32_t i,
		     const struct sc_target *to, const struct sc_func *g)
{
	struct sc_object *obj = l->obj;
	uint32_t sec = obj->funcs[from].sec, callee;
	int err;

	if (to->kind == SC_TO_SYMBOL)
		return sc_group_add_call(obj, from, UINT32_MAX, to->sym);
	if (!g)
		return 0;
	callee = (uint32_t)(g - obj->funcs);
	if (to->off != g->start) /* each function's first is marked */
		sc_mark_set(obj, to->sec, to->off, SC_M_LEADER);
	if (is_intra(obj, &obj->funcs[from], i, to)) {
		obj->code[sec].mark[i] |= SC_M_INTRA;
		sc_group_unite(l->parent, from, callee);
		return 0;
	}
	if (!is_hinted(obj, g))
		obj->funcs[callee].called = 1;
	err = to->off == g->start || is_hinted(obj, g)
		      ? 0
		      : link_middle(l, callee, to->off);
	return err ? err : sc_group_add_call(obj, from, callee, to->sym);
}

/* Is @to a place in @f? Then a block begins there. */
static bool mark_local(struct sc_object *obj, const struct sc_func *f,
		       const struct sc_target *to)
{
	uint32_t i;

	if (to->kind != SC_TO_CODE || to->sec != f->sec || to->off < f->start ||
	    to->off >= f->end)
		return false;
	i = sc_func_insn(obj, f, to->off);
	if (i != UINT32_MAX)
		obj->code[f->sec].mark[i] |= SC_M_LEADER;
	return true;
}

/*
 * A branch that is a return or an indirect one, by a thunk that is no function
 * by its type. Who goes there is neither its caller nor a part of it.
 */
static bool is_by_thunk(const struct sc_object *obj, const struct sc_insn *insn,
			const struct sc_target *to, const struct sc_func *g)
{
	enum sc_callee_kind kind = sc_callee_kind(obj, to, g);

	return g && g->kind == SC_FUNC_LABEL && insn->len >= 5 &&
	       (kind == SC_CALLEE_RETURN_THUNK ||
		kind == SC_CALLEE_INDIRECT_THUNK);
}

/* Kernels fill megabytes with traps: a run of them is one block. @i is not the
 * last. */
static bool ends_block(const struct sc_code *code, uint32_t i,
		       const struct sc_insn *insn)
{
	return sc_op_is(insn, SC_P_BRANCH | SC_P_END) &&
	       (insn->op != SC_OP_INT3 ||
		sc_code_insn(code, i + 1).op != SC_OP_INT3);
}

int sc_group_link_branch(struct sc_linker *l, uint32_t func,
			 const struct sc_branch *b)
{
	struct sc_object *obj = l->obj;
	const struct sc_func *f = &obj->funcs[func], *g;
	struct sc_code *code = &obj->code[f->sec];
	const struct sc_insn insn = sc_code_insn(code, b->insn);
	struct sc_target to;

	if (b->insn + 1 < f->first + f->ninsns &&
	    ends_block(code, b->insn, &insn))
		code->mark[b->insn + 1] |= SC_M_LEADER;
	if (!sc_op_is(&insn, SC_P_BRANCH) && insn.op != SC_OP_CALL)
		return 0;
	if (b->by == SC_BY_INSN && insn.op != SC_OP_CALL) {
		code->mark[b->to] |= SC_M_LEADER;
		return 0;
	}
	to = sc_branch_target(obj, f, b, &g);
	if (is_by_thunk(obj, &insn, &to, g))
		return 0;
	if (insn.op == SC_OP_CALL)
		return link_call(l, func, b->insn, &to, g);
	if (mark_local(obj, f, &to))
		return to.sym ? sc_group_add_call(obj, func, func, to.sym) : 0;
	return link_jump(l, func, &to, g);
}
