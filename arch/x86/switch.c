// SPDX-License-Identifier: GPL-2.0-only
/*
 * Finding the table of a switch, from its indirect jump backwards. Compilers
 * make these forms:
 *
 *   jmp *table(,%r,8)                            addresses, non-PIC
 *   mov table(,%r,8),%r ; jmp *%r                likewise, or through a thunk
 *   lea table(%rip),%b ; jmp *(%b,%r,8)          addresses, PIC
 *   lea table(%rip),%b ; movslq (%b,%r,4),%r ; add %b,%r ; jmp *%r
 *                                                distances from the table
 */
#include <elf.h>
#include <string.h>

#include "arch/x86/x86.h"

/* Where the search has come to. */
struct search {
	const struct sc_object *obj;
	const struct sc_func *func;
	const struct sc_insn *insns;
	uint32_t at; /* look before this instruction */
};

/* How far a register's value is followed back. */
#define MAX_STEPS 4096

/*
 * The last instruction before `at` that writes @reg, in address order. Code
 * between may be another path's, so what is found is only believed when all
 * of it makes a table.
 */
static const struct sc_insn *find_writer(struct search *s, unsigned int reg)
{
	for (uint32_t i = s->at, n = 0; i > s->func->first && n < MAX_STEPS;
	     n++) {
		const struct sc_insn *insn = &s->insns[--i];

		if (insn->op == SC_OP_POP && insn->reg == reg)
			return NULL;
		if (!(insn->writes >> reg & 1))
			continue;
		s->at = i;
		return insn;
	}
	return NULL;
}

/* A table is data; code and the unknown are none. */
static bool is_table(const struct sc_object *obj, const struct sc_target *to)
{
	const struct sc_section *sec;

	if (to->kind != SC_TO_CODE || to->sec >= obj->img->nsecs)
		return false;
	sec = &obj->img->secs[to->sec];
	return sec->data && to->off < sec->size &&
	       !(sec->flags & SHF_EXECINSTR);
}

/* The address that a relocated or PC-relative operand of @insn names. */
static bool operand_target(const struct search *s, const struct sc_insn *insn,
			   struct sc_target *to)
{
	const struct sc_object *obj = s->obj;
	uint32_t sec = s->func->sec, end = insn->off + insn->len;
	const struct sc_reloc *r =
		sc_section_reloc(&obj->img->secs[sec], insn->off, insn->len);

	if (r) {
		*to = sc_field_target(obj, sec, r->off, 4,
				      (int64_t)(end - r->off));
	} else if (obj->img->linked && insn->base == SC_REG_PC) {
		to->sec = sc_image_find_addr(obj->img,
					     obj->img->secs[sec].addr + end +
						     (uint64_t)(int64_t)insn->val,
					     &to->off);
		to->kind = to->sec ? SC_TO_CODE : SC_TO_NOWHERE;
	} else if (obj->img->linked) {
		to->sec = sc_image_find_addr(obj->img,
					     (uint64_t)(int64_t)insn->val,
					     &to->off);
		to->kind = to->sec ? SC_TO_CODE : SC_TO_NOWHERE;
	} else {
		return false;
	}
	return is_table(obj, to);
}

/* lea sym(%rip),%reg or mov $sym,%reg */
static bool is_address(const struct sc_insn *insn)
{
	return (insn->op == SC_OP_OTHER && insn->base == SC_REG_PC &&
		!(insn->flags & (SC_F_MEMR | SC_F_MEMW))) ||
	       insn->op == SC_OP_MOVI;
}

/* The table whose address register @reg holds. */
static bool base_table(struct search s, unsigned int reg, struct sc_target *to)
{
	const struct sc_insn *insn;

	for (int copies = 0; copies < 4; copies++) {
		insn = find_writer(&s, reg);
		if (!insn)
			return false;
		if (is_address(insn))
			return operand_target(&s, insn, to);
		if (insn->op != SC_OP_MOV)
			return false;
		reg = insn->base;
	}
	return false;
}

static bool found(struct sc_jump_table *ret, const struct sc_target *to,
		  unsigned int size)
{
	ret->sec = to->sec;
	ret->off = to->off;
	ret->entry_size = size;
	return true;
}

/* The table in the memory operand of @insn, whose index counts 8 bytes. */
static bool table_of_addresses(struct search s, const struct sc_insn *insn,
			       struct sc_jump_table *ret)
{
	struct sc_target to;

	if (SC_INDEX_REG(insn->index) == SC_REG_NONE ||
	    SC_INDEX_SHIFT(insn->index) != 3)
		return false;
	if (insn->base == SC_REG_NONE ? operand_target(&s, insn, &to) :
					base_table(s, insn->base, &to))
		return found(ret, &to, 8);
	return false;
}

/* movslq (%base,%index,4),%reg whose result @sum gets its table added */
static bool table_of_distances(struct search s, const struct sc_insn *sum,
			       struct sc_jump_table *ret)
{
	unsigned int other[2] = { sum->base, sum->reg };

	for (int i = 0; i < 2; i++) {
		struct search at = s;
		const struct sc_insn *entry = find_writer(&at, sum->reg);
		struct sc_target to;

		if (i)
			at = s, entry = find_writer(&at, sum->base);
		if (!entry || entry->op != SC_OP_MOVSXD ||
		    SC_INDEX_SHIFT(entry->index) != 2)
			continue;
		if (base_table(at, entry->base, &to) ||
		    base_table(s, other[i], &to))
			return found(ret, &to, 4);
	}
	return false;
}

static bool table_in_register(struct search s, unsigned int reg,
			      struct sc_jump_table *ret)
{
	for (int copies = 0; copies < 4; copies++) {
		const struct sc_insn *insn = find_writer(&s, reg);

		if (!insn)
			return false;
		if (insn->op == SC_OP_LOAD_INDEX)
			return table_of_addresses(s, insn, ret);
		if (insn->op == SC_OP_ADD_REG)
			return table_of_distances(s, insn, ret);
		if (insn->op != SC_OP_MOV)
			return false;
		reg = insn->base;
	}
	return false;
}

/* The register in the name of the thunk that @insn jumps to. */
static unsigned int thunk_reg(const struct sc_object *obj, uint32_t sec,
			      const struct sc_insn *insn)
{
	static const char *const names[] = { "rax", "rcx", "rdx", "rbx",
					     "rsp", "rbp", "rsi", "rdi",
					     "r8",  "r9",  "r10", "r11",
					     "r12", "r13", "r14", "r15" };
	struct sc_target to = sc_insn_target(obj, sec, insn);
	const char *reg = strrchr(sc_target_name(obj, &to), '_');

	for (unsigned int i = 0; reg && i < 16; i++)
		if (!strcmp(reg + 1, names[i]))
			return i;
	return SC_REG_NONE;
}

bool sc_x86_jump_table(const struct sc_object *obj, const struct sc_func *func,
		       uint32_t at, struct sc_jump_table *ret)
{
	struct search s = { .obj = obj,
			    .func = func,
			    .insns = obj->code[func->sec].insns,
			    .at = at };
	const struct sc_insn *jump = &s.insns[at];
	unsigned int reg = jump->base;

	ret->limit = 0;
	if (jump->op == SC_OP_JMP_MEM)
		return table_of_addresses(s, jump, ret);
	if (jump->op == SC_OP_JMP)
		reg = thunk_reg(obj, func->sec, jump);
	return reg < SC_NREGS && table_in_register(s, reg, ret);
}
