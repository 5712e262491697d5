// SPDX-License-Identifier: GPL-2.0-only
/* Completion of the kinds that are not frequent enough for table.c. */
#include "arch/x86/decode/evex.h"
#include "arch/x86/decode/finish.h"
#include "arch/x86/decode/map38.h"
#include "arch/x86/decode/modrm.h"
#include "arch/x86/decode/system.h"
#include "arch/x86/decode/table.h"
#include "arch/x86/decode/vec.h"
#include "arch/x86/decode/vex.h"
#include "arch/x86/decode/x87.h"

static uint32_t opcode_reg(const struct sc_x86_state *s, unsigned int opcode)
{
	return (opcode & 7) | (s->rex & REX_B) << 3;
}

static int decode_plain(struct sc_x86_state *s, const struct sc_x86_desc *d)
{
	sc_x86_clear(s->insn, d->op, d->writes);
	if (d->imm)
		sc_x86_imm(s, d->imm);
	if (d->bits & F_ACC)
		s->insn->reg = 0;
	return 1;
}

static int decode_ret(struct sc_x86_state *s, const struct sc_x86_desc *d)
{
	sc_x86_clear(s->insn, d->op, 0);
	if (d->imm)
		s->insn->val = sc_x86_imm(s, d->imm) & 0xffff;
	return 1;
}

static int imm_acc(struct sc_x86_state *s, const struct sc_x86_desc *d)
{
	struct sc_insn *insn = s->insn;
	int32_t val = sc_x86_imm(s, d->imm);

	sc_x86_clear(insn, SC_OP_OTHER, 1);
	insn->reg = 0;
	if (d->op == SC_OP_CMP) {
		sc_x86_clear(insn, SC_OP_CMP, 0);
		insn->reg = 0;
		insn->size = s->width;
		insn->val = val;
		return 1;
	}
	if (s->width != 8 || d->op == SC_OP_OTHER)
		return 1;
	if (d->bits & F_NEG && val == INT32_MIN)
		return 1;
	insn->op = d->op;
	insn->val = d->bits & F_NEG ? -val : val;
	return 1;
}

static int decode_inc(struct sc_x86_state *s, const struct sc_x86_desc *d)
{
	int ok = sc_x86_generic(s, d);

	if (sc_x86_is_mem(s) || s->width != 8)
		return ok;
	s->insn->op = SC_OP_ADD;
	s->insn->val = d->bits & F_NEG ? -1 : 1;
	return ok;
}

static void load_imm(struct sc_x86_state *s, int64_t val)
{
	if (s->width < 4 || val != (int32_t)val)
		return;
	s->insn->op = SC_OP_MOVI;
	s->insn->val = (int32_t)val;
}

/* c6, c7; f8 as modrm is xabort or xbegin. */
static int mov_imm(struct sc_x86_state *s, const struct sc_x86_desc *d)
{
	int ok = sc_x86_generic(s, d);
	int32_t val = sc_x86_imm(s, d->imm);

	if (sc_x86_is_mem(s))
		return ok;
	s->insn->op = SC_OP_OTHER;
	load_imm(s, s->width == 4 ? (int64_t)(uint32_t)val : val);
	return ok;
}

static int decode_mov_imm(struct sc_x86_state *s, unsigned int opcode)
{
	uint32_t reg = opcode_reg(s, opcode);
	int64_t val;

	sc_x86_clear(s->insn, SC_OP_OTHER, 1u << reg);
	s->insn->reg = reg;
	if (s->width == 8) {
		memcpy(&val, s->p, sizeof(val));
		s->p += 8;
	} else {
		val = (uint32_t)sc_x86_imm(s, I_Z);
	}
	load_imm(s, val);
	return 1;
}

static int decode_mov_imm8(struct sc_x86_state *s, unsigned int opcode)
{
	uint32_t reg = sc_x86_byte_reg(s, opcode_reg(s, opcode));

	sc_x86_clear(s->insn, SC_OP_OTHER, 1u << reg);
	s->insn->reg = reg;
	s->p++;
	return 1;
}

/* What moves 8 bytes, or 2: with both 66 and REX.W it is not clear which. */
static int stack_size(struct sc_x86_state *s)
{
	s->insn->size = 8;
	if (!(s->pfx & P_66))
		return 1;
	s->insn->size = 2;
	s->insn->flags |= SC_F_NARROW;
	return !(s->rex & REX_W);
}

static int decode_stack(struct sc_x86_state *s, const struct sc_x86_desc *d)
{
	sc_x86_clear(s->insn, d->op, 0);
	return stack_size(s);
}

static int push_imm(struct sc_x86_state *s, const struct sc_x86_desc *d)
{
	sc_x86_clear(s->insn, d->op, 0);
	sc_x86_imm(s, d->imm);
	return stack_size(s);
}

static int decode_enter(struct sc_x86_state *s, const struct sc_x86_desc *d)
{
	sc_x86_clear(s->insn, d->op, 0);
	s->insn->val = sc_x86_imm(s, I_W) & 0xffff;
	s->insn->index = (uint8_t)sc_x86_imm(s, I_B);
	return stack_size(s);
}

/* 90 is a nop in every width; f3 90 is pause. */
static int xchg_acc(struct sc_x86_state *s, unsigned int opcode)
{
	uint32_t reg = opcode_reg(s, opcode);

	sc_x86_clear(s->insn, SC_OP_NOP, 0);
	if (reg == 0)
		return 1;
	s->insn->op = s->width == 8 ? SC_OP_XCHG : SC_OP_OTHER;
	s->insn->writes = 1u | 1u << reg;
	s->insn->reg = 0;
	s->insn->base = reg;
	return !(s->pfx & P_F3);
}

