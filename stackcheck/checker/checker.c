// SPDX-License-Identifier: GPL-2.0-only
/* From events of the walk to findings, rule by rule. */
#include <stdlib.h>

#include "stackcheck/checker/check_alternatives.h"
#include "stackcheck/checker/check_function.h"
#include "stackcheck/checker/checker.h"
#include "stackcheck/dataflow/reliance.h"

void sc_checker_dispatch(struct sc_checker *c, const struct sc_event *event)
{
	const struct sc_rule *const *r =
		c->rules[__builtin_ctz((unsigned int)event->kind)];

	for (; *r; r++) {
		c->rule = *r;
		(*r)->check(c, event);
	}
}

/* Which rules ask for which events, of those that hold in @mode. */
static void sort_rules(struct sc_checker *c, unsigned int mode)
{
	for (unsigned int e = 0; e < SC_NEVENTS; e++) {
		unsigned int n = 0;

		for (unsigned int r = 0; r < SC_NRULES; r++)
			if ((sc_rules[r]->events >> e & 1) &&
			    (sc_rules[r]->modes & mode) &&
			    (!sc_rules[r]->mitigations ||
			     (sc_rules[r]->mitigations & c->mitigations)))
				c->rules[e][n++] = sc_rules[r];
	}
}

void sc_checker_init(struct sc_checker *c, struct sc_dataflow *flow,
		     struct sc_result *res, unsigned int mode)
{
	*c = (struct sc_checker){ .obj = flow->obj, .flow = flow, .res = res };
	if (res)
		sort_rules(c, mode);
}

void sc_checker_init_object(struct sc_checker *c, const struct sc_object *obj,
			    struct sc_result *res, unsigned int mitigations)
{
	*c = (struct sc_checker){ .obj = obj,
				  .res = res,
				  .first = res->nfindings,
				  .mitigations = mitigations };
	sort_rules(c, SC_IN_BOTH);
}

void sc_checker_deinit(struct sc_checker *c)
{
	free(c->alts);
	free(c->notes);
	c->obj->arch->decoder_free(c->dec);
}

struct sc_event sc_checker_event(const struct sc_checker *c,
				 enum sc_event_kind kind,
				 const struct sc_block *b, uint32_t i,
				 const struct sc_state *st)
{
	const struct sc_func *f = &c->obj->funcs[b->func];

	return (struct sc_event){ .kind = kind,
				  .func = f,
				  .block = b,
				  .code = &c->obj->code[f->sec],
				  .i = i,
				  .st = st };
}

static void on_insn(void *ctx, const struct sc_block *b, uint32_t i,
		    const struct sc_state *pre)
{
	struct sc_checker *c = ctx;
	const struct sc_func *f = &c->obj->funcs[b->func];
	uint32_t mark = c->obj->code[f->sec].mark[i];
	const struct sc_insn insn = sc_code_insn(&c->obj->code[f->sec], i);
	struct sc_event event;

	if (((mark & SC_M_ALT_BODY) || f->kind == SC_FUNC_ALT) &&
	    !(mark & SC_M_MERGED))
		sc_checker_keep_alt_row(c, b, i, pre);
	if (sc_op_is(&insn, SC_P_RARE)) {
		event = sc_checker_event(c, SC_EV_INSN, b, i, pre);
		sc_checker_dispatch(c, &event);
	}
	if (sc_val_kind(pre->reg[c->obj->arch->sp]) != SC_V_CFA) {
		event = sc_checker_event(c, SC_EV_NO_CFA, b, i, pre);
		sc_checker_dispatch(c, &event);
	}
}

static void on_step(void *ctx, const struct sc_block *b, uint32_t i,
		    const struct sc_state *pre, const struct sc_step *step)
{
	struct sc_checker *c = ctx;
	struct sc_event event = sc_checker_event(c, SC_EV_STEP, b, i, pre);

	event.step = step;
	sc_checker_dispatch(c, &event);
}

static void on_call(void *ctx, const struct sc_block *b, uint32_t i,
		    const struct sc_state *pre, const struct sc_target *to)
{
	struct sc_checker *c = ctx;
	struct sc_event event = sc_checker_event(c, SC_EV_CALL, b, i, pre);

	event.to = to;
	sc_checker_dispatch(c, &event);
	if (to->kind == SC_TO_CODE &&
	    sc_insn_at(c->obj, to->sec, to->off) == UINT32_MAX) {
		event.kind = SC_EV_EXIT;
		event.exit = SC_EXIT_LOST;
		sc_checker_dispatch(c, &event);
	}
}

static void on_exit_(void *ctx, const struct sc_block *b, uint32_t i,
		     const struct sc_state *st, enum sc_exit_kind kind,
		     const struct sc_target *to)
{
	struct sc_checker *c = ctx;
	struct sc_event event = sc_checker_event(c, SC_EV_EXIT, b, i, st);

	event.exit = kind;
	event.to = to;
	sc_checker_dispatch(c, &event);
}

