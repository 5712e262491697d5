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
 *   ..., lea (%r,%b),%s ; jmp *%s                likewise
 */
#include <elf.h>
#include <string.h>

#include "arch/x86/switch.h"
#include "arch/x86/x86.h"
#include "stackcheck/cfg/targets.h"
#include "stackcheck/image/section_index.h"

/* Where the search has come to. */
struct search {
	const struct sc_object *obj;
	const struct sc_func *func;
	const struct sc_code *code;
	uint32_t at; /* look before this instruction */
};

/* How far a register's value is followed back. */
#define MAX_STEPS 4096

/*
 * The last instruction before `at` that writes @reg, in address order. Code
 * between may be another path's, so what is found is only believed when all
 * of it makes a table.
 */
static bool find_writer(struct search *s, unsigned int reg, struct sc_insn *ret)
{
	for (uint32_t i = s->at, n = 0; i > s->func->first && n < MAX_STEPS;
	     n++) {
		const struct sc_insn insn = sc_code_insn(s->code, --i);

		if (insn.op == SC_OP_POP && insn.reg == reg)
			return false;
		if (!(insn.writes >> reg & 1))
			continue;
		s->at = i;
		*ret = insn;
		return true;
	}
	return false;
}

/* A table is data; code and the unknown are none. */
static bool is_table(const struct sc_object *obj, const struct sc_target *to)
{
	const struct sc_section *sec;

	if (to->kind != SC_TO_CODE || to->sec >= obj->img->nsecs)
		return false;
	sec = &obj->img->secs[to->sec];
	if (!sec->data || to->off >= sec->size || (sec->flags & SHF_EXECINSTR))
		return false;
	/* what can be written at run time proves nothing; kernels are linked
	 * with read-only data in sections that they make so when they boot */
	return !(sec->flags & SHF_WRITE) ||
	       !strncmp(sec->name, ".data.rel.ro", 12) ||
	       !strncmp(sec->name, ".rodata", 7);
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
		to->sec =
			sc_image_find_addr(obj->img,
					   obj->img->secs[sec].addr + end +
						   (uint64_t)(int64_t)insn->val,
					   &to->off);
		to->kind = to->sec ? SC_TO_CODE : SC_TO_NOWHERE;
	} else if (obj->img->linked) {
		to->sec = sc_image_find_addr(
			obj->img, (uint64_t)(int64_t)insn->val, &to->off);
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

/* A value put on the stack for a while: the register it came from. */
static unsigned int find_spilled(struct search *s, const struct sc_insn *load)
{
	for (uint32_t i = s->at, n = 0; i > s->func->first && n < MAX_STEPS;
	     n++) {
		const struct sc_insn insn = sc_code_insn(s->code, --i);

		if (insn.op != SC_OP_STORE || insn.base != load->base ||
		    insn.val != load->val)
			continue;
		s->at = i;
		return insn.reg;
	}
	return SC_REG_NONE;
}

/* The register whose value @insn passes on, through the stack or not. */
static unsigned int source_of(struct search *s, const struct sc_insn *insn)
{
	if (insn->op == SC_OP_LOAD)
		return find_spilled(s, insn);
	return insn->op == SC_OP_MOV ? insn->base : SC_REG_NONE;
}

/*
 * For each register the one instruction of the function that puts an address
 * into it, when nothing else is ever put there but what it held before: a
 * table's address kept for many jumps.
 */
static void find_only(const struct search *s, struct sc_jump_table *ret)
{
	uint16_t many = 0;

	if (ret->memo == s->func)
		return;
	ret->memo = s->func;
	memset(ret->only, 0, sizeof(ret->only));
	for (uint32_t i = s->func->first; i < s->func->first + s->func->ninsns;
	     i++) {
		const struct sc_insn insn = sc_code_insn(s->code, i);

		for (unsigned int r = 0; insn.writes >> r && r < SC_NREGS;
		     r++) {
			if (!(insn.writes >> r & 1) || insn.op == SC_OP_POP)
				continue;
			if (ret->only[r] || !is_address(&insn))
				many |= (uint16_t)(1u << r);
			ret->only[r] = i + 1;
		}
	}
	for (unsigned int r = 0; r < SC_NREGS; r++)
		if (many >> r & 1)
			ret->only[r] = 0;
}

/* The table whose address register @reg holds. */
static bool base_table(struct search s, unsigned int reg,
		       struct sc_jump_table *ret, struct sc_target *to)
{
	for (int copies = 0; copies < 4; copies++) {
		struct sc_insn insn;

		if (!find_writer(&s, reg, &insn)) {
			find_only(&s, ret);
			if (!ret->only[reg])
				return false;
			insn = sc_code_insn(s.code, ret->only[reg] - 1);
		}
		if (is_address(&insn))
			return operand_target(&s, &insn, to);
		reg = source_of(&s, &insn);
		if (reg >= SC_NREGS)
			return false;
	}
	return false;
}

/* ja and jae, which guard a table against values past its end. */
static bool is_guard(const struct search *s, const struct sc_insn *insn,
		     bool *equal_ret)
{
	const uint8_t *code = s->obj->img->secs[s->func->sec].data + insn->off;

	if (insn->op != SC_OP_JCC)
		return false;
	if (code[0] == 0x0f)
		code++;
	*equal_ret = (code[0] & 0xf) == 7;
	return (code[0] & 0xf) == 7 || (code[0] & 0xf) == 3;
}

/* A 32- or 64-bit copy of one register to another. */
static bool is_copy(const struct sc_insn *insn)
{
	return insn->base < SC_NREGS && insn->reg < SC_NREGS &&
	       !(insn->flags & (SC_F_MEMR | SC_F_MEMW)) &&
	       insn->op != SC_OP_LEA && insn->op != SC_OP_LEA_INDEX &&
	       insn->op != SC_OP_ADD_REG;
}

/*
 * How many entries the check of @index before the jump allows; 0: unseen.
 * The comparison is the last one before the guard, of the index itself or of
 * what the index was copied from.
 */
static uint32_t find_limit(const struct search *s, unsigned int index)
{
	enum { NEAR = 24 };
	struct sc_insn cmp = { .op = SC_OP_OTHER };
	bool guard = false, equal = false;

	for (uint32_t i = s->at, n = 0; i > s->func->first && n < NEAR; n++) {
		const struct sc_insn insn = sc_code_insn(s->code, --i);

		if (sc_op_is(&insn, SC_P_CALL | SC_P_END))
			return 0;
		if (!guard && is_guard(s, &insn, &equal))
			guard = true;
		else if (guard && cmp.op != SC_OP_CMP && insn.op == SC_OP_CMP)
			cmp = insn;
		else if (insn.writes >> index & 1 && is_copy(&insn))
			index = insn.base;
		else if (insn.writes >> index & 1)
			return 0;
		if (cmp.op == SC_OP_CMP && cmp.reg == index)
			return cmp.val < 0 || cmp.val == INT32_MAX
				       ? 0
				       : (uint32_t)cmp.val + equal;
	}
	return 0;
}

static bool set_table(struct sc_jump_table *ret, const struct sc_target *to,
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
	ret->limit = find_limit(&s, SC_INDEX_REG(insn->index));
	if (insn->base == SC_REG_NONE ? operand_target(&s, insn, &to)
				      : base_table(s, insn->base, ret, &to))
		return set_table(ret, &to, 8);
	return false;
}

/* cltq: a 4-byte entry was loaded first and is extended after */
static bool is_cltq(const struct search *s, const struct sc_insn *insn)
{
	const uint8_t *code = s->obj->img->secs[s->func->sec].data + insn->off;

	return insn->len == 2 && code[0] == 0x48 && code[1] == 0x98;
}

/* The load of a distance into @reg; s->at is left there. */
static bool find_distance(struct search *s, unsigned int reg,
			  struct sc_insn *ret)
{
	if (!find_writer(s, reg, ret))
		return false;
	if (is_cltq(s, ret)) {
		if (!find_writer(s, reg, ret))
			return false;
	} else if (ret->op != SC_OP_MOVSXD) {
		return false;
	}
	return (ret->flags & SC_F_MEMR) && ret->size == 4;
}

/*
 * movslq (%base,%index,4),%reg to whose result @sum adds its table: add of one to
 * the other, or lea of both
 */
static bool table_of_distances(struct search s, const struct sc_insn *sum,
			       struct sc_jump_table *ret)
{
	const unsigned int pair[2] = { sum->op == SC_OP_LEA_INDEX
					       ? SC_INDEX_REG(sum->index)
					       : sum->reg,
				       sum->base };

	for (int i = 0; i < 2; i++) {
		struct search at = s;
		struct sc_insn entry;
		struct sc_target to;

		if (!find_distance(&at, pair[i], &entry))
			continue;
		if (SC_INDEX_SHIFT(entry.index) == 2)
			ret->limit = find_limit(&at, SC_INDEX_REG(entry.index));
		if (base_table(s, pair[!i], ret, &to))
			return set_table(ret, &to, 4);
	}
	return false;
}

static bool table_in_register(struct search s, unsigned int reg,
			      struct sc_jump_table *ret)
{
	for (int copies = 0; copies < 4; copies++) {
		struct sc_insn insn;

		if (!find_writer(&s, reg, &insn))
			return false;
		if (insn.op == SC_OP_LOAD_INDEX)
			return table_of_addresses(s, &insn, ret);
		if (insn.op == SC_OP_ADD_REG ||
		    (insn.op == SC_OP_LEA_INDEX && !insn.val &&
		     !SC_INDEX_SHIFT(insn.index)))
			return table_of_distances(s, &insn, ret);
		reg = source_of(&s, &insn);
		if (reg >= SC_NREGS)
			return false;
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
			    .code = &obj->code[func->sec],
			    .at = at };
	const struct sc_insn jump = sc_code_insn(s.code, at);
	unsigned int reg = jump.base;

	ret->limit = 0;
	if (jump.op == SC_OP_JMP_MEM)
		return table_of_addresses(s, &jump, ret);
	if (jump.op == SC_OP_JMP)
		reg = thunk_reg(obj, func->sec, &jump);
	return reg < SC_NREGS && table_in_register(s, reg, ret);
}
