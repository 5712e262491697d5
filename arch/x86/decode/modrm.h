/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Prefixes, modrm, sib, displacement and immediate.
 *
 * No bound is checked here: the caller gives at least SC_X86_WINDOW readable
 * bytes and compares the length with what there really is afterwards.
 */
#ifndef ARCH_X86_DECODE_MODRM_H
#define ARCH_X86_DECODE_MODRM_H

#include <string.h>

#include "arch/x86/decode/table.h"

/* 15 prefixes, then the longest rest: 3 vex, modrm, sib, disp, imm, plus 8 */
#define SC_X86_WINDOW 40

#define sc_inline inline __attribute__((always_inline))
#define sc_unlikely(x) __builtin_expect(!!(x), 0)

struct sc_x86_state {
	const uint8_t *p; /* next byte */
	struct sc_insn *insn;
	uint32_t pfx;
	uint32_t rex; /* VEX and EVEX: the same four bits */
	uint32_t width; /* bytes of a general operand: 1, 2, 4, 8 */
	uint32_t modrm;
	uint32_t reg; /* modrm.reg with its extension */
	uint32_t rm; /* r/m register, or the base of the memory operand */
	uint32_t index;
	int32_t disp;
};

static sc_inline int sc_x86_is_mem(const struct sc_x86_state *s)
{
	return s->modrm < 0xc0;
}

static sc_inline int32_t sc_x86_le32(const uint8_t *p)
{
	int32_t val;

	memcpy(&val, p, sizeof(val));
	return val;
}

static sc_inline int32_t sc_x86_le16(const uint8_t *p)
{
	int16_t val;

	memcpy(&val, p, sizeof(val));
	return val;
}

/* Immediate of a kind of table.h, sign-extended. */
static sc_inline int32_t sc_x86_imm(struct sc_x86_state *s, unsigned int kind)
{
	const uint8_t *p = s->p;

	if (kind == I_B) {
		s->p = p + 1;
		return (int8_t)*p;
	}
	if (kind == I_W || (kind == I_Z && s->width == 2)) {
		s->p = p + 2;
		return sc_x86_le16(p);
	}
	s->p = p + 4;
	return sc_x86_le32(p);
}

static sc_inline void sc_x86_sib(struct sc_x86_state *s, unsigned int mod,
				 unsigned int *dlen)
{
	uint32_t sib = *s->p++;
	uint32_t index = (sib >> 3 & 7) | (s->rex & REX_X) << 2;

	s->index = index == 4 ? SC_REG_NONE : index | sib >> 6 << 5;
	s->rm = (sib & 7) | (s->rex & REX_B) << 3;
	if ((sib & 7) == 5 && mod == 0) {
		s->rm = SC_REG_NONE;
		*dlen = 4;
	}
}

static sc_inline void sc_x86_disp(struct sc_x86_state *s, unsigned int dlen)
{
	int32_t val = sc_x86_le32(s->p);

	if (dlen == 1)
		val = (int8_t)val;
	s->disp = dlen ? val : 0;
	s->p += dlen;
}

static sc_inline void sc_x86_memory(struct sc_x86_state *s)
{
	unsigned int mod = s->modrm >> 6;
	unsigned int dlen = mod == 2 ? 4 : mod;

	s->index = SC_REG_NONE;
	if ((s->modrm & 7) == 4) {
		sc_x86_sib(s, mod, &dlen);
	} else if ((s->modrm & 0xc7) == 5) {
		s->rm = SC_REG_PC;
		dlen = 4;
	}
	sc_x86_disp(s, dlen);
}

static sc_inline void sc_x86_modrm(struct sc_x86_state *s)
{
	uint32_t modrm = *s->p++;

	s->modrm = modrm;
	s->reg = (modrm >> 3 & 7) | (s->rex & REX_R) << 1;
	s->rm = (modrm & 7) | (s->rex & REX_B) << 3;
	if (modrm < 0xc0)
		sc_x86_memory(s);
}

/* A byte register: without REX, 4 to 7 are ah, ch, dh and bh. */
static sc_inline uint32_t sc_x86_byte_reg(const struct sc_x86_state *s,
					  uint32_t reg)
{
	return s->rex ? reg : reg & 3;
}

static sc_inline void sc_x86_clear(struct sc_insn *insn, unsigned int op,
				   uint16_t writes)
{
	insn->val = 0;
	insn->writes = writes;
	insn->op = op;
	insn->flags = 0;
	insn->reg = SC_REG_NONE;
	insn->base = SC_REG_NONE;
	insn->index = SC_REG_NONE;
	insn->size = 0;
}

/* The memory operand; access is F_MR and F_MW, size for one that is made. */
static sc_inline void sc_x86_put_mem(struct sc_x86_state *s,
				     unsigned int access, unsigned int size)
{
	struct sc_insn *insn = s->insn;
	unsigned int flags = access >> 10 & 3;

	insn->size = flags ? size : 0;
	flags |= s->pfx & P_SEG ? SC_F_SEG : 0;
	flags |= s->pfx & P_67 ? SC_F_NARROW : 0;
	insn->flags = flags;
	insn->base = s->rm;
	insn->index = s->index;
	insn->val = s->disp;
}

_Static_assert(F_MR >> 10 == SC_F_MEMR && F_MW >> 10 == SC_F_MEMW,
	       "access bits are shifted");

#endif
