// SPDX-License-Identifier: GPL-2.0-only
/* Branches, calls and traps: which way control goes, and if it comes back. */
#include "stackcheck/cfg/branches.h"
#include "stackcheck/cfg/targets.h"
#include "stackcheck/dataflow/internal.h"
#include "stackcheck/dataflow/walk_branch.h"
#include "stackcheck/dataflow/walk_edge.h"
#include "stackcheck/dataflow/walk_probe.h"
#include "stackcheck/dataflow/walk_stop.h"

static void push_address(struct sc_walk *w)
{
	struct sc_insn push = { .op = SC_OP_PUSH_OTHER, .size = 8 };
	struct sc_step step = { 0 };

	w->arch->step(sc_walk_state(w), &push, &step);
}

/* A call; true when control goes on behind it. */
static bool walk_call(struct sc_walk *w)
{
	const struct sc_arch *arch = w->arch;
	struct sc_target to = { .kind = SC_TO_NOWHERE };
	enum sc_callee_kind kind = SC_CALLEE_PLAIN;
	const struct sc_func *g = NULL;
	uint16_t clobbers;

	if (w->insn.op == SC_OP_CALL) {
		to = sc_branch_target(w->flow->obj, w->func,
				      sc_walk_branch_here(w), &g);
		kind = sc_callee_kind(w->flow->obj, &to, g);
	}
	if (kind == SC_CALLEE_FENTRY)
		return true;
	if (w->mark[w->i] & SC_M_INTRA) {
		push_address(w);
		sc_walk_go(w, &to);
		return false;
	}
	if (w->visitor->call)
		w->visitor->call(w->ctx, w->b, w->i, w->cur, &to);
	if (kind != SC_CALLEE_INDIRECT_THUNK &&
	    !sc_walk_callee_returns(w, &to, g))
		return false;
	clobbers = sc_walk_clobbers(w, &to, g);
	if (clobbers && g && w->flow->callees.func_scratch)
		w->flow->lends |=
			w->flow->callees.func_scratch[g - w->flow->obj->funcs] ||
			(clobbers >> arch->bp & 1);
	arch->after_call(sc_walk_state(w), clobbers);
	w->known &= (uint16_t) ~(arch->call_clobbered | clobbers);
	return true;
}

static bool has_hint_next(const struct sc_walk *w)
{
	return w->i + 1 < w->func->first + w->func->ninsns &&
	       (w->mark[w->i + 1] & SC_M_HINT);
}

/* An exit whose target is the next instruction. */
static bool return_to_self(struct sc_walk *w)
{
	const struct sc_arch *arch = w->arch;

	if (!arch->returns_to_self(w->flow->obj, w->func, w->i))
		return false;
	arch->after_self_return(sc_walk_state(w));
	w->known = sc_state_known(w->st);
	return true;
}

/* A jump that patching turns into a no-op and back. */
static bool is_jump_label(const struct sc_walk *w)
{
	uint32_t n;
	const struct sc_edge *e;

	if (!(w->mark[w->i] & SC_M_EDGE))
		return false;
	e = sc_edges_at(w->flow->obj, w->func->sec, w->insn.off, &n);
	for (; n--; e++)
		if (e->kind == SC_EDGE_JUMP_LABEL)
			return true;
	return false;
}

/* Control flow; true when the walk goes on with the next instruction. */
bool sc_walk_branch(struct sc_walk *w)
{
	switch (w->insn.op) {
	case SC_OP_CALL:
	case SC_OP_CALL_REG:
	case SC_OP_CALL_MEM:
		return walk_call(w);
	case SC_OP_JCC:
		return sc_walk_conditional(w);
	case SC_OP_JMP:
		sc_walk_jump(w);
		return is_jump_label(w);
	case SC_OP_JMP_REG:
	case SC_OP_JMP_MEM:
		sc_walk_indirect_jump(w);
		return false;
	case SC_OP_RET:
		sc_walk_return(w);
		return false;
	case SC_OP_SYSTEM:
		if (return_to_self(w) || has_hint_next(w))
			return true;
		w->flow->irregular_exit = true;
		return false;
	case SC_OP_UD:
		return w->mark[w->i] & SC_M_GOES_ON;
	case SC_OP_INT3: /* a debugger or a test may come back from it */
		return (w->mark[w->i] & SC_M_GOES_ON) ||
		       !sc_walk_nothing_follows(w);
	default:
		return false;
	}
}
