/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The opcode tables and what describes one opcode in them.
 *
 * Whatever a description does not cover, prefixes on an instruction that
 * does not take them included, is left undecided: capstone is asked.
 */
#ifndef ARCH_X86_DECODE_TABLE_H
#define ARCH_X86_DECODE_TABLE_H

#include "arch/x86/decode/decode.h"

/* Prefixes met; a description says which it allows. */
enum {
	P_66 = 1,
	P_67 = 2,
	P_F2 = 4,
	P_F3 = 8,
	P_LOCK = 0x10,
	P_SEG = 0x20, /* %fs, %gs */
	P_NULL = 0x40, /* segment without effect in 64-bit mode; notrack */
	P_CLASH = 0x80, /* two of one group: which one counts is not clear */
};

#define A_DEF (P_66 | P_67 | P_SEG | P_NULL)
#define A_UD 0xff /* what is no instruction is none with any prefix */
#define A_LOCK (A_DEF | P_LOCK)

#define REX_W 8
#define REX_R 4
#define REX_X 2
#define REX_B 1

/* How an instruction is completed. */
enum sc_x86_kind {
	K_NONE, /* undecided, or no instruction */
	K_GEN, /* modrm; everything is in the description */
	K_IMM, /* modrm and an immediate that may matter */
	K_IMM_A, /* accumulator and immediate */
	K_INC,
	K_LEA,
	K_MOV_IMM, /* c6, c7 */
	K_MOVI, /* b8 */
	K_MOVI8, /* b0 */
	K_PUSH,
	K_POP,
	K_REL8,
	K_REL32,
	K_PLAIN, /* no operand of interest */
	K_RET,
	K_STACK, /* push, pop of something else, leave */
	K_PUSH_IMM,
	K_ENTER,
	K_XCHG_A,
	K_BSWAP,
	K_MOFFS,
	K_STRING,
	K_XLAT,
	K_BRANCH_RM,
	K_STACK_RM,
	K_FAR_RM,
	K_X87,
	K_UD, /* with modrm, which means nothing */
	K_LKGS,
	K_SEG, /* segment register: REX.R is not its extension */
	K_CR,
	K_NOP_RM,
	K_0F01,
	K_0FAE,
	K_0FC7,
	K_BITSCAN, /* f3 makes it another one */
	K_SSE,
	K_MAP38,
	K_MAP3A,
	K_VEX2,
	K_VEX3,
	K_EVEX,
	K_GROUP, /* K_GROUP + n: described by group n and modrm.reg */
};

enum {
	F_BYTE = 1, /* the operand is a byte */
	F_RMBYTE = 2, /* only r/m is */
	F_RW = 4, /* writes the r/m register */
	F_GW = 8, /* writes the register of modrm.reg */
	F_PAIR = 0x10, /* both are general registers, for the register form */
	F_XOR = 0x20, /* with itself it is zero */
	F_MEM = 0x40, /* memory form only */
	F_REG = 0x80, /* register form only */
	F_NEG = 0x100, /* adds the negated immediate */
	F_ACC = 0x200, /* the accumulator is the destination */
	F_MR = 0x400, /* reads its memory operand */
	F_MW = 0x800, /* writes it */
	F_64 = 0x1000, /* 64 bits without REX.W */
};

enum { I_NONE, I_B, I_Z, I_W }; /* none, 1, 2 or 4, 2 bytes */

struct sc_x86_desc {
	uint8_t kind;
	uint8_t imm;
	uint8_t allow;
	uint8_t msize; /* bytes of the memory operand when fixed */
	uint16_t bits;
	uint16_t writes; /* implicit */
	uint8_t op; /* of the 64-bit register form */
	uint8_t op_mem; /* of the flat 64-bit memory form without index */
	uint8_t op_idx; /* and with one */
	uint8_t none;
};

enum {
	GRP_80,
	GRP_81,
	GRP_83,
	GRP_8C,
	GRP_8E,
	GRP_8F,
	GRP_C0,
	GRP_C1,
	GRP_C6,
	GRP_C7,
	GRP_D0,
	GRP_D1,
	GRP_F6,
	GRP_F7,
	GRP_FE,
	GRP_FF,
	GRP_00,
	GRP_0D,
	GRP_18,
	GRP_BA,
	GRP_COUNT,
};

extern const struct sc_x86_desc sc_x86_one[256];
extern const struct sc_x86_desc sc_x86_two[256];
extern const struct sc_x86_desc sc_x86_groups[GRP_COUNT][8];

struct sc_insn;
struct sc_x86_state;

/*
 * Each fills everything but insn->off and returns the length, 1 to 15, or 0:
 * the table when it does not decide, the others when the bytes are no
 * instruction. They read no byte at or beyond code + avail.
 */
unsigned int sc_x86_decode_table(const uint8_t *code, size_t avail,
				 struct sc_insn *insn);

/* Modrm and the operands a description gives. */
int sc_x86_generic(struct sc_x86_state *s, const struct sc_x86_desc *d);

#endif
