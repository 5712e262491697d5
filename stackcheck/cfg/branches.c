// SPDX-License-Identifier: GPL-2.0-only
/* Where each branch leads, looked up once for all later stages. */
#include "stackcheck/cfg/branches.h"
#include "stackcheck/cfg/cfg.h"
#include "stackcheck/cfg/targets.h"

#define MAX_TO (1u << 30) /* what sc_branch.to holds */

/* Relocations are in order, and so are branches: where one left off. */
struct resolver {
	const struct sc_object *obj;
	const struct sc_section *sec;
	size_t reloc; /* the first that may be of use */
};

static const struct sc_reloc *next_reloc(struct resolver *r, uint64_t off)
{
	const struct sc_reloc *relocs = r->sec->relocs;

	while (r->reloc < r->sec->nrelocs && relocs[r->reloc].off < off)
		r->reloc++;
	return r->reloc < r->sec->nrelocs && relocs[r->reloc].off == off
		       ? &relocs[r->reloc]
		       : NULL;
}

static void set_target(struct sc_branch *b, unsigned int by, uint32_t to)
{
	if (to >= MAX_TO)
		return;
	b->by = by;
	b->to = to;
}

/* A place in code: in the function itself, or the first byte of another. */
static void resolve_code(const struct sc_object *obj, const struct sc_func *f,
			 const struct sc_target *to, struct sc_branch *b)
{
	const struct sc_func *g = f;
	uint32_t i;

	if (to->sec != f->sec || to->off < f->start || to->off >= f->end)
		g = sc_func_at(obj, to->sec, to->off);
	if (!g || g->kind == SC_FUNC_ALT)
		return;
	if (to->off == g->start) {
		set_target(b, SC_BY_FUNC, (uint32_t)(g - obj->funcs));
		return;
	}
	if (g != f)
		return;
	i = sc_func_insn(obj, f, to->off);
	if (i != UINT32_MAX)
		set_target(b, SC_BY_INSN, i);
}

static void resolve_branch(struct resolver *r, const struct sc_func *f,
			   struct sc_branch *b)
{
	const struct sc_insn insn =
		sc_code_insn(&r->obj->code[f->sec], b->insn);
	const struct sc_reloc *reloc = NULL;
	struct sc_target to;

	if (!sc_op_is(&insn, SC_P_BRANCH) && insn.op != SC_OP_CALL)
		return;
	if (sc_insn_has_reloc(r->obj, &insn))
		reloc = next_reloc(r, sc_insn_field(&insn));
	to = sc_insn_target_by(r->obj, f->sec, &insn, reloc);
	if (to.kind == SC_TO_SYMBOL)
		set_target(b, SC_BY_SYM, to.sym);
	else if (to.kind == SC_TO_CODE && !to.sym)
		resolve_code(r->obj, f, &to, b);
}

void sc_branches_resolve(struct sc_object *obj)
{
	struct resolver r = { .obj = obj };

	/* replacements may lie over each other: they are looked up each time */
	for (uint32_t i = 0; i < obj->nplain; i++) {
		const struct sc_func *f = &obj->funcs[i];
		struct sc_branch *b = obj->code[f->sec].branch;

		if (r.sec != &obj->img->secs[f->sec]) {
			r.sec = &obj->img->secs[f->sec];
			r.reloc = 0;
		}
		for (uint32_t k = 0; k < f->nbranches; k++)
			resolve_branch(&r, f, &b[f->first_branch + k]);
	}
}

struct sc_target sc_branch_target(const struct sc_object *obj,
				  const struct sc_func *f,
				  const struct sc_branch *b,
				  const struct sc_func **func_ret)
{
	const struct sc_code *code = &obj->code[f->sec];
	struct sc_target to = { .kind = SC_TO_CODE, .sec = f->sec };
	struct sc_insn insn;

	*func_ret = NULL;
	switch (b->by) {
	case SC_BY_INSN:
		*func_ret = f;
		to.off = sc_code_off(code, b->to);
		return to;
	case SC_BY_FUNC:
		*func_ret = &obj->funcs[b->to];
		to.sec = (*func_ret)->sec;
		to.off = (*func_ret)->start;
		return to;
	case SC_BY_SYM:
		return (struct sc_target){ .kind = SC_TO_SYMBOL, .sym = b->to };
	}
	insn = sc_code_insn(code, b->insn);
	to = sc_insn_target(obj, f->sec, &insn);
	if (to.kind == SC_TO_CODE)
		*func_ret = sc_func_at(obj, to.sec, to.off);
	return to;
}
