// SPDX-License-Identifier: GPL-2.0-only
/* From events of the walk to findings, rule by rule. */
#include "stackcheck/judge.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stackcheck/vec.h"

const struct sc_object *sc_judge_object(const struct sc_judge *j)
{
	return j->obj;
}

const struct sc_arch *sc_judge_arch(const struct sc_judge *j)
{
	return j->obj->arch;
}

bool sc_is_callable(const struct sc_judge *j, const struct sc_site *site)
{
	return j->callable && (!site->st || site->st->frame == SC_FRAME_CALL);
}

bool sc_is_way_out(const struct sc_site *site)
{
	return site->exit == SC_EXIT_RETURN || site->exit == SC_EXIT_SIBLING ||
	       site->exit == SC_EXIT_INDIRECT;
}

bool sc_is_waived(const struct sc_judge *j, const struct sc_site *site)
{
	const struct sc_code *code = &j->obj->code[site->func->sec];

	return code->mark[site->insn - code->insns] & SC_M_WAIVED;
}

uint16_t sc_convention_of(const struct sc_judge *j, const struct sc_site *site)
{
	const uint16_t *clobbers = j->flow->callees.func_clobbers;

	return clobbers ? clobbers[site->func - j->obj->funcs] : 0;
}

const char *sc_cfa_words(const struct sc_judge *j, const struct sc_state *st,
			 char *buf, size_t size)
{
	const struct sc_arch *arch = j->obj->arch;
	struct sc_row row;

	arch->row(st, &row);
	switch (row.kind) {
	case SC_ROW_REG:
		snprintf(buf, size, "%%%s+%d", arch->reg_name(row.reg),
			 row.off);
		break;
	case SC_ROW_DEREF:
		snprintf(buf, size, "at %d(%%%s)", row.off,
			 arch->reg_name(row.reg));
		break;
	case SC_ROW_DEREF_ADD:
		snprintf(buf, size, "(%%%s)+%d", arch->reg_name(row.reg),
			 row.off);
		break;
	default:
		snprintf(buf, size, "unknown");
	}
	return buf;
}

/* A replacement is told of by the place it goes to. */
static void original_place(const struct sc_object *obj, uint32_t *sec,
			   uint64_t *off)
{
	const struct sc_func *f = sc_func_at(obj, *sec, *off);

	if (!f || f->kind != SC_FUNC_ALT)
		return;
	*off = f->alt_off + (*off - f->start);
	*sec = f->back_sec;
}

void sc_place_of(const struct sc_object *obj, uint32_t sec, uint64_t off,
		 struct sc_place *ret)
{
	const struct sc_func *f;

	original_place(obj, &sec, &off);
	f = sc_func_at(obj, sec, off);
	*ret = (struct sc_place){
		.section = obj->img->secs[sec].name,
		.function = f ? f->name : "",
		.section_off = off,
		.function_off = f && f->name[0] ? off - f->start : off,
		.group = f ? f->group : UINT32_MAX,
	};
	sc_image_line(obj->img, sec, off, &ret->file, &ret->line);
}

/* Has this rule spoken of this place? A loop need not say it twice. */
static bool is_repeated(const struct sc_judge *j, const struct sc_place *place,
			const char *message)
{
	const struct sc_result *res = j->res;
	size_t from = res->nfindings > 64 ? res->nfindings - 64 : 0;

	for (size_t i = res->nfindings; i-- > from;) {
		const struct sc_finding *f = &res->findings[i];

		if (f->rule == j->rule->id &&
		    f->section_off == place->section_off &&
		    !strcmp(f->section, place->section) &&
		    !strcmp(f->message, message))
			return true;
	}
	return false;
}

bool sc_has_spoken(const struct sc_judge *j, const struct sc_func *func)
{
	for (size_t i = j->res->nfindings; i-- > j->first;) {
		const struct sc_finding *f = &j->res->findings[i];

		if (f->rule == j->rule->id && !strcmp(f->function, func->name))
			return true;
	}
	return false;
}

/* Findings of one group that are told with how their state came about. */
#define MAX_STORIES 32

static void add_notes(struct sc_judge *j, const struct sc_site *site)
{
	char text[256];

	if (!site->insn)
		return;
	sc_insn_words(
		j, site->func->sec,
		(uint32_t)(site->insn - j->obj->code[site->func->sec].insns),
		text, sizeof(text));
	sc_result_add_note(j->res, "%s%s", text,
			   site->func->kind == SC_FUNC_ALT ? " (in an "
							     "alternative's "
							     "replacement)"
							   : "");
	if (site->block && j->res->nfindings - j->first <= MAX_STORIES)
		sc_history_notes(
			j, site->block,
			(uint32_t)(site->insn -
				   j->obj->code[site->func->sec].insns));
}

