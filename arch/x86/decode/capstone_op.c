// SPDX-License-Identifier: GPL-2.0-only
/* Which operation of core/insn.h an instruction is, by capstone's mnemonic. */
#include "arch/x86/decode/capstone_control.h"
#include "arch/x86/decode/capstone_fixups.h"
#include "arch/x86/decode/capstone_internal.h"
#include "arch/x86/decode/capstone_op.h"

/* Destination and, where there is no other operand, the source. */
static void set_regs(struct cs_ctx *c)
{
	const cs_x86_op *a = sc_cs_op(c, 0), *b = sc_cs_op(c, 1);
	unsigned int reg = sc_cs_reg_of(a);

	if (reg == SC_REG_NONE || !(c->access[0] & CS_AC_WRITE))
		return;
	c->insn->reg = reg;
	if (!c->mem && b && sc_cs_size_of(b) && sc_cs_two_registers(c))
		c->insn->base = sc_cs_reg_of(b);
}

/* A 64-bit flat memory operand: what LOAD and its like may have. */
static int is_flat(const struct cs_ctx *c)
{
	return c->mem && !(c->insn->flags & (SC_F_SEG | SC_F_NARROW));
}

static int fits_imm32(int64_t val)
{
	return val == (int32_t)val;
}

static void set_movi(struct cs_ctx *c, const cs_x86_op *src, unsigned int size)
{
	int64_t val = size == 4 ? (int64_t)(uint32_t)src->imm : src->imm;

	if (size < 4 || !fits_imm32(val))
		return;
	c->insn->op = SC_OP_MOVI;
	c->insn->val = (int32_t)val;
}

static void set_load(struct cs_ctx *c)
{
	int index = c->insn->index != SC_REG_NONE;

	c->insn->op = index ? SC_OP_LOAD_INDEX : SC_OP_LOAD;
}

static void set_store(struct cs_ctx *c, unsigned int reg)
{
	if (c->insn->index != SC_REG_NONE || reg == SC_REG_NONE)
		return;
	c->insn->op = SC_OP_STORE;
	c->insn->reg = reg;
}

static void set_mov(struct cs_ctx *c)
{
	const cs_x86_op *dst = sc_cs_op(c, 0), *src = sc_cs_op(c, 1);

	if (sc_cs_is_imm(src) && dst->type == X86_OP_REG)
		set_movi(c, src, sc_cs_size_of(dst));
	else if (sc_cs_size_of(dst) == 8 && sc_cs_size_of(src) == 8)
		c->insn->op = SC_OP_MOV;
	else if (sc_cs_size_of(dst) == 8 && is_flat(c))
		set_load(c);
	else if (sc_cs_size_of(src) == 8 && is_flat(c))
		set_store(c, sc_cs_reg_of(src));
}

/* movq between a general register and a vector one that VEX can name. */
static void set_movq(struct cs_ctx *c)
{
	const cs_x86_op *dst = sc_cs_op(c, 0), *src = sc_cs_op(c, 1);
	const cs_x86_op *gpr = sc_cs_size_of(dst) == 8 ? dst : src;
	const cs_x86_op *vec = gpr == dst ? src : dst;

	if (c->mem || sc_cs_size_of(gpr) != 8 || vec->type != X86_OP_REG ||
	    vec->reg < X86_REG_XMM0 || vec->reg > X86_REG_XMM15 ||
	    *c->opcode == 0x62)
		return;
	c->insn->op = gpr == dst ? SC_OP_FROM_VECTOR : SC_OP_TO_VECTOR;
	c->insn->reg = sc_cs_reg_of(gpr);
	c->insn->size = (uint8_t)(vec->reg - X86_REG_XMM0);
}

static void set_add(struct cs_ctx *c, int sign)
{
	const cs_x86_op *dst = sc_cs_op(c, 0), *src = sc_cs_op(c, 1);
	int64_t val = src ? 0 : sign;

	if (sc_cs_size_of(dst) != 8)
		return;
	if (sc_cs_size_of(src) == 8)
		c->insn->op = sign > 0 ? SC_OP_ADD_REG : SC_OP_SUB_REG;
	if (src && !sc_cs_is_imm(src))
		return;
	if (src)
		val = sign * src->imm;
	if (!fits_imm32(val))
		return;
	c->insn->op = SC_OP_ADD;
	c->insn->val = (int32_t)val;
}

