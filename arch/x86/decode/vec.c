// SPDX-License-Identifier: GPL-2.0-only
/* SSE and VEX instructions. */
#include "arch/x86/decode/vec.h"

static unsigned int operand_size(const struct sc_x86_state *s)
{
	return s->rex & REX_W ? 8 : 4;
}

static int put_operand(struct sc_x86_state *s, unsigned int access,
		       unsigned int size)
{
	if (!sc_x86_is_mem(s)) {
		sc_x86_clear(s->insn, SC_OP_OTHER, 0);
		return 1;
	}
	sc_x86_put_mem(s, access, size);
	s->insn->op = SC_OP_OTHER;
	s->insn->reg = SC_REG_NONE;
	s->insn->writes = 0;
	return 1;
}

static int put_reg(struct sc_x86_state *s, unsigned int reg, unsigned int size)
{
	put_operand(s, F_MR, size);
	s->insn->reg = reg;
	s->insn->writes = 1u << reg;
	return 1;
}

static int put_rm(struct sc_x86_state *s, unsigned int size)
{
	put_operand(s, F_MW, size);
	if (sc_x86_is_mem(s))
		return 1;
	s->insn->reg = s->rm;
	s->insn->writes = 1u << s->rm;
	return 1;
}

static int decode_maskmov(struct sc_x86_state *s, unsigned int vl)
{
	s->rm = 7;
	s->index = SC_REG_NONE;
	s->disp = 0;
	sc_x86_put_mem(s, F_MW, vl);
	s->insn->op = SC_OP_OTHER;
	s->insn->reg = SC_REG_NONE;
	s->insn->writes = 0;
	return 1;
}

/* 71: words, 72: doublewords, 73: quadwords and, with a prefix, bytes */
static int decode_shift(struct sc_x86_state *s, unsigned int pp)
{
	unsigned int n = s->modrm >> 3 & 7, opcode = s->p[-2];
	unsigned int some = opcode != 0x73 ? 0x54 : pp ? 0xcc : 0x44;

	put_operand(s, 0, 0);
	return some >> n & 1;
}

/* There are eight mask registers: an extension bit makes none of them. */
static int mask_extended(const struct sc_x86_state *s)
{
	return s->rex & (sc_x86_is_mem(s) ? REX_R : REX_R | REX_B);
}

static int mask_store(struct sc_x86_state *s, unsigned int pp)
{
	unsigned int size = s->rex & REX_W ? 8 : 2;

	if (pp)
		size /= 2;
	return put_operand(s, F_MW, size);
}

static int decode_scalar(struct sc_x86_state *s, unsigned int pp,
			 unsigned int vl)
{
	if (pp >= 2)
		vl = pp == 2 ? 4 : 8;
	return put_operand(s, F_MW, vl);
}

static int decode_mxcsr(struct sc_x86_state *s)
{
	switch (s->modrm >> 3 & 7) {
	case 2:
		return put_operand(s, F_MR, 4);
	case 3:
		return put_operand(s, F_MW, 4);
	}
	return 0;
}

/* movd and movq: all of a general register goes to a vector one, or back. */
static int decode_movq(struct sc_x86_state *s, unsigned int pp, unsigned int op)
{
	if (op == SC_OP_FROM_VECTOR)
		put_rm(s, operand_size(s));
	else
		put_operand(s, F_MR, 0);
	if (sc_x86_is_mem(s) || pp != 1 || !(s->rex & REX_W))
		return 1;
	s->insn->op = op;
	s->insn->reg = s->rm;
	s->insn->size = s->reg;
	return 1;
}

static int decode_store(struct sc_x86_state *s, unsigned int act,
			unsigned int pp, unsigned int vl)
{
	switch (act) {
	case V_ST:
		return put_operand(s, F_MW, vl);
	case V_ST_SCALAR:
		return decode_scalar(s, pp, vl);
	case V_ST_8:
	case V_ST_66:
		return put_operand(s, F_MW, 8);
	case V_ST_16:
		return put_operand(s, F_MW, 16);
	case V_ST_32:
		return put_operand(s, F_MW, 32);
	case V_ST_HALF:
		return put_operand(s, F_MW, vl / 2);
	case V_ST_MMX:
		return put_operand(s, F_MW, pp ? vl : 8);
	case V_ST_MASK:
		return mask_store(s, pp);
	}
	return 0;
}

int sc_x86_vec_act(struct sc_x86_state *s, unsigned int act, unsigned int pp,
		   unsigned int vl)
{
	switch (act) {
	case V_READ:
		return put_operand(s, F_MR, 0);
	case V_REG:
		return put_reg(s, s->reg, 0);
	case V_REG_CVT:
		return pp >= 2 ? put_reg(s, s->reg, 0)
			       : put_operand(s, F_MR, 0);
	case V_RM_1:
		return put_rm(s, 1);
	case V_RM_2:
		return put_rm(s, 2);
	case V_RM_4:
		return put_rm(s, 4);
	case V_RM_W:
		return put_rm(s, operand_size(s));
	case V_MOVD:
		return pp == 2 ? put_operand(s, F_MR, 0)
			       : decode_movq(s, pp, SC_OP_FROM_VECTOR);
	case V_TO_VECTOR:
		return decode_movq(s, pp, SC_OP_TO_VECTOR);
	case V_RCX:
		put_operand(s, F_MR, 0);
		s->insn->writes = 1u << 1;
		return 1;
	case V_MASKMOV:
		return decode_maskmov(s, pp ? vl : 8);
	case V_SHIFT:
		return decode_shift(s, pp);
	case V_MXCSR:
		return decode_mxcsr(s);
	case V_K:
		return !mask_extended(s) && put_operand(s, F_MR, 0);
	case V_K_REG:
		return put_reg(s, s->reg, 0);
	}
	return decode_store(s, act, pp, vl);
}

int sc_x86_sse(struct sc_x86_state *s, const struct sc_x86_desc *d,
	       unsigned int opcode)
{
	const struct sc_x86_vec *v = &sc_x86_vec[0][opcode];
	unsigned int pp = s->pfx & P_F3 ? 2 : s->pfx & P_F2 ? 3 : 0;
	int ok;

	if (s->pfx & P_66) {
		if (pp)
			return 0;
		pp = 1;
	}
	sc_x86_modrm(s);
	if (!(v->sse >> (pp + (sc_x86_is_mem(s) ? 4 : 0)) & 1))
		return 0;
	ok = sc_x86_vec_act(s, v->act, pp, 16);
	s->p += d->imm == I_B;
	return ok;
}
