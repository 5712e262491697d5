// SPDX-License-Identifier: GPL-2.0-only
/* What no walk shows of a group: what it does not reach, and who enters it. */
#include "stackcheck/cfg/targets.h"
#include "stackcheck/checker/check_function.h"
#include "stackcheck/checker/checker.h"
#include "stackcheck/dataflow/blocks.h"

/* Does the call before instruction @i go to a function that is proven here
 * not to return? What follows is then dead, whatever its author thought. */
static bool after_dead_call(const struct sc_checker *c, const struct sc_func *f,
			    uint32_t i)
{
	const struct sc_code *code = &c->obj->code[f->sec];
	const uint8_t *noreturn = c->flow->callees.func_noreturn;
	const struct sc_func *g;
	struct sc_insn call;
	struct sc_target to;

	if (i == f->first || sc_code_insn(code, i - 1).op != SC_OP_CALL ||
	    !noreturn)
		return false;
	call = sc_code_insn(code, i - 1);
	to = sc_insn_target(c->obj, f->sec, &call);
	if (to.kind != SC_TO_CODE)
		return false;
	g = sc_func_at(c->obj, to.sec, to.off);
	return g && noreturn[g - c->obj->funcs];
}

/* Is instruction @i jumped to by dead code only, having no other way in? */
static bool from_dead_code(const struct sc_checker *c, const struct sc_func *f,
			   uint32_t i)
{
	const struct sc_code *code = &c->obj->code[f->sec];

	for (uint32_t k = f->first; k < f->first + f->ninsns; k++) {
		const struct sc_insn insn = sc_code_insn(code, k);
		struct sc_target to;

		if (!sc_op_is(&insn, SC_P_BRANCH) ||
		    (code->mark[k] & SC_M_REACHED))
			continue;
		to = sc_insn_target(c->obj, f->sec, &insn);
		if (to.kind == SC_TO_CODE && to.sec == f->sec &&
		    to.off == sc_code_off(code, i))
			return true;
	}
	return false;
}

static void report_unreached(struct sc_checker *c, const struct sc_func *f)
{
	const struct sc_code *code = &c->obj->code[f->sec];
	bool named = f->kind == SC_FUNC_CALLABLE || f->kind == SC_FUNC_COLD;
	bool reported = false, dead = false;

	for (uint32_t i = f->first; i < f->first + f->ninsns; i++) {
		struct sc_insn insn;

		if (code->mark[i] & SC_M_REACHED) {
			reported = false;
			continue;
		}
		insn = sc_code_insn(code, i);
		if (sc_is_padding(&insn) || insn.op == SC_OP_DATA ||
		    (named && reported))
			continue;
		reported = true;
		dead |= after_dead_call(c, f, i);
		if (dead &&
		    (after_dead_call(c, f, i) || from_dead_code(c, f, i)))
			continue;
		sc_checker_dispatch(c,
				    &(struct sc_event){ .kind = SC_EV_UNREACHED,
							.func = f,
							.code = code,
							.i = i });
	}
}

/* Who calls into a function's middle brings a callee's state there. */
static void check_entries(struct sc_checker *c, const struct sc_func *f)
{
	uint32_t n;
	const struct sc_entry *e =
		sc_entries_of(c->obj, (uint32_t)(f - c->obj->funcs), &n);
	struct sc_state st;

	c->obj->arch->entry_state(&st);
	for (; n--; e++) {
		uint32_t to = sc_dataflow_block_at(c->flow, f->sec, e->off);
		const struct sc_block *b;
		struct sc_event event;

		if (to == SC_NO_BLOCK)
			continue;
		b = &c->flow->blocks[to];
		if (!b->in)
			continue;
		event = sc_checker_event(c, SC_EV_MISMATCH, b, b->first, &st);
		event.mismatch =
			sc_state_match(b->in, &st, c->obj->arch, &event.reg);
		event.other = b->in;
		event.to_block = to;
		if (event.mismatch)
			sc_checker_dispatch(c, &event);
	}
}

void sc_check_functions(struct sc_checker *c)
{
	const struct sc_group *g = &c->obj->groups[c->flow->group];

	for (uint32_t m = 0; m < g->nfuncs; m++) {
		const struct sc_func *f =
			&c->obj->funcs[c->obj->members[g->first + m]];
		struct sc_event event = { .kind = SC_EV_FUNCTION, .func = f };

		if (f->ignored || f->kind == SC_FUNC_ALT ||
		    f->kind == SC_FUNC_PREFIX)
			continue;
		check_entries(c, f);
		if (c->flow->reached < c->flow->ninsns)
			report_unreached(c, f);
		sc_checker_dispatch(c, &event);
	}
}