static int decode_bswap(struct sc_x86_state *s, unsigned int opcode)
{
	uint32_t reg = opcode_reg(s, opcode);

	sc_x86_clear(s->insn, SC_OP_OTHER, 1u << reg);
	s->insn->reg = reg;
	return 1;
}

/* An address of 64 bits; one that val cannot hold stays undecided. */
static int decode_moffs(struct sc_x86_state *s, const struct sc_x86_desc *d)
{
	struct sc_insn *insn = s->insn;
	int64_t addr;

	memcpy(&addr, s->p, sizeof(addr));
	s->p += 8;
	s->rm = SC_REG_NONE;
	s->index = SC_REG_NONE;
	s->disp = (int32_t)addr;
	sc_x86_put_mem(s, d->bits, s->width);
	insn->writes = d->writes;
	insn->reg = d->bits & F_ACC ? 0 : SC_REG_NONE;
	insn->op = SC_OP_OTHER;
	if (s->width == 8 && !(s->pfx & P_SEG)) {
		insn->op = d->op_mem;
		insn->reg = 0;
	}
	return addr == (int32_t)addr;
}

static int decode_string(struct sc_x86_state *s, const struct sc_x86_desc *d,
			 unsigned int opcode)
{
	struct sc_insn *insn = s->insn;
	int rep = !!(s->pfx & (P_F2 | P_F3));

	s->rm = d->msize;
	s->index = SC_REG_NONE;
	s->disp = 0;
	if ((opcode & 0xfe) == 0x6c || (opcode & 0xfe) == 0x6e)
		s->width = s->width == 8 ? 4 : s->width;
	sc_x86_put_mem(s, d->bits, rep ? 0 : s->width);
	insn->op = SC_OP_OTHER;
	insn->reg = SC_REG_NONE;
	insn->writes = d->writes | (rep ? 1u << 1 : 0);
	return 1;
}

static int decode_xlat(struct sc_x86_state *s, const struct sc_x86_desc *d)
{
	s->rm = 3;
	s->index = 0;
	s->disp = 0;
	sc_x86_put_mem(s, d->bits, 1);
	s->insn->op = SC_OP_OTHER;
	s->insn->reg = SC_REG_NONE;
	s->insn->writes = d->writes;
	return 1;
}

static int branch_rm(struct sc_x86_state *s, const struct sc_x86_desc *d)
{
	sc_x86_modrm(s);
	if (!sc_x86_is_mem(s)) {
		sc_x86_clear(s->insn, d->op, 0);
		s->insn->base = s->rm;
		if (s->pfx & P_66)
			s->insn->flags = SC_F_NARROW;
		return 1;
	}
	sc_x86_put_mem(s, d->bits, 8);
	s->insn->op = d->op_mem;
	s->insn->reg = SC_REG_NONE;
	s->insn->writes = 0;
	return stack_size(s);
}

static int stack_rm(struct sc_x86_state *s, const struct sc_x86_desc *d)
{
	sc_x86_modrm(s);
	if (!sc_x86_is_mem(s)) {
		sc_x86_clear(s->insn, d->op, 0);
		s->insn->reg = s->rm;
		if (d->op == SC_OP_POP)
			s->insn->writes = 1u << s->rm;
		return stack_size(s);
	}
	sc_x86_put_mem(s, d->bits, 8);
	s->insn->op = d->op_mem;
	s->insn->reg = SC_REG_NONE;
	s->insn->writes = 0;
	return stack_size(s);
}

static int far_rm(struct sc_x86_state *s, const struct sc_x86_desc *d)
{
	sc_x86_modrm(s);
	if (!sc_x86_is_mem(s))
		return 0;
	sc_x86_put_mem(s, d->bits, 0);
	s->insn->op = d->op;
	s->insn->reg = SC_REG_NONE;
	s->insn->writes = 0;
	return 1;
}

int sc_x86_finish(struct sc_x86_state *s, const struct sc_x86_desc *d,
		  unsigned int opcode)
{
	switch (d->kind) {
	case K_PLAIN:
		return decode_plain(s, d);
	case K_RET:
		return decode_ret(s, d);
	case K_IMM_A:
		return imm_acc(s, d);
	case K_INC:
		return decode_inc(s, d);
	case K_MOV_IMM:
		return mov_imm(s, d);
	case K_MOVI:
		return decode_mov_imm(s, opcode);
	case K_MOVI8:
		return decode_mov_imm8(s, opcode);
	case K_STACK:
		return decode_stack(s, d);
	case K_PUSH_IMM:
		return push_imm(s, d);
	case K_ENTER:
		return decode_enter(s, d);
	case K_XCHG_A:
		return xchg_acc(s, opcode);
	case K_BSWAP:
		return decode_bswap(s, opcode);
	case K_MOFFS:
		return decode_moffs(s, d);
	case K_STRING:
		return decode_string(s, d, opcode);
	case K_XLAT:
		return decode_xlat(s, d);
	case K_BRANCH_RM:
		return branch_rm(s, d);
	case K_STACK_RM:
		return stack_rm(s, d);
	case K_FAR_RM:
		return far_rm(s, d);
	case K_UD:
		sc_x86_modrm(s);
		sc_x86_clear(s->insn, d->op, 0);
		return 1;
	case K_SEG:
		return !(s->rex & REX_R) && sc_x86_generic(s, d);
	case K_X87:
		return sc_x86_x87(s, opcode);
	case K_SSE:
		return sc_x86_sse(s, d, opcode);
	case K_MAP38:
		return sc_x86_map38(s);
	case K_MAP3A:
		return sc_x86_map3a(s);
	case K_VEX2:
	case K_VEX3:
		return sc_x86_vex(s, opcode);
	case K_EVEX:
		return sc_x86_evex(s);
	default:
		return sc_x86_system(s, d, opcode);
	}
}
