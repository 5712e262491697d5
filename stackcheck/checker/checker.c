// SPDX-License-Identifier: GPL-2.0-only
/* From events of the walk to findings, rule by rule. */
#include <stdlib.h>

#include "stackcheck/dataflow/reliance.h"
#include "stackcheck/checker/internal.h"

void sc_judge_tell(struct sc_judge *j, const struct sc_site *site)
{
	const struct sc_rule *const *r =
		j->rules[__builtin_ctz((unsigned int)site->event)];

	for (; *r; r++) {
		j->rule = *r;
		(*r)->check(j, site);
	}
}

/* Which rules ask for which events, of those that hold in @mode. */
static void sort_rules(struct sc_judge *j, unsigned int mode)
{
	for (unsigned int e = 0; e < SC_NEVENTS; e++) {
		unsigned int n = 0;

		for (unsigned int r = 0; r < SC_NRULES; r++)
			if ((sc_rules[r]->events >> e & 1) &&
			    (sc_rules[r]->modes & mode))
				j->rules[e][n++] = sc_rules[r];
	}
}

void sc_judge_init(struct sc_judge *j, struct sc_flow *flow,
		   struct sc_result *res, unsigned int mode)
{
	*j = (struct sc_judge){ .obj = flow->obj, .flow = flow, .res = res };
	sort_rules(j, mode);
}

void sc_judge_deinit(struct sc_judge *j)
{
	free(j->alts);
	j->obj->arch->decoder_free(j->dec);
}

struct sc_site sc_judge_site(const struct sc_judge *j, enum sc_event event,
			     const struct sc_block *b, uint32_t i,
			     const struct sc_state *st)
{
	const struct sc_func *f = &j->obj->funcs[b->func];

	return (struct sc_site){ .event = event,
				 .func = f,
				 .block = b,
				 .insn = &j->obj->code[f->sec].insns[i],
				 .st = st };
}

static void on_insn(void *ctx, const struct sc_block *b, uint32_t i,
		    const struct sc_state *pre)
{
	struct sc_judge *j = ctx;
	const struct sc_func *f = &j->obj->funcs[b->func];
	const uint32_t *mark = &j->obj->code[f->sec].mark[i];
	const struct sc_insn *insn = &j->obj->code[f->sec].insns[i];
	struct sc_site site;

	if ((*mark & SC_M_ALT_BODY) || f->kind == SC_FUNC_ALT)
		sc_judge_keep_alt_row(j, b, i, pre);
	if (insn->op == SC_OP_SYSTEM || insn->op == SC_OP_SYSCALL ||
	    insn->op == SC_OP_STD || sc_op_is(insn, SC_P_NO_INSN)) {
		site = sc_judge_site(j, SC_EV_INSN, b, i, pre);
		sc_judge_tell(j, &site);
	}
	if (sc_val_kind(pre->reg[j->obj->arch->sp]) != SC_V_CFA) {
		site = sc_judge_site(j, SC_EV_NO_CFA, b, i, pre);
		sc_judge_tell(j, &site);
	}
}

static void on_step(void *ctx, const struct sc_block *b, uint32_t i,
		    const struct sc_state *pre, const struct sc_step *step)
{
	struct sc_judge *j = ctx;
	struct sc_site site = sc_judge_site(j, SC_EV_STEP, b, i, pre);

	site.step = step;
	sc_judge_tell(j, &site);
}

static bool leads_to_insn(const struct sc_object *obj,
			  const struct sc_target *to)
{
	const struct sc_func *f = sc_func_at(obj, to->sec, to->off);

	return f && (f->start == to->off ||
		     sc_insn_at(obj, to->sec, to->off) != UINT32_MAX);
}

static void on_call(void *ctx, const struct sc_block *b, uint32_t i,
		    const struct sc_state *pre, const struct sc_target *to)
{
	struct sc_judge *j = ctx;
	struct sc_site site = sc_judge_site(j, SC_EV_CALL, b, i, pre);

	site.to = to;
	sc_judge_tell(j, &site);
	if (to->kind == SC_TO_CODE && !leads_to_insn(j->obj, to)) {
		site.event = SC_EV_EXIT;
		site.exit = SC_EXIT_LOST;
		sc_judge_tell(j, &site);
	}
}

static void on_exit_(void *ctx, const struct sc_block *b, uint32_t i,
		     const struct sc_state *st, enum sc_exit_kind kind,
		     const struct sc_target *to)
{
	struct sc_judge *j = ctx;
	struct sc_site site = sc_judge_site(j, SC_EV_EXIT, b, i, st);

	site.exit = kind;
	site.to = to;
	sc_judge_tell(j, &site);
}

static void on_hint(void *ctx, const struct sc_block *b, uint32_t i,
		    const struct sc_state *before, const struct sc_state *after)
{
	struct sc_judge *j = ctx;
	struct sc_site site = sc_judge_site(j, SC_EV_HINT, b, i, before);

	site.other = after;
	sc_judge_tell(j, &site);
}

/* Without a caller's frame, only what annotations tell can be compared. */
static bool is_told(const struct sc_judge *j, const struct sc_state *a,
		    const struct sc_state *b)
{
	unsigned int sp = j->obj->arch->sp;

	return j->hinted && sc_val_is_addr(a->reg[sp]) &&
	       sc_val_is_addr(b->reg[sp]);
}

