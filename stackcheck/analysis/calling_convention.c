// SPDX-License-Identifier: GPL-2.0-only
#include "stackcheck/analysis/calling_convention.h"

#include <elf.h>
#include <string.h>

#include "stackcheck/analysis/data_text.h"
#include "stackcheck/cfg/targets.h"
#include "stackcheck/dataflow/reliance.h"

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

/* Sections that list places in code for tools, not for callers. */
static bool lists_sites(const char *name)
{
	static const char *const names[] = {
		".altinstructions",   ".call_sites",
		".cfi_sites",	      ".eh_frame",
		".ibt_endbr_seal",    ".orc_unwind_ip",
		".retpoline_sites",   ".return_sites",
		".smp_locks",	      ".sframe",
		".static_call_sites", "__bug_table",
		"__ex_table",	      "__jump_table",
		"__mcount_loc",	      "__patchable_function_entries",
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (!strcmp(name, names[i]))
			return true;
	return !strncmp(name, ".discard.", 9);
}

/* The function into which the field that @r relocates lets anyone jump. */
static struct sc_func *taken_by(const struct sc_object *obj, uint32_t sec,
				const struct sc_reloc *r)
{
	struct sc_insn insn;
	struct sc_func *f;
	struct sc_target to;
	int64_t bias = 0;
	uint32_t i;

	if (obj->code[sec].insns) {
		i = sc_insn_holding(obj, sec, r->off);
		if (i == UINT32_MAX)
			return NULL;
		insn = sc_code_insn(&obj->code[sec], i);
		if (sc_op_is(&insn, SC_P_BRANCH | SC_P_CALL))
			return NULL;
		bias = (int64_t)(insn.off + insn.len - r->off);
	}
	to = sc_field_target(obj, sec, r->off, 4, bias);
	f = to.kind == SC_TO_CODE ? sc_func_at(obj, to.sec, to.off) : NULL;
	return f;
}

/* Does it jump or call to where a register or memory says? */
static bool goes_anywhere(const struct sc_object *obj, uint32_t sec,
			  const struct sc_insn *insn)
{
	struct sc_target to;

	if (sc_op_is(insn, SC_P_INDIRECT))
		return true;
	if (insn->op != SC_OP_CALL && insn->op != SC_OP_JMP)
		return false;
	to = sc_insn_target(obj, sec, insn);
	return sc_target_kind(obj, &to) == SC_CALLEE_INDIRECT_THUNK;
}

/* lea place(%rip),%reg: its distance is laid out as that of a branch. */
static bool makes_address(const struct sc_insn *insn)
{
	return insn->base == SC_REG_PC && insn->op == SC_OP_OTHER &&
	       !(insn->flags & (SC_F_MEMR | SC_F_MEMW));
}

/* What is to be seen in the code of a section. */
struct taking {
	bool anywhere; /* something goes where a register or memory says */
	bool data; /* it takes the address of what is no function there */
};

static void find_address_taken_by(struct sc_object *obj,
				  const struct sc_func *by, struct taking *t)
{
	for (uint32_t i = 0; i < by->ninsns; i++) {
		const struct sc_insn insn =
			sc_code_insn(&obj->code[by->sec], by->first + i);
		struct sc_func *f;
		struct sc_target to;

		t->anywhere |= goes_anywhere(obj, by->sec, &insn);
		if (!makes_address(&insn))
			continue;
		to = sc_insn_target(obj, by->sec, &insn);
		if (to.kind != SC_TO_CODE)
			continue;
		f = sc_func_at(obj, to.sec, to.off);
		if (f)
			f->address_taken = 1;
		t->data |= to.sec == by->sec &&
			   (!f || f->kind != SC_FUNC_CALLABLE);
	}
}

/*
 * Assemblers fill in distances within a section, so no relocation tells of
 * these. Data among the code may hold distances to functions, too.
 */
static void find_address_taken_in(struct sc_object *obj, uint32_t sec)
{
	struct sc_func *funcs = &obj->funcs[obj->code[sec].first_func];
	uint32_t n = obj->code[sec].nfuncs;
	struct taking t = { 0 };

	for (uint32_t i = 0; i < n; i++)
		if (funcs[i].kind != SC_FUNC_GAP)
			find_address_taken_by(obj, &funcs[i], &t);
	for (uint32_t i = 0; t.anywhere && t.data && i < n; i++)
		funcs[i].address_taken = 1;
}

static bool is_code_symbol(const struct sc_object *obj, uint32_t sym)
{
	uint32_t sec = obj->img->syms[sym].sec;

	return sec < obj->img->nsecs && obj->code[sec].insns;
}

void sc_convention_find_address_taken(struct sc_object *obj)
{
	for (uint32_t s = 1; s < obj->img->nsecs; s++) {
		const struct sc_section *sec = &obj->img->secs[s];

		if (!(sec->flags & SHF_ALLOC) || lists_sites(sec->name))
			continue;
		if (obj->code[s].insns)
			find_address_taken_in(obj, s);
		for (size_t i = 0; i < sec->nrelocs; i++) {
			struct sc_func *f = NULL;

			if (is_code_symbol(obj, sec->relocs[i].sym))
				f = taken_by(obj, s, &sec->relocs[i]);
			if (f)
				f->address_taken = 1;
		}
	}
}

/* No call can come from where this object does not show it. */
static bool is_private(const struct sc_object *obj, const struct sc_func *f)
{
	return !obj->img->linked && f->sym &&
	       obj->img->syms[f->sym].bind == STB_LOCAL && !f->address_taken;
}

/* A function symbol inside it that other objects can see. */
static bool has_public_entry(const struct sc_object *obj,
			     const struct sc_func *f)
{
	uint32_t n;
	const struct sc_entry *e =
		sc_entries_of(obj, (uint32_t)(f - obj->funcs), &n);

	for (; n--; e++)
		if (e->sym && obj->img->syms[e->sym].bind != STB_LOCAL)
			return true;
	return false;
}

static bool group_is_private(const struct sc_dataflow *flow)
{
	const struct sc_group *g = &flow->obj->groups[flow->group];

	for (uint32_t m = 0; m < g->nfuncs; m++) {
		const struct sc_func *f =
			&flow->obj->funcs[flow->obj->members[g->first + m]];

		if (SC_IS_ENTERED(f) && (sc_func_is_compiled(flow->obj, f) ||
					 has_public_entry(flow->obj, f) ||
					 !is_private(flow->obj, f)))
			return false;
	}
	return true;
}

struct users {
	const struct sc_object *obj;
	const struct sc_callees *callees;
	struct sc_decoder *dec;
	bool asks; /* its callers are asked what they rely on */
	uint16_t saved; /* registers it keeps for its caller somewhere */
	uint16_t mask;
};

/*
 * Calling a function that takes values in such registers is taking part in its
 * convention: no compiler makes such a call, so the caller is assembly too.
 */
static uint16_t callee_convention(const struct users *u, uint32_t sec,
				  const struct sc_insn *insn)
{
	struct sc_target to = sc_insn_target(u->obj, sec, insn);
	const struct sc_func *f = to.kind == SC_TO_CODE
					  ? sc_func_at(u->obj, to.sec, to.off)
					  : NULL;

	if (!f || !u->callees->func_clobbers)
		return 0;
	return (uint16_t)(u->callees->func_clobbers[f - u->obj->funcs] &
			  ~u->callees->func_scratch[f - u->obj->funcs]);
}

static void note_use(void *ctx, const struct sc_block *b, uint32_t i,
		     const struct sc_state *pre)
{
	struct users *u = ctx;
	const struct sc_arch *arch = u->obj->arch;
	uint32_t sec = u->obj->funcs[b->func].sec;
	const struct sc_insn insn = sc_code_insn(&u->obj->code[sec], i);
	uint16_t uses = arch->uses(u->dec, &insn,
				   u->obj->img->secs[sec].data + insn.off);

	if (!u->asks && (insn.op == SC_OP_CALL || sc_op_is(&insn, SC_P_BRANCH)))
		u->mask |= callee_convention(u, sec, &insn);
	for (unsigned int r = 0; r < SC_NREGS; r++)
		u->saved |= (uint16_t)((pre->saved[r] != SC_V_ANY) << r);
	for (unsigned int r = 0; r < SC_NREGS; r++)
		if ((arch->callee_saved & uses) >> r & 1 &&
		    pre->reg[r] == sc_val_make(SC_V_ENTRY, (int32_t)r))
			u->mask |= (uint16_t)(1u << r);
}

static void find_uses(struct sc_dataflow *flow, struct users *u)
{
	static const struct sc_visitor visitor = { .insn = note_use };
	uint16_t inputs, results;

	u->dec = flow->obj->arch->decoder_new();
	if (u->dec)
		sc_dataflow_visit(flow, &visitor, u);
	flow->obj->arch->decoder_free(u->dec);
	if (u->asks && !sc_reliance_roles(flow, &inputs, &results))
		u->mask |= inputs | results;
}

static uint16_t declared_clobbers(const struct sc_dataflow *flow)
{
	const struct sc_group *g = &flow->obj->groups[flow->group];
	uint16_t mask = 0;

	for (uint32_t m = 0; m < g->nfuncs; m++)
		mask |= sc_convention_declared(
			flow->obj->arch,
			flow->obj->funcs[flow->obj->members[g->first + m]].name);
	return mask;
}

/* Is all of the group assembly that is called, and analysed? */
static bool is_analysed_assembly(const struct sc_object *obj, uint32_t group)
{
	const struct sc_group *g = &obj->groups[group];
	bool entered = false;

	for (uint32_t m = 0; m < g->nfuncs; m++) {
		const struct sc_func *f =
			&obj->funcs[obj->members[g->first + m]];

		if (f->ignored ||
		    (SC_IS_ENTERED(f) && sc_func_is_compiled(obj, f)))
			return false;
		entered |= SC_IS_ENTERED(f);
	}
	return entered;
}

/* Can all callers be asked whether they rely on what the group changes? */
static bool has_askable_callers(const struct sc_dataflow *flow)
{
	const struct sc_object *obj = flow->obj;
	uint32_t n = 0;

	for (uint32_t i = 0; i < obj->ncalls; i++) {
		const struct sc_callsite *c = &obj->calls[i];

		if (c->func == UINT32_MAX ||
		    obj->funcs[c->func].group != flow->group)
			continue;
		if (!is_analysed_assembly(obj, c->group))
			return false;
		n += c->group != flow->group;
	}
	return n;
}

uint16_t sc_convention_of_group(struct sc_dataflow *flow, bool by_table,
				uint16_t *scratch_ret)
{
	uint16_t give = flow->clobbers,
		 bp = (uint16_t)(1u << flow->obj->arch->bp);
	struct users u = { .obj = flow->obj, .callees = &flow->callees };

	*scratch_ret = 0;
	if (!flow->clobbers)
		return 0;
	u.mask = declared_clobbers(flow);
	if (flow->clobbers & ~u.mask && group_is_private(flow)) {
		const struct sc_group *g = &flow->obj->groups[flow->group];

		if (g->has_caller && !g->has_entered_caller)
			return give & (uint16_t)~bp;
		u.asks = has_askable_callers(flow);
		find_uses(flow, &u);
		/* who saves a register has no convention of losing it */
		u.mask &= (uint16_t)~u.saved;
		if (u.asks)
			*scratch_ret = give & (uint16_t) ~(u.mask | u.saved);
	}
	/* a walk needs the frame pointer, unless callers are asked for that */
	if (!u.asks || !by_table) {
		give &= (uint16_t)~bp;
		*scratch_ret &= (uint16_t)~bp;
	}
	return (give & u.mask) | *scratch_ret;
}

bool sc_convention_is_open(const struct sc_dataflow *flow)
{
	const struct sc_group *g = &flow->obj->groups[flow->group];

	/* nothing in a linked image is private */
	if (!flow->clobbers || flow->obj->img->linked)
		return false;
	for (uint32_t m = 0; m < g->nfuncs; m++) {
		const struct sc_func *f =
			&flow->obj->funcs[flow->obj->members[g->first + m]];

		if (SC_IS_ENTERED(f) && f->sym &&
		    flow->obj->img->syms[f->sym].bind == STB_LOCAL)
			return true;
	}
	return false;
}
