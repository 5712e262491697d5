/* SPDX-License-Identifier: GPL-2.0-only */
/* Which SSE, VEX and EVEX encodings exist, and what they do to memory. */
#ifndef ARCH_X86_DECODE_VEC_H
#define ARCH_X86_DECODE_VEC_H

#include "arch/x86/decode/modrm.h"

/* Mandatory prefix, as VEX.pp counts it: none, 66, f3, f2. */

/* What is written besides vector registers. */
enum sc_x86_vec_act {
	V_READ, /* nothing */
	V_ST, /* memory: a whole vector */
	V_ST_SCALAR, /* a vector; f3: 4 bytes, f2: 8 */
	V_ST_8,
	V_ST_16,
	V_ST_32,
	V_ST_HALF, /* half a vector */
	V_ST_MMX, /* a vector; 8 bytes without prefix */
	V_ST_MASK, /* kmov */
	V_ST_66, /* 66: 8 bytes; others have no memory form */
	V_REG, /* general register of modrm.reg */
	V_REG_CVT, /* the same, f3 and f2 only */
	V_RM_1, /* general register or memory of 1, 2, 4 and 4 or 8 bytes */
	V_RM_2,
	V_RM_4,
	V_RM_W,
	V_MOVD, /* V_RM_W; f3: reads */
	V_TO_VECTOR, /* nothing: reads a general register or memory */
	V_RCX,
	V_MASKMOV, /* up to a vector at %rdi */
	V_SHIFT, /* group of immediate shifts */
	V_ZERO, /* vzeroupper: no modrm */
	V_MXCSR,
	V_K, /* mask registers */
	V_K_REG, /* kmov to a general register */
	V_BMI, /* modrm.reg = general register operation */
	V_BMI_GRP, /* vvvv = blsr, blsmsk, blsi */
	V_TILE, /* tilerelease */
	V_MULX, /* modrm.reg and vvvv */
	V_RORX,
};

struct sc_x86_vec {
	uint8_t sse; /* bit pp: register form exists; bit 4 + pp: memory form */
	uint8_t nds; /* VEX: same bits: vvvv is an operand, else it is 1111 */
	uint16_t vreg; /* VEX register form: bit pp * 4 + W * 2 + L */
	uint16_t vmem; /* and memory form */
	uint8_t act;
};

/* Maps 0f, 0f 38, 0f 3a. */
extern const struct sc_x86_vec sc_x86_vec[3][256];

/* Operand fields; vl: bytes of a vector. 0: undecided. */
int sc_x86_vec_act(struct sc_x86_state *s, unsigned int act, unsigned int pp,
		   unsigned int vl);

/* Bytes of the immediate behind a VEX or EVEX opcode. */
static inline unsigned int sc_x86_vec_imm(unsigned int map, unsigned int opcode)
{
	if (map != 1)
		return map == 3;
	return (opcode >= 0x70 && opcode <= 0x73) || opcode == 0xc2 ||
	       (opcode >= 0xc4 && opcode <= 0xc6);
}

struct sc_x86_desc;
int sc_x86_sse(struct sc_x86_state *s, const struct sc_x86_desc *d,
	       unsigned int opcode);

#endif
