// SPDX-License-Identifier: GPL-2.0-only
/* What an object must not have if its kernel is built with mitigations. */
#include <elf.h>
#include <string.h>

#include "stackcheck/cfg/branches.h"
#include "stackcheck/cfg/pointers.h"
#include "stackcheck/cfg/section_kind.h"
#include "stackcheck/cfg/targets.h"
#include "stackcheck/checker/check_mitigations.h"

const char *const sc_mitigation_names[] = { "retpoline", "rethunk", "sls",
					    "ibt",	 "uaccess", "noinstr",
					    "unret",	 "noabs",   "kcfi",
					    NULL };

static bool is_naked(const struct sc_insn *insn)
{
	return insn->op == SC_OP_RET || sc_op_is(insn, SC_P_INDIRECT);
}

/* The last one that was shown: replacements may share their bytes. */
struct last {
	uint32_t sec, off;
};

static void show_branches(struct sc_checker *c, const struct sc_func *f,
			  struct last *last)
{
	const struct sc_code *code = &c->obj->code[f->sec];
	const struct sc_branch *b = &code->branch[f->first_branch];

	for (uint32_t i = 0; i < f->nbranches; i++) {
		struct sc_event event = {
			.kind = SC_EV_BRANCH,
			.func = f,
			.code = code,
			.i = b[i].insn,
		};
		const struct sc_insn insn = sc_code_insn(code, b[i].insn);

		if (!is_naked(&insn) || (code->mark[b[i].insn] & SC_M_SAFE) ||
		    (last->sec == f->sec && last->off == insn.off))
			continue;
		*last = (struct last){ f->sec, insn.off };
		sc_checker_dispatch(c, &event);
	}
}

static bool goes_through_table(const struct sc_object *obj, uint32_t sec,
			       uint32_t off)
{
	uint32_t n;
	const struct sc_edge *e = sc_edges_at(obj, sec, off, &n);

	for (; n--; e++)
		if (e->kind == SC_EDGE_TABLE || e->kind == SC_EDGE_LABEL)
			return true;
	return false;
}

/*
 * A call or a jump through a pointer. Those without a thunk may be annotated as
 * meant: the kernel makes direct ones of them, or goes where nobody checks.
 */
static bool is_indirect(const struct sc_object *obj, const struct sc_func *f,
			const struct sc_branch *b)
{
	const struct sc_insn insn = sc_code_insn(&obj->code[f->sec], b->insn);
	const struct sc_func *g;
	struct sc_target to;

	if (sc_op_is(&insn, SC_P_INDIRECT))
		return !(obj->code[f->sec].mark[b->insn] & SC_M_SAFE) &&
		       !goes_through_table(obj, f->sec, insn.off);
	to = sc_branch_target(obj, f, b, &g);
	return sc_callee_kind(obj, &to, g) == SC_CALLEE_INDIRECT_THUNK;
}

/* Exempt are thunks, and functions with an annotation. */
static bool needs_checks(const struct sc_object *obj, const struct sc_func *f)
{
	const struct sc_func *home =
		f->kind == SC_FUNC_ALT
			? sc_func_at(obj, f->back_sec, f->alt_off)
			: f;

	return home && !home->any_type &&
	       !sc_section_is_thunks(obj->img->secs[home->sec].name);
}

static void show_unchecked(struct sc_checker *c, const struct sc_func *f)
{
	const struct sc_code *code = &c->obj->code[f->sec];
	const struct sc_branch *b = &code->branch[f->first_branch];

	for (uint32_t i = 0; i < f->nbranches && needs_checks(c->obj, f); i++) {
		struct sc_event event = {
			.kind = SC_EV_UNCHECKED,
			.func = f,
			.code = code,
			.i = b[i].insn,
		};

		if (is_indirect(c->obj, f, &b[i]) &&
		    (b[i].insn == f->first ||
		     sc_code_insn(code, b[i].insn - 1).op != SC_OP_UD))
			sc_checker_dispatch(c, &event);
	}
}

static bool is_landing(const struct sc_object *obj, uint32_t sec, uint64_t off)
{
	uint32_t i = sc_insn_at(obj, sec, off);

	return i != UINT32_MAX &&
	       obj->arch->is_landing(obj->img->secs[sec].data + off,
				     sc_code_insn(&obj->code[sec], i).len);
}

static int show_pointer(void *ctx, const struct sc_pointer *p)
{
	struct sc_checker *c = ctx;
	struct sc_event event = { .kind = SC_EV_POINTER, .pointer = p };

	if (is_landing(c->obj, p->sec, p->off))
		return 0;
	if (p->insn) {
		event.code = &c->obj->code[p->from_sec];
		event.i = p->i;
		event.func = sc_func_at(c->obj, p->from_sec, p->insn->off);
	}
	if (event.func || !p->insn)
		sc_checker_dispatch(c, &event);
	return 0;
}

/* A table of these entries is not read before the kernel is in its place. */
static bool may_be_absolute(const struct sc_section *s)
{
	return !(s->flags & SHF_ALLOC) ||
	       !strcmp(s->name, "__patchable_function_entries");
}

/* Whose instruction holds the byte at @off of @sec, if one does. */
static void tell_holder(const struct sc_object *obj, uint32_t sec, uint64_t off,
			struct sc_event *event)
{
	uint32_t i = sc_insn_holding(obj, sec, off);

	if (i == UINT32_MAX)
		return;
	event->i = i;
	event->code = &obj->code[sec];
	event->func = sc_func_at(obj, sec, off);
}

static void show_relocs(struct sc_checker *c, uint32_t sec)
{
	const struct sc_section *s = &c->obj->img->secs[sec];

	for (size_t i = 0; !may_be_absolute(s) && i < s->nrelocs; i++) {
		const struct sc_reloc *r = &s->relocs[i];
		enum sc_reloc_kind kind = c->obj->arch->reloc_kind(r->type);
		struct sc_event event = { .kind = SC_EV_ABSOLUTE,
					  .sec = sec,
					  .reloc = r };

		if (kind != SC_RELOC_ABS32 && kind != SC_RELOC_ABS64)
			continue;
		if (c->obj->code[sec].insns)
			tell_holder(c->obj, sec, r->off, &event);
		sc_checker_dispatch(c, &event);
	}
}

void sc_check_mitigations(const struct sc_object *obj, unsigned int mitigations,
			  struct sc_result *res)
{
	struct sc_checker c;
	struct last last = { 0 };

	if (!(mitigations & (SC_RETPOLINE | SC_RETHUNK | SC_SLS | SC_IBT |
			     SC_NOABS | SC_KCFI)))
		return;
	sc_checker_init_object(&c, obj, res, mitigations);
	for (uint32_t i = 0; i < obj->nfuncs; i++) {
		show_branches(&c, &obj->funcs[i], &last);
		if (mitigations & SC_KCFI)
			show_unchecked(&c, &obj->funcs[i]);
	}
	if (mitigations & SC_IBT)
		sc_pointers_visit(obj, show_pointer, &c);
	for (uint32_t i = 1; (mitigations & SC_NOABS) && i < obj->img->nsecs;
	     i++)
		show_relocs(&c, i);
	sc_checker_deinit(&c);
}
