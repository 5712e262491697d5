// SPDX-License-Identifier: GPL-2.0-only
/* VEX prefixes, and the general register instructions behind them. */
#include "arch/x86/decode/vec.h"
#include "arch/x86/decode/vex.h"

struct vex {
	unsigned int map; /* 1 to 3 */
	unsigned int pp;
	unsigned int vvvv;
	unsigned int l;
};

static void decode_gpr(struct sc_x86_state *s, unsigned int dst,
		       unsigned int src)
{
	struct sc_insn *insn = s->insn;

	if (sc_x86_is_mem(s))
		sc_x86_put_mem(s, F_MR, s->width);
	else
		sc_x86_clear(insn, SC_OP_OTHER, 0);
	insn->op = SC_OP_OTHER;
	insn->reg = dst;
	insn->writes = 1u << dst;
	if (!sc_x86_is_mem(s))
		insn->base = src;
}

static int bmi_group(struct sc_x86_state *s, const struct vex *v)
{
	unsigned int n = s->modrm >> 3 & 7;

	decode_gpr(s, v->vvvv, s->rm);
	return n >= 1 && n <= 3;
}

static int decode_mulx(struct sc_x86_state *s, const struct vex *v)
{
	decode_gpr(s, s->reg, SC_REG_NONE);
	if (v->pp == 3)
		s->insn->writes |= 1u << v->vvvv;
	return 1;
}

static int apply_action(struct sc_x86_state *s, const struct vex *v,
			unsigned int what)
{
	switch (what) {
	case V_BMI:
		decode_gpr(s, s->reg, SC_REG_NONE);
		return 1;
	case V_BMI_GRP:
		return bmi_group(s, v);
	case V_TILE:
		sc_x86_clear(s->insn, SC_OP_OTHER, 0);
		return s->modrm == 0xc0 && !(s->rex & 7);
	case V_MULX:
		return decode_mulx(s, v);
	case V_RORX:
		decode_gpr(s, s->reg, s->rm);
		return 1;
	}
	return sc_x86_vec_act(s, what, v->pp, v->l ? 32 : 16);
}

static int decode_body(struct sc_x86_state *s, const struct vex *v)
{
	unsigned int opcode = *s->p++;
	const struct sc_x86_vec *e = &sc_x86_vec[v->map - 1][opcode];
	unsigned int bit = v->pp * 4 + (s->rex & REX_W ? 2 : 0) + v->l;
	unsigned int mem, ok;

	if (e->act == V_ZERO) {
		sc_x86_clear(s->insn, SC_OP_OTHER, 0);
		return (e->vreg >> bit & 1) && v->vvvv == 0;
	}
	sc_x86_modrm(s);
	mem = sc_x86_is_mem(s);
	if (!((mem ? e->vmem : e->vreg) >> bit & 1))
		return 0;
	if (!(e->nds >> (v->pp + mem * 4) & 1) && v->vvvv)
		return 0;
	ok = apply_action(s, v, e->act);
	s->p += sc_x86_vec_imm(v->map, opcode);
	return ok;
}

int sc_x86_vex(struct sc_x86_state *s, unsigned int opcode)
{
	unsigned int b = *s->p++;
	struct vex v = { .map = 1 };

	if (s->rex)
		return 0;
	s->rex = ~b >> 5 & REX_R;
	if (opcode == 0xc4) {
		v.map = b & 0x1f;
		s->rex = ~b >> 5 & (REX_R | REX_X | REX_B);
		b = *s->p++;
		s->rex |= b >> 4 & REX_W;
	}
	v.vvvv = ~b >> 3 & 0xf;
	v.l = b >> 2 & 1;
	v.pp = b & 3;
	s->width = s->rex & REX_W ? 8 : 4;
	return v.map >= 1 && v.map <= 3 && decode_body(s, &v);
}