static void on_edge(void *ctx, const struct sc_block *b, uint32_t i,
		    const struct sc_state *st, uint32_t to)
{
	struct sc_judge *j = ctx;
	const struct sc_state *in = j->flow->blocks[to].in;
	struct sc_site site;

	if (!in || in == st || sc_flow_is_hinted(j->flow, &j->flow->blocks[to]))
		return;
	site = sc_judge_site(j, SC_EV_MISMATCH, b, i, st);
	site.mismatch = sc_state_match(in, st, j->obj->arch, &site.reg);
	if (!site.mismatch || (!j->callable && !is_told(j, in, st)))
		return;
	site.other = in;
	site.to_block = to;
	sc_judge_tell(j, &site);
}

/* --- a group */

/* What an earlier judgement marked, when less was known of callees. */
static void clear_reached(const struct sc_object *obj, const struct sc_func *f)
{
	for (uint32_t i = f->first; i < f->first + f->ninsns; i++)
		obj->code[f->sec].mark[i] &= ~(uint32_t)SC_M_REACHED;
}

/* Does anything call into the group? Only then has it a caller's frame. */
static bool is_called_group(const struct sc_object *obj, uint32_t group)
{
	const struct sc_group *g = &obj->groups[group];

	for (uint32_t m = 0; m < g->nfuncs; m++) {
		const struct sc_func *f =
			&obj->funcs[obj->members[g->first + m]];

		if (SC_IS_ENTERED(f))
			return true;
	}
	return false;
}

/* Annotated code is held to its annotations, called or not. */
static bool is_hinted_group(const struct sc_object *obj, uint32_t group)
{
	const struct sc_group *g = &obj->groups[group];

	for (uint32_t m = 0; obj->nhints && m < g->nfuncs; m++) {
		const struct sc_func *f =
			&obj->funcs[obj->members[g->first + m]];

		for (uint32_t i = f->first; i < f->first + f->ninsns; i++)
			if (obj->code[f->sec].mark[i] & SC_M_HINT)
				return true;
	}
	return false;
}

static int is_of_other_group(void *ctx, struct sc_finding *finding)
{
	return finding->group != *(uint32_t *)ctx;
}

/*
 * Have rules seen what does not hold for the final states? Blocks that were
 * revisited were first seen with states that know more. The final states were
 * seen, too. So nothing is stale if
 *   - there was no finding in the group,
 *   - no edge was compared with a frame that changed later,
 *   - no hint saves a state, which later walks may have changed.
 */
static bool is_stale(struct sc_judge *j)
{
	if (!j->flow->revisited)
		return false;
	if (j->flow->frame_changed || j->hinted || j->res->nfindings > j->first)
		return true;
	return sc_judge_has_conflict(j);
}

/* Drop the findings of states that were not the final ones. */
static void start_again(struct sc_judge *j, uint32_t group)
{
	j->nalts = 0;
	if (j->res->nfindings > j->first)
		sc_result_filter(j->res, is_of_other_group, &group);
}

static void on_reliance(void *ctx, const struct sc_block *b, uint32_t i,
			const struct sc_target *to, uint16_t regs)
{
	struct sc_judge *j = ctx;
	struct sc_site site = sc_judge_site(j, SC_EV_RELIES, b, i, NULL);

	site.to = to;
	for (site.reg = 0; site.reg < SC_NREGS; site.reg++)
		if (regs >> site.reg & 1)
			sc_judge_tell(j, &site);
}

int sc_judge_group(struct sc_judge *j, uint32_t group)
{
	static const struct sc_visitor visitor = { .events_only = true,
						   .insn = on_insn,
						   .step = on_step,
						   .call = on_call,
						   .exit = on_exit_,
						   .hint = on_hint,
						   .edge = on_edge };
	const struct sc_reliance_visitor reliance = { on_reliance, j };
	struct sc_group *g = &j->obj->groups[group];

	for (uint32_t m = 0; g->judged && m < g->nfuncs; m++)
		clear_reached(j->obj,
			      &j->obj->funcs[j->obj->members[g->first + m]]);
	g->judged = true;
	j->first = j->res->nfindings;
	j->hinted = is_hinted_group(j->obj, group);
	j->callable = is_called_group(j->obj, group);
	if (sc_flow_run_visited(j->flow, group, &visitor, j))
		return -1;
	if (is_stale(j)) {
		start_again(j, group);
		sc_flow_visit(j->flow, &visitor, j);
	}
	sc_judge_functions(j);
	sc_judge_alternatives(j);
	if (j->flow->lends)
		return sc_reliance_find(j->flow, &reliance);
	return 0;
}

void sc_judge_defects(const struct sc_object *obj, struct sc_result *res)
{
	struct sc_judge j = { .obj = obj, .res = res };

	sort_rules(&j, SC_IN_BOTH);
	for (uint32_t i = 0; i < obj->ndefects; i++) {
		struct sc_site site = { .event = SC_EV_DEFECT,
					.defect = &obj->defects[i] };

		sc_judge_tell(&j, &site);
	}
}