void sc_report(struct sc_judge *j, const struct sc_site *site, const char *fmt,
	       ...)
{
	uint64_t off = site->insn ? site->insn->off : site->func->start;
	struct sc_place place;
	char message[512];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(message, sizeof(message), fmt, ap);
	va_end(ap);
	sc_place_of(j->obj, site->func->sec, off, &place);
	if (is_repeated(j, &place, message))
		return;
	sc_result_add_finding(j->res, j->rule->id, SC_WARNING, &place, "%s",
			      message);
	add_notes(j, site);
}

static void tell(struct sc_judge *j, const struct sc_site *site)
{
	const struct sc_rule *const *r =
		j->rules[__builtin_ctz((unsigned int)site->event)];

	for (; *r; r++) {
		j->rule = *r;
		(*r)->check(j, site);
	}
}

void sc_judge_init(struct sc_judge *j, struct sc_flow *flow,
		   struct sc_result *res, unsigned int mode)
{
	*j = (struct sc_judge){ .obj = flow->obj, .flow = flow, .res = res };
	for (unsigned int e = 0; e < SC_NEVENTS; e++) {
		unsigned int n = 0;

		for (const struct sc_rule *const *r = sc_rules; *r; r++)
			if (((*r)->events >> e & 1) && ((*r)->modes & mode))
				j->rules[e][n++] = *r;
	}
}

static struct sc_site site_at(const struct sc_judge *j, enum sc_event event,
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

static void keep_alt_row(struct sc_judge *j, const struct sc_block *b,
			 uint32_t i, const struct sc_state *pre)
{
	const struct sc_func *f = &j->obj->funcs[b->func];
	struct sc_alt_row r = { .sec = f->sec,
				.off = j->obj->code[f->sec].insns[i].off,
				.func = b->func,
				.insn = i };

	if (f->kind == SC_FUNC_ALT) {
		r.off = f->alt_off + (r.off - f->start);
		r.sec = f->back_sec;
	}
	j->obj->arch->row(pre, &r.row);
	if (SC_VEC_PUSH(j->alts, j->nalts, r))
		sc_fail(&j->res->error, "out of memory");
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
		keep_alt_row(j, b, i, pre);
	if (insn->op == SC_OP_SYSTEM || insn->op == SC_OP_SYSCALL ||
	    insn->op == SC_OP_BAD || insn->op == SC_OP_STD) {
		site = site_at(j, SC_EV_INSN, b, i, pre);
		tell(j, &site);
	}
	if (sc_val_kind(pre->reg[j->obj->arch->sp]) != SC_V_CFA) {
		site = site_at(j, SC_EV_NO_CFA, b, i, pre);
		tell(j, &site);
	}
}

static void on_step(void *ctx, const struct sc_block *b, uint32_t i,
		    const struct sc_state *pre, const struct sc_step *step)
{
	struct sc_judge *j = ctx;
	struct sc_site site = site_at(j, SC_EV_STEP, b, i, pre);

	site.step = step;
	tell(j, &site);
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
	struct sc_site site = site_at(j, SC_EV_CALL, b, i, pre);

	site.to = to;
	tell(j, &site);
	if (to->kind == SC_TO_CODE && !leads_to_insn(j->obj, to)) {
		site.event = SC_EV_EXIT;
		site.exit = SC_EXIT_LOST;
		tell(j, &site);
	}
}

static void on_exit_(void *ctx, const struct sc_block *b, uint32_t i,
		     const struct sc_state *st, enum sc_exit_kind kind,
		     const struct sc_target *to)
{
	struct sc_judge *j = ctx;
	struct sc_site site = site_at(j, SC_EV_EXIT, b, i, st);

	site.exit = kind;
	site.to = to;
	tell(j, &site);
}

static void on_hint(void *ctx, const struct sc_block *b, uint32_t i,
		    const struct sc_state *before, const struct sc_state *after)
{
	struct sc_judge *j = ctx;
	struct sc_site site = site_at(j, SC_EV_HINT, b, i, before);

	site.other = after;
	tell(j, &site);
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
	site = site_at(j, SC_EV_MISMATCH, b, i, st);
	site.mismatch = sc_state_match(in, st, j->obj->arch->sp,
				       j->obj->arch->bp, &site.reg);
	if (!site.mismatch || (!j->callable && !is_told(j, in, st)))
		return;
	site.other = in;
	site.to_block = to;
	tell(j, &site);
}

/* --- what no walk shows */

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

/* Data that a symbol names; code.c gives it no instruction. */
static bool is_data(const struct sc_insn *insn)
{
	return insn->op == SC_OP_BAD && insn->len > 1;
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
		if (sc_is_padding(site.insn) || is_data(site.insn) ||
		    (named && told))
			continue;
		told = true;
		dead |= after_dead_call(j, f, i);
		if (dead &&
		    (after_dead_call(j, f, i) || from_dead_code(j, f, i)))
			continue;
		tell(j, &site);
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
		site = site_at(j, SC_EV_MISMATCH, b, b->first, &st);
		site.mismatch = sc_state_match(b->in, &st, j->obj->arch->sp,
					       j->obj->arch->bp, &site.reg);
		site.other = b->in;
		site.to_block = to;
		if (site.mismatch)
			tell(j, &site);
	}
}

