// SPDX-License-Identifier: GPL-2.0-only
/* Opcodes that modrm.reg tells apart. */
#include "arch/x86/decode/table.h"

#define MRW (F_MR | F_MW)
#define RAX 1
#define RDX 4

/* add or adc sbb and sub xor cmp with an immediate */
#define ALU_IMM(imm_, b)                                                       \
	{                                                                      \
		{ .kind = K_IMM,                                               \
		  .imm = imm_,                                                 \
		  .allow = A_LOCK,                                             \
		  .bits = (b) | F_RW | MRW,                                    \
		  .op = SC_OP_ADD },                                           \
			{ .kind = K_IMM,                                       \
			  .imm = imm_,                                         \
			  .allow = A_LOCK,                                     \
			  .bits = (b) | F_RW | MRW },                          \
			{ .kind = K_IMM,                                       \
			  .imm = imm_,                                         \
			  .allow = A_LOCK,                                     \
			  .bits = (b) | F_RW | MRW },                          \
			{ .kind = K_IMM,                                       \
			  .imm = imm_,                                         \
			  .allow = A_LOCK,                                     \
			  .bits = (b) | F_RW | MRW },                          \
			{ .kind = K_IMM,                                       \
			  .imm = imm_,                                         \
			  .allow = A_LOCK,                                     \
			  .bits = (b) | F_RW | MRW,                            \
			  .op = SC_OP_AND },                                   \
			{ .kind = K_IMM,                                       \
			  .imm = imm_,                                         \
			  .allow = A_LOCK,                                     \
			  .bits = (b) | F_RW | F_NEG | MRW,                    \
			  .op = SC_OP_ADD },                                   \
			{ .kind = K_IMM,                                       \
			  .imm = imm_,                                         \
			  .allow = A_LOCK,                                     \
			  .bits = (b) | F_RW | MRW },                          \
			{ .kind = K_IMM,                                       \
			  .imm = imm_,                                         \
			  .allow = A_DEF,                                      \
			  .bits = (b) | F_MR,                                  \
			  .op = SC_OP_CMP },                                   \
	}

#define SHIFT_ONE(imm_, b)                                                     \
	{                                                                      \
		.kind = K_GEN, .imm = imm_, .allow = A_DEF,                    \
		.bits = (b) | F_RW | MRW                                       \
	}
#define SHIFT(imm_, b)                                                         \
	{                                                                      \
		SHIFT_ONE(imm_, b), SHIFT_ONE(imm_, b), SHIFT_ONE(imm_, b),    \
			SHIFT_ONE(imm_, b), SHIFT_ONE(imm_, b),                \
			SHIFT_ONE(imm_, b), [7] = SHIFT_ONE(imm_, b),          \
	}

/* test not neg mul imul div idiv */
#define UNARY(imm_, b, w)                                                      \
	{                                                                      \
		{ .kind = K_GEN,                                               \
		  .imm = imm_,                                                 \
		  .allow = A_DEF,                                              \
		  .bits = (b) | F_MR },                                        \
			[2] = { .kind = K_GEN,                                 \
				.allow = A_LOCK,                               \
				.bits = (b) | F_RW | MRW },                    \
			[3] = { .kind = K_GEN,                                 \
				.allow = A_LOCK,                               \
				.bits = (b) | F_RW | MRW },                    \
			[4] = { .kind = K_GEN,                                 \
				.allow = A_DEF,                                \
				.bits = (b) | F_MR,                            \
				.writes = w },                                 \
			[5] = { .kind = K_GEN,                                 \
				.allow = A_DEF,                                \
				.bits = (b) | F_MR,                            \
				.writes = w },                                 \
			[6] = { .kind = K_GEN,                                 \
				.allow = A_DEF,                                \
				.bits = (b) | F_MR,                            \
				.writes = w },                                 \
			[7] = { .kind = K_GEN,                                 \
				.allow = A_DEF,                                \
				.bits = (b) | F_MR,                            \
				.writes = w },                                 \
	}

#define INC(b)                                                                 \
	{                                                                      \
		.kind = K_INC, .allow = A_LOCK, .bits = (b) | F_RW | MRW       \
	}
#define SEG_OUT                                                                \
	{                                                                      \
		.kind = K_SEG, .allow = A_DEF, .msize = 2, .bits = F_RW | F_MW \
	}
