// SPDX-License-Identifier: GPL-2.0-only
#include "stackcheck/convention.h"

#include <elf.h>
#include <string.h>

#include "stackcheck/data_text.h"

static unsigned int register_number(const struct sc_arch *arch,
				    const char *name, size_t len)
{
	for (unsigned int r = 0; r < SC_NREGS; r++)
		if (!strncmp(arch->reg_name(r), name, len) &&
		    !arch->reg_name(r)[len])
			return r;
	return SC_NREGS;
}

/* Lines of a function's name and the registers it changes. */
uint16_t sc_convention_declared(const struct sc_arch *arch, const char *name)
{
	size_t len = strlen(name);
	const char *at = sc_conventions_text;
	unsigned int mask = 0;

	while (*at && (strncmp(at, name, len) || at[len] != ' '))
		at += strcspn(at, "\n") + (at[strcspn(at, "\n")] != '\0');
	if (!*at)
		return 0;
	for (at += len; *at == ' ';) {
		unsigned int r;

		at++;
		r = register_number(arch, at, strcspn(at, " \n"));
		mask |= r < SC_NREGS ? 1u << r : 0;
		at += strcspn(at, " \n");
	}
	return (uint16_t)mask;
}

static bool is_taken(const struct sc_object *obj, const struct sc_func *f)
{
	for (uint32_t s = 1; s < obj->img->nsecs; s++) {
		const struct sc_section *sec = &obj->img->secs[s];

		if (!(sec->flags & SHF_ALLOC) || obj->code[s].insns ||
		    !strcmp(sec->name, ".return_sites") ||
		    !strcmp(sec->name, ".call_sites"))
			continue;
		for (size_t i = 0; i < sec->nrelocs; i++) {
			const struct sc_reloc *r = &sec->relocs[i];
			const struct sc_symbol *sym = &obj->img->syms[r->sym];

			if (sym->sec == f->sec && r->type == R_X86_64_64 &&
			    sym->off + (uint64_t)r->addend == f->start)
				return true;
		}
	}
	return false;
}

/* No call can come from where this object does not show it. */
static bool is_private(const struct sc_object *obj, const struct sc_func *f)
{
	return f->sym && obj->img->syms[f->sym].bind == STB_LOCAL &&
	       !is_taken(obj, f);
}

static bool group_is_private(const struct sc_flow *flow)
{
	const struct sc_group *g = &flow->obj->groups[flow->group];

	for (uint32_t m = 0; m < g->nfuncs; m++) {
		const struct sc_func *f =
			&flow->obj->funcs[flow->obj->members[g->first + m]];

		if (SC_IS_ENTERED(f) && !is_private(flow->obj, f))
			return false;
	}
	return true;
}

/* Does any function that has a caller to keep call this group? */
static bool has_callable_caller(const struct sc_flow *flow)
{
	const struct sc_object *obj = flow->obj;

	for (uint32_t i = 0; i < obj->ncalls; i++) {
		const struct sc_callsite *c = &obj->calls[i];
		const struct sc_group *g = &obj->groups[c->group];

		if (c->func == UINT32_MAX ||
		    obj->funcs[c->func].group != flow->group)
			continue;
		for (uint32_t m = 0; m < g->nfuncs; m++)
			if (SC_IS_ENTERED(
				    &obj->funcs[obj->members[g->first + m]]))
				return true;
	}
	return false;
}

struct users {
	const struct sc_object *obj;
	const uint16_t *func_clobbers;
	struct sc_decoder *dec;
	uint16_t mask;
};

/*
 * Calling a function with a convention is taking part in it: no compiler
 * makes such a call, so the caller is assembly too.
 */
static uint16_t callee_convention(const struct users *u, uint32_t sec,
				  const struct sc_insn *insn)
{
	struct sc_target to = sc_insn_target(u->obj, sec, insn);
	const struct sc_func *f =
		to.kind == SC_TO_CODE ? sc_func_at(u->obj, to.sec, to.off) :
					NULL;

	return f && u->func_clobbers ? u->func_clobbers[f - u->obj->funcs] : 0;
}

static void note_use(void *ctx, const struct sc_block *b, uint32_t i,
		     const struct sc_state *pre)
{
	struct users *u = ctx;
	const struct sc_arch *arch = u->obj->arch;
	uint32_t sec = u->obj->funcs[b->func].sec;
	const struct sc_insn *insn = &u->obj->code[sec].insns[i];
	uint16_t uses =
		arch->uses(u->dec, insn, u->obj->img->secs[sec].data + insn->off);

	if (insn->op == SC_OP_CALL)
		u->mask |= callee_convention(u, sec, insn);
	for (unsigned int r = 0; r < SC_NREGS; r++)
		if (r != arch->bp && (arch->callee_saved & uses) >> r & 1 &&
		    pre->reg[r] == sc_val_make(SC_V_ENTRY, (int32_t)r))
			u->mask |= (uint16_t)(1u << r);
}

static void find_uses(struct sc_flow *flow, struct users *u)
{
	static const struct sc_sink sink = { .insn = note_use };

	u->dec = flow->obj->arch->decoder_new();
	if (u->dec)
		sc_flow_visit(flow, &sink, u);
	flow->obj->arch->decoder_free(u->dec);
}

static uint16_t declared(const struct sc_flow *flow)
{
	const struct sc_group *g = &flow->obj->groups[flow->group];
	uint16_t mask = 0;

	for (uint32_t m = 0; m < g->nfuncs; m++)
		mask |= sc_convention_declared(
			flow->obj->arch,
			flow->obj->funcs[flow->obj->members[g->first + m]]
				.name);
	return mask;
}

uint16_t sc_convention_of_group(struct sc_flow *flow)
{
	struct users u = { .obj = flow->obj,
			   .func_clobbers = flow->callees.func_clobbers };

	if (!flow->clobbers)
		return 0;
	u.mask = declared(flow);
	if (flow->clobbers & ~u.mask && group_is_private(flow)) {
		if (!has_callable_caller(flow))
			return flow->clobbers;
		find_uses(flow, &u);
	}
	return flow->clobbers & u.mask;
}