static void judge_functions(struct sc_judge *j)
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
		tell(j, &site);
	}
}

static int compare_alt_rows(const void *pa, const void *pb)
{
	const struct sc_alt_row *a = pa, *b = pb;

	if (a->sec != b->sec)
		return a->sec < b->sec ? -1 : 1;
	if (a->off != b->off)
		return a->off < b->off ? -1 : 1;
	return a->func < b->func ? -1 : a->func > b->func;
}

static bool same_row(const struct sc_row *a, const struct sc_row *b)
{
	return a->kind == b->kind && a->reg == b->reg && a->off == b->off;
}

static bool is_conflict(const struct sc_alt_row *a, const struct sc_alt_row *b)
{
	return a->sec == b->sec && a->off == b->off &&
	       !same_row(&a->row, &b->row);
}

static bool has_conflict(const struct sc_judge *j)
{
	for (size_t i = 1; i < j->nalts; i++)
		if (is_conflict(&j->alts[i - 1], &j->alts[i]))
			return true;
	return false;
}

static void sort_alternatives(struct sc_judge *j)
{
	if (j->nalts)
		qsort(j->alts, j->nalts, sizeof(*j->alts), compare_alt_rows);
}

/*
 * One table serves whichever alternative is in place, so all of them must
 * have the same row at the same address.
 */
static void judge_alternatives(struct sc_judge *j)
{
	static const struct sc_rule rule = { .id = "alternative-conflict" };

	sort_alternatives(j);
	for (size_t i = 1; i < j->nalts; i++) {
		const struct sc_alt_row *a = &j->alts[i - 1], *b = a + 1;
		struct sc_site site = { .func = &j->obj->funcs[b->func] };

		if (!is_conflict(a, b))
			continue;
		site.insn = &j->obj->code[site.func->sec].insns[b->insn];
		j->rule = &rule;
		sc_report(j, &site,
			  "alternatives leave different stacks at the same "
			  "address");
	}
	j->nalts = 0;
}

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
 * Blocks that were walked again were first told of with states that were not
 * the last ones. Where all was well with those, and what must agree at edges
 * stayed as it was, all is well: the last ones have been told of, too. A place
 * to come back to, as hints name it, may have changed for good and all.
 */
static bool is_stale(struct sc_judge *j)
{
	if (!j->flow->again)
		return false;
	if (j->flow->moved || j->hinted || j->res->nfindings > j->first)
		return true;
	sort_alternatives(j);
	return has_conflict(j);
}

/* What was told of states that were not the last ones is taken back. */
static void start_again(struct sc_judge *j, uint32_t group)
{
	j->nalts = 0;
	if (j->res->nfindings > j->first)
		sc_result_filter(j->res, is_of_other_group, &group);
}

int sc_judge_group(struct sc_judge *j, uint32_t group)
{
	static const struct sc_sink sink = { .rare = true,
					     .insn = on_insn,
					     .step = on_step,
					     .call = on_call,
					     .exit = on_exit_,
					     .hint = on_hint,
					     .edge = on_edge };
	struct sc_group *g = &j->obj->groups[group];

	for (uint32_t m = 0; g->judged && m < g->nfuncs; m++)
		clear_reached(j->obj,
			      &j->obj->funcs[j->obj->members[g->first + m]]);
	g->judged = true;
	j->first = j->res->nfindings;
	j->hinted = is_hinted_group(j->obj, group);
	j->callable = is_called_group(j->obj, group);
	if (sc_flow_run_told(j->flow, group, &sink, j))
		return -1;
	if (is_stale(j)) {
		start_again(j, group);
		sc_flow_visit(j->flow, &sink, j);
	}
	judge_functions(j);
	judge_alternatives(j);
	return 0;
}

void sc_judge_deinit(struct sc_judge *j)
{
	free(j->alts);
	j->obj->arch->decoder_free(j->dec);
}

void sc_judge_defects(const struct sc_object *obj, struct sc_result *res)
{
	for (uint32_t i = 0; i < obj->ndefects; i++) {
		const struct sc_defect *d = &obj->defects[i];
		struct sc_place place = {
			.section = obj->img->secs[d->sec].name,
			.section_off = d->off,
			.function_off = d->off,
			.group = UINT32_MAX,
		};

		sc_result_add_finding(res, d->rule, SC_WARNING, &place, "%s",
				      d->text);
	}
}