#define SEG_IN                                                                 \
	{                                                                      \
		.kind = K_SEG, .allow = A_DEF, .msize = 2, .bits = F_MR        \
	}
#define SELECTOR(bits_)                                                        \
	{                                                                      \
		.kind = K_GEN, .allow = A_DEF, .msize = 2, .bits = bits_       \
	}
#define MOV_IMM(imm_, b)                                                       \
	{                                                                      \
		{ .kind = K_MOV_IMM,                                           \
		  .imm = imm_,                                                 \
		  .allow = A_DEF,                                              \
		  .bits = (b) | F_RW | F_MW,                                   \
		  .op = SC_OP_MOVI },                                          \
	}
#define HINT                                                                   \
	{                                                                      \
		.kind = K_GEN, .allow = A_DEF, .bits = F_MEM                   \
	}
#define BIT_TEST(allow_, bits_)                                                \
	{                                                                      \
		.kind = K_GEN, .imm = I_B, .allow = allow_, .bits = bits_      \
	}

const struct sc_x86_desc sc_x86_groups[GRP_COUNT][8] = {
	[GRP_80] = ALU_IMM(I_B, F_BYTE),
	[GRP_81] = ALU_IMM(I_Z, 0),
	[GRP_83] = ALU_IMM(I_B, 0),
	[GRP_8C] = { SEG_OUT, SEG_OUT, SEG_OUT, SEG_OUT, SEG_OUT, SEG_OUT },
	[GRP_8E] = { SEG_IN, [2] = SEG_IN, SEG_IN, SEG_IN, SEG_IN },
	[GRP_8F] = { { .kind = K_STACK_RM, .allow = A_DEF, .bits = F_MW,
		       .op = SC_OP_POP, .op_mem = SC_OP_POP_MEM } },
	[GRP_C0] = SHIFT(I_B, F_BYTE),
	[GRP_C1] = SHIFT(I_B, 0),
	[GRP_D0] = SHIFT(I_NONE, F_BYTE),
	[GRP_D1] = SHIFT(I_NONE, 0),
	[GRP_C6] = MOV_IMM(I_B, F_BYTE),
	[GRP_C7] = MOV_IMM(I_Z, 0),
	[GRP_F6] = UNARY(I_B, F_BYTE, RAX),
	[GRP_F7] = UNARY(I_Z, 0, RAX | RDX),
	[GRP_FE] = { INC(F_BYTE), INC(F_BYTE | F_NEG) },
	[GRP_FF] = {
		INC(0), INC(F_NEG),
		{ .kind = K_BRANCH_RM, .allow = A_DEF | P_F2, .bits = F_MR,
		  .op = SC_OP_CALL_REG, .op_mem = SC_OP_CALL_MEM },
		{ .kind = K_FAR_RM, .allow = A_DEF, .bits = F_MEM | F_MR,
		  .op = SC_OP_SYSCALL },
		{ .kind = K_BRANCH_RM, .allow = A_DEF | P_F2, .bits = F_MR,
		  .op = SC_OP_JMP_REG, .op_mem = SC_OP_JMP_MEM },
		{ .kind = K_FAR_RM, .allow = A_DEF, .bits = F_MEM | F_MR,
		  .op = SC_OP_SYSTEM },
		{ .kind = K_STACK_RM, .allow = A_DEF, .bits = F_MR,
		  .op = SC_OP_PUSH, .op_mem = SC_OP_PUSH_MEM },
	},
	[GRP_00] = { SELECTOR(F_RW | F_MW), SELECTOR(F_RW | F_MW),
		     SELECTOR(F_MR), SELECTOR(F_MR), SELECTOR(F_MR),
		     SELECTOR(F_MR),
		     { .kind = K_LKGS,
		       .allow = A_DEF | P_F2,
		       .msize = 2,
		       .bits = F_MR } },
	[GRP_0D] = { HINT, HINT, HINT },
	[GRP_18] = { HINT, HINT, HINT, HINT },
	[GRP_BA] = {
		[4] = BIT_TEST(A_DEF, F_MR),
		[5] = BIT_TEST(A_LOCK, F_RW | MRW),
		[6] = BIT_TEST(A_LOCK, F_RW | MRW),
		[7] = BIT_TEST(A_LOCK, F_RW | MRW),
	},
};
