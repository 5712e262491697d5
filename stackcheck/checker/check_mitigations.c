// SPDX-License-Identifier: GPL-2.0-only
/* What an object must not have if its kernel is built with mitigations. */
#include "stackcheck/cfg/pointers.h"
#include "stackcheck/checker/check_mitigations.h"

const char *const sc_mitigation_names[] = { "retpoline", "rethunk", "sls",
					    "ibt",	 "uaccess", "noinstr",
					    "unret",	 NULL };

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
		struct sc_event event = { .kind = SC_EV_BRANCH,
					  .func = f,
					  .insn = &code->insns[b[i].insn] };

		if (!is_naked(event.insn) ||
		    (code->mark[b[i].insn] & SC_M_SAFE) ||
		    (last->sec == f->sec && last->off == event.insn->off))
			continue;
		*last = (struct last){ f->sec, event.insn->off };
		sc_checker_dispatch(c, &event);
	}
}

static bool is_landing(const struct sc_object *obj, uint32_t sec, uint64_t off)
{
	uint32_t i = sc_insn_at(obj, sec, off);

	return i != UINT32_MAX &&
	       obj->arch->is_landing(obj->img->secs[sec].data + off,
				     obj->code[sec].insns[i].len);
}

static int show_pointer(void *ctx, const struct sc_pointer *p)
{
	struct sc_checker *c = ctx;
	struct sc_event event = { .kind = SC_EV_POINTER,
				  .insn = p->insn,
				  .pointer = p };

	if (is_landing(c->obj, p->sec, p->off))
		return 0;
	if (p->insn)
		event.func = sc_func_at(c->obj, p->from_sec, p->insn->off);
	if (event.func || !p->insn)
		sc_checker_dispatch(c, &event);
	return 0;
}

void sc_check_mitigations(const struct sc_object *obj, unsigned int mitigations,
			  struct sc_result *res)
{
	struct sc_checker c;
	struct last last = { 0 };

	if (!(mitigations & (SC_RETPOLINE | SC_RETHUNK | SC_SLS | SC_IBT)))
		return;
	sc_checker_init_object(&c, obj, res, mitigations);
	for (uint32_t i = 0; i < obj->nfuncs; i++)
		show_branches(&c, &obj->funcs[i], &last);
	if (mitigations & SC_IBT)
		sc_pointers_visit(obj, show_pointer, &c);
	sc_checker_deinit(&c);
}