static void set_imm_op(struct cs_ctx *c, enum sc_op op)
{
	const cs_x86_op *dst = sc_cs_op(c, 0), *src = sc_cs_op(c, 1);
	unsigned int size = sc_cs_size_of(dst);

	if (!size || !sc_cs_is_imm(src) || (op == SC_OP_AND && size != 8))
		return;
	c->insn->op = op;
	c->insn->val = (int32_t)src->imm;
	if (op != SC_OP_CMP)
		return;
	c->insn->reg = sc_cs_reg_of(dst);
	c->insn->size = size;
	if (size == 1)
		c->insn->val = (int8_t)src->imm;
	else if (size == 2)
		c->insn->val = (int16_t)src->imm;
}

static void set_xor(struct cs_ctx *c)
{
	const cs_x86_op *dst = sc_cs_op(c, 0), *src = sc_cs_op(c, 1);

	if (sc_cs_size_of(dst) < 4 || !sc_cs_size_of(src) ||
	    dst->reg != src->reg)
		return;
	c->insn->op = SC_OP_MOVI;
	c->insn->base = SC_REG_NONE;
}

static void set_lea(struct cs_ctx *c)
{
	struct sc_insn *insn = c->insn;

	insn->flags &= SC_F_NARROW;
	if (sc_cs_size_of(sc_cs_op(c, 0)) == 8 && !insn->flags &&
	    insn->base < 16 && insn->index == SC_REG_NONE)
		insn->op = SC_OP_LEA;
	if (sc_cs_size_of(sc_cs_op(c, 0)) == 8 && !insn->flags &&
	    insn->base < 16 && insn->index != SC_REG_NONE)
		insn->op = SC_OP_LEA_INDEX;
}

static void set_xchg(struct cs_ctx *c)
{
	unsigned int other = c->insn->reg;

	if (sc_cs_size_of(sc_cs_op(c, 0)) != 8 ||
	    sc_cs_size_of(sc_cs_op(c, 1)) != 8)
		return;
	c->insn->op = SC_OP_XCHG;
	/* 90+r: capstone 4 has the accumulator first, capstone 5 last. */
	if ((*c->opcode & 0xf8) == 0x90 && c->insn->base == 0) {
		c->insn->reg = 0;
		c->insn->base = (uint8_t)other;
	}
}

static int decode_move(struct cs_ctx *c)
{
	switch (c->ci->id) {
	case X86_INS_MOV:
	case X86_INS_MOVABS:
		set_mov(c);
		return 1;
	case X86_INS_MOVQ:
	case X86_INS_VMOVQ:
		set_movq(c);
		break;
	case X86_INS_LEA:
		set_lea(c);
		return 1;
	case X86_INS_XCHG:
		set_xchg(c);
		return 1;
	case X86_INS_MOVSXD:
		if (is_flat(c) && c->rex & 8)
			c->insn->op = SC_OP_MOVSXD;
		return 1;
	}
	return 0;
}

static int decode_arithmetic(struct cs_ctx *c)
{
	switch (c->ci->id) {
	case X86_INS_ADD:
	case X86_INS_INC:
		set_add(c, 1);
		return 1;
	case X86_INS_SUB:
	case X86_INS_DEC:
		set_add(c, -1);
		return 1;
	case X86_INS_AND:
		set_imm_op(c, SC_OP_AND);
		return 1;
	case X86_INS_CMP:
		set_imm_op(c, SC_OP_CMP);
		return 1;
	case X86_INS_XOR:
		set_xor(c);
		return 1;
	}
	return 0;
}

void sc_cs_set_op(struct cs_ctx *c)
{
	c->insn->op = SC_OP_OTHER;
	if (sc_cs_control(c))
		return;
	if (!sc_cs_is_string(c))
		set_regs(c);
	if (decode_move(c) || decode_arithmetic(c))
		return;
}
