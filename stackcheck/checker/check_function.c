// SPDX-License-Identifier: GPL-2.0-only
/* What no walk shows of a group: what it does not reach, and who enters it. */
#include "stackcheck/checker/internal.h"

/* Does the call before instruction @i go to a function that is proven here
 * not to return? What follows is then dead, whatever its author thought. */
static bool after_dead_call(const struct sc_judge *j, const struct sc_func *f,
			    uint32_t i)
{
	const struct sc_code *code = &j->obj->code[f->sec];
	const uint8_t *noreturn = j->flow->callees.func_noreturn;
	const struct sc_func *g;
	struct sc_target to;

	if (i == f->first || code->insns[i - 1].op != SC_OP_CALL || !noreturn)
		return false;
	to = sc_insn_target(j->obj, f->sec, &code->insns[i - 1]);
	if (to.kind != SC_TO_CODE)
		return false;
	g = sc_func_at(j->obj, to.sec, to.off);
	return g && noreturn[g - j->obj->funcs];
}

/* Is instruction @i jumped to by dead code only, having no other way in? */
static bool from_dead_code(const struct sc_judge *j, const struct sc_func *f,
			   uint32_t i)
{
	const struct sc_code *code = &j->obj->code[f->sec];

	for (uint32_t k = f->first; k < f->first + f->ninsns; k++) {
		struct sc_target to;

		if (!sc_op_is(&code->insns[k], SC_P_BRANCH) ||
		    (code->mark[k] & SC_M_REACHED))
			continue;
		to = sc_insn_target(j->obj, f->sec, &code->insns[k]);
		if (to.kind == SC_TO_CODE && to.sec == f->sec &&
		    to.off == code->insns[i].off)
			return true;
	}
	return false;
}

static void tell_unreached(struct sc_judge *j, const struct sc_func *f)
{
	const struct sc_code *code = &j->obj->code[f->sec];
	bool named = f->kind == SC_FUNC_CALLABLE || f->kind == SC_FUNC_COLD;
	bool told = false, dead = false;

	for (uint32_t i = f->first; i < f->first + f->ninsns; i++) {
		struct sc_site site = { .event = SC_EV_UNREACHED,
					.func = f,
					.insn = &code->insns[i] };

		if (code->mark[i] & SC_M_REACHED) {
			told = false;
			continue;
		}
		if (sc_is_padding(site.insn) || site.insn->op == SC_OP_DATA ||
		    (named && told))
			continue;
		told = true;
		dead |= after_dead_call(j, f, i);
		if (dead &&
		    (after_dead_call(j, f, i) || from_dead_code(j, f, i)))
			continue;
		sc_judge_tell(j, &site);
	}
}

/* Who calls into a function's middle brings a callee's state there. */
static void judge_entries(struct sc_judge *j, const struct sc_func *f)
{
	uint32_t n;
	const struct sc_entry *e =
		sc_entries_of(j->obj, (uint32_t)(f - j->obj->funcs), &n);
	struct sc_state st;

	j->obj->arch->entry_state(&st);
	for (; n--; e++) {
		uint32_t to = sc_flow_block_at(j->flow, f->sec, e->off);
		const struct sc_block *b;
		struct sc_site site;

		if (to == SC_NO_BLOCK)
			continue;
		b = &j->flow->blocks[to];
		if (!b->in)
			continue;
		site = sc_judge_site(j, SC_EV_MISMATCH, b, b->first, &st);
		site.mismatch =
			sc_state_match(b->in, &st, j->obj->arch, &site.reg);
		site.other = b->in;
		site.to_block = to;
		if (site.mismatch)
			sc_judge_tell(j, &site);
	}
}

void sc_judge_functions(struct sc_judge *j)
{
	const struct sc_group *g = &j->obj->groups[j->flow->group];

	for (uint32_t m = 0; m < g->nfuncs; m++) {
		const struct sc_func *f =
			&j->obj->funcs[j->obj->members[g->first + m]];
		struct sc_site site = { .event = SC_EV_FUNCTION, .func = f };

		if (f->ignored || f->kind == SC_FUNC_ALT ||
		    f->kind == SC_FUNC_PREFIX)
			continue;
		judge_entries(j, f);
		if (j->flow->reached < j->flow->ninsns)
			tell_unreached(j, f);
		sc_judge_tell(j, &site);
	}
}