static void on_hint(void *ctx, const struct sc_block *b, uint32_t i,
		    const struct sc_state *before, const struct sc_state *after)
{
	struct sc_checker *c = ctx;
	struct sc_event event = sc_checker_event(c, SC_EV_HINT, b, i, before);

	event.other = after;
	sc_checker_dispatch(c, &event);
}

/* Without a caller's frame, only what annotations tell can be compared. */
static bool is_annotated(const struct sc_checker *c, const struct sc_state *a,
			 const struct sc_state *b)
{
	unsigned int sp = c->obj->arch->sp;

	return c->hinted && sc_val_is_addr(a->reg[sp]) &&
	       sc_val_is_addr(b->reg[sp]);
}

static void on_edge(void *ctx, const struct sc_block *b, uint32_t i,
		    const struct sc_state *st, uint32_t to)
{
	struct sc_checker *c = ctx;
	const struct sc_state *in = c->flow->blocks[to].in;
	struct sc_event event;

	if (!in || in == st ||
	    sc_dataflow_is_hinted(c->flow, &c->flow->blocks[to]))
		return;
	event = sc_checker_event(c, SC_EV_MISMATCH, b, i, st);
	event.mismatch = sc_state_match(in, st, c->obj->arch, &event.reg);
	if (!event.mismatch || (!c->callable && !is_annotated(c, in, st)))
		return;
	event.other = in;
	event.to_block = to;
	sc_checker_dispatch(c, &event);
}

/* --- a group */

/* What an earlier check marked, when less was known of callees. */
static void clear_reached(const struct sc_object *obj, const struct sc_func *f)
{
	for (uint32_t i = f->first; i < f->first + f->ninsns; i++)
		obj->code[f->sec].mark[i] &= ~(uint16_t)SC_M_REACHED;
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
static bool is_stale(struct sc_checker *c)
{
	if (!c->flow->revisited)
		return false;
	if (c->flow->frame_changed || c->hinted || c->res->nfindings > c->first)
		return true;
	return sc_checker_has_conflict(c);
}

/* Drop the findings of states that were not the final ones. */
static void drop_stale(struct sc_checker *c, uint32_t group)
{
	c->nalts = 0;
	sc_result_filter(c->res, c->first, is_of_other_group, &group);
}

static void on_reliance(void *ctx, const struct sc_block *b, uint32_t i,
			const struct sc_target *to, uint16_t regs)
{
	struct sc_checker *c = ctx;
	struct sc_event event = sc_checker_event(c, SC_EV_RELIES, b, i, NULL);

	event.to = to;
	for (event.reg = 0; event.reg < SC_NREGS; event.reg++)
		if (regs >> event.reg & 1)
			sc_checker_dispatch(c, &event);
}

static void begin_group(struct sc_checker *c, uint32_t group)
{
	struct sc_group *g = &c->obj->groups[group];

	for (uint32_t m = 0; g->checked && m < g->nfuncs; m++)
		clear_reached(c->obj,
			      &c->obj->funcs[c->obj->members[g->first + m]]);
	g->checked = true;
	c->first = c->res->nfindings;
	c->hinted = is_hinted_group(c->obj, group);
	c->callable = is_called_group(c->obj, group);
	if (c->sink)
		c->sink->group(c->sink_ctx, c->flow, group);
}

int sc_check_group(struct sc_checker *c, uint32_t group)
{
	const struct sc_visitor visitor = { .events_only = true,
					    .insn = on_insn,
					    .step = on_step,
					    .call = on_call,
					    .exit = on_exit_,
					    .hint = on_hint,
					    .edge = on_edge,
					    .sink = c->sink,
					    .sink_ctx = c->sink_ctx };
	const struct sc_reliance_visitor reliance = { on_reliance, c };

	begin_group(c, group);
	if (sc_dataflow_run_visited(c->flow, group, &visitor, c))
		return -1;
	if (is_stale(c)) {
		drop_stale(c, group);
		sc_dataflow_visit(c->flow, &visitor, c);
	}
	sc_check_functions(c);
	sc_check_alternatives(c);
	if (c->flow->lends)
		return sc_reliance_find(c->flow, &reliance);
	return 0;
}

void sc_check_defects(const struct sc_object *obj, struct sc_result *res)
{
	struct sc_checker c;

	sc_checker_init_object(&c, obj, res, 0);
	for (uint32_t i = 0; i < obj->ndefects; i++) {
		struct sc_event event = { .kind = SC_EV_DEFECT,
					  .defect = &obj->defects[i] };

		sc_checker_dispatch(&c, &event);
	}
}
