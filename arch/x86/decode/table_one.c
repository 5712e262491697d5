// SPDX-License-Identifier: GPL-2.0-only
/* One-byte opcodes. */
#include "arch/x86/decode/table.h"

#define MRW (F_MR | F_MW)

/* add and its like: E,G; G,E; AL,imm; eAX,imm */
#define ALU(n, flags, op64, immop, mem)                                        \
	[n] = { .kind = K_GEN,                                                 \
		.allow = A_LOCK,                                               \
		.bits = F_BYTE | F_RW | F_PAIR | (mem) },                      \
	[(n) + 1] = { .kind = K_GEN,                                           \
		      .allow = A_LOCK,                                         \
		      .op = op64,                                              \
		      .bits = F_RW | F_PAIR | (flags) | (mem) },               \
	[(n) + 2] = { .kind = K_GEN,                                           \
		      .allow = A_DEF,                                          \
		      .bits = F_BYTE | F_GW | F_PAIR | F_MR },                 \
	[(n) + 3] = { .kind = K_GEN,                                           \
		      .allow = A_DEF,                                          \
		      .op = op64,                                              \
		      .bits = F_GW | F_PAIR | (flags) | F_MR },                \
	[(n) + 4] = { .kind = K_IMM_A,                                         \
		      .imm = I_B,                                              \
		      .allow = A_DEF,                                          \
		      .bits = F_BYTE | (flags) },                              \
	[(n) + 5] = { .kind = K_IMM_A,                                         \
		      .imm = I_Z,                                              \
		      .allow = A_DEF,                                          \
		      .op = immop,                                             \
		      .bits = (flags) }

/* Instructions that compare: nothing is written. */
#define TEST(n, bits_)                                                         \
	[n] = { .kind = K_GEN, .allow = A_DEF, .bits = F_MR | (bits_) }

#define REL8(n, op_, w, allow_)                                                \
	[n] = { .kind = K_REL8, .allow = allow_, .op = op_, .writes = w }
#define JCC(n) REL8(n, SC_OP_JCC, 0, P_F2 | P_NULL)
#define EIGHT(n, ...)                                                          \
	[n] = { __VA_ARGS__ }, [(n) + 1] = { __VA_ARGS__ },                    \
	[(n) + 2] = { __VA_ARGS__ }, [(n) + 3] = { __VA_ARGS__ },              \
	[(n) + 4] = { __VA_ARGS__ }, [(n) + 5] = { __VA_ARGS__ },              \
	[(n) + 6] = { __VA_ARGS__ }, [(n) + 7] = { __VA_ARGS__ }
#define PLAIN(n, ...) [n] = { .kind = K_PLAIN, .allow = A_DEF, __VA_ARGS__ }
#define GROUP(n) [0x##n] = { .kind = K_GROUP + GRP_##n }
/* String operation: its operand's register, and every register it moves. */
#define STRING(n, base, moves, bits_)                                          \
	[n] = { .kind = K_STRING,                                              \
		.allow = P_66 | P_67 | P_F2 | P_F3,                            \
		.msize = base,                                                 \
		.writes = moves,                                               \
		.bits = bits_ }
#define STRING2(n, base, moves, bits_)                                         \
	STRING(n, base, moves, (bits_) | F_BYTE),                              \
		STRING((n) + 1, base, moves, bits_)
#define X87(n) [n] = { .kind = K_X87, .allow = P_67 | P_SEG | P_NULL }

#define RAX 1
#define RCX 2
#define RDX 4
#define RSI 0x40
#define RDI 0x80

const struct sc_x86_desc sc_x86_one[256] = {
	ALU(0x00, 0, SC_OP_ADD_REG, SC_OP_ADD, MRW),
	ALU(0x08, 0, 0, 0, MRW),
	ALU(0x10, 0, 0, 0, MRW),
	ALU(0x18, 0, 0, 0, MRW),
	ALU(0x20, 0, 0, SC_OP_AND, MRW),
	ALU(0x28, F_NEG, SC_OP_SUB_REG, SC_OP_ADD, MRW),
	ALU(0x30, F_XOR, 0, 0, MRW),
	TEST(0x38, F_BYTE),
	TEST(0x39, 0),
	TEST(0x3a, F_BYTE),
	TEST(0x3b, 0),
	[0x3c] = { .kind = K_IMM_A,
		   .imm = I_B,
		   .allow = A_DEF,
		   .op = SC_OP_CMP,
		   .bits = F_BYTE },
	[0x3d] = { .kind = K_IMM_A,
		   .imm = I_Z,
		   .allow = A_DEF,
		   .op = SC_OP_CMP },
	EIGHT(0x50, .kind = K_PUSH, .allow = A_DEF),
	EIGHT(0x58, .kind = K_POP, .allow = A_DEF),
	[0x62] = { .kind = K_EVEX, .allow = P_67 | P_SEG | P_NULL },
	[0x63] = { .kind = K_GEN,
		   .allow = A_DEF & ~P_66,
		   .msize = 4,
		   .bits = F_GW | F_PAIR | F_MR,
		   .op_mem = SC_OP_MOVSXD,
		   .op_idx = SC_OP_MOVSXD },
	[0x68] = { .kind = K_PUSH_IMM,
		   .imm = I_Z,
		   .allow = A_DEF | P_F2 | P_F3,
		   .op = SC_OP_PUSH_OTHER },
	[0x69] = { .kind = K_GEN,
		   .imm = I_Z,
		   .allow = A_DEF,
		   .bits = F_GW | F_PAIR | F_MR },
	[0x6a] = { .kind = K_PUSH_IMM,
		   .imm = I_B,
		   .allow = A_DEF,
		   .op = SC_OP_PUSH_OTHER },
	[0x6b] = { .kind = K_GEN,
		   .imm = I_B,
		   .allow = A_DEF,
		   .bits = F_GW | F_PAIR | F_MR },
	STRING2(0x6c, 7, RDI, F_MW),
	STRING2(0x6e, 6, RSI, F_MR),
	JCC(0x70),
	JCC(0x71),
	JCC(0x72),
	JCC(0x73),
	JCC(0x74),
	JCC(0x75),
	JCC(0x76),
	JCC(0x77),
	JCC(0x78),
	JCC(0x79),
	JCC(0x7a),
	JCC(0x7b),
	JCC(0x7c),
	JCC(0x7d),
	JCC(0x7e),
	JCC(0x7f),
	GROUP(80),
	GROUP(81),
	GROUP(83),
	TEST(0x84, F_BYTE),
	TEST(0x85, 0),
	[0x86] = { .kind = K_GEN,
		   .allow = A_LOCK,
		   .bits = F_BYTE | F_RW | F_GW | F_PAIR | MRW },
	[0x87] = { .kind = K_GEN,
		   .allow = A_LOCK,
		   .op = SC_OP_XCHG,
		   .bits = F_RW | F_GW | F_PAIR | MRW },
	[0x88] = { .kind = K_GEN,
		   .allow = A_DEF,
		   .bits = F_BYTE | F_RW | F_PAIR | F_MW },
	[0x89] = { .kind = K_GEN,
		   .allow = A_DEF,
		   .bits = F_RW | F_PAIR | F_MW,
		   .op = SC_OP_MOV,
		   .op_mem = SC_OP_STORE },
	[0x8a] = { .kind = K_GEN,
		   .allow = A_DEF,
		   .bits = F_BYTE | F_GW | F_PAIR | F_MR },
	[0x8b] = { .kind = K_GEN,
		   .allow = A_DEF,
		   .bits = F_GW | F_PAIR | F_MR,
		   .op = SC_OP_MOV,
		   .op_mem = SC_OP_LOAD,
		   .op_idx = SC_OP_LOAD_INDEX },
	GROUP(8C),
	[0x8d] = { .kind = K_LEA,
		   .allow = A_DEF,
		   .bits = F_GW | F_MEM,
		   .op_mem = SC_OP_LEA },
	GROUP(8E),
	GROUP(8F),
	EIGHT(0x90, .kind = K_XCHG_A, .allow = A_DEF | P_F2 | P_F3),
	PLAIN(0x98, .writes = RAX),
	PLAIN(0x99, .writes = RDX),
	PLAIN(0x9b),
	[0x9c] = { .kind = K_STACK, .allow = A_DEF, .op = SC_OP_PUSH_OTHER },
	[0x9d] = { .kind = K_STACK, .allow = A_DEF, .op = SC_OP_POP_OTHER },
	PLAIN(0x9e),
	PLAIN(0x9f, .writes = RAX),
	[0xa0] = { .kind = K_MOFFS,
		   .allow = A_DEF & ~P_67,
		   .writes = RAX,
		   .bits = F_BYTE | F_ACC | F_MR },
	[0xa1] = { .kind = K_MOFFS,
		   .allow = A_DEF & ~P_67,
		   .writes = RAX,
		   .bits = F_ACC | F_MR,
		   .op_mem = SC_OP_LOAD },
	[0xa2] = { .kind = K_MOFFS,
		   .allow = A_DEF & ~P_67,
		   .bits = F_BYTE | F_MW },
	[0xa3] = { .kind = K_MOFFS,
		   .allow = A_DEF & ~P_67,
		   .bits = F_MW,
		   .op_mem = SC_OP_STORE },
	STRING2(0xa4, 7, RSI | RDI, F_MW),
	STRING2(0xa6, 6, RSI | RDI, F_MR),
	[0xa8] = { .kind = K_PLAIN, .imm = I_B, .allow = A_DEF },
	[0xa9] = { .kind = K_PLAIN, .imm = I_Z, .allow = A_DEF },
	STRING2(0xaa, 7, RDI, F_MW),
	STRING2(0xac, 6, RSI | RAX, F_MR),
	STRING2(0xae, 7, RDI, F_MR),
	EIGHT(0xb0, .kind = K_MOVI8, .imm = I_B, .allow = A_DEF,
	      .bits = F_BYTE),
	EIGHT(0xb8, .kind = K_MOVI, .allow = A_DEF),
	GROUP(C0),
	GROUP(C1),
	[0xc2] = { .kind = K_RET,
		   .imm = I_W,
		   .allow = P_F2 | P_F3 | P_NULL,
		   .op = SC_OP_RET },
	[0xc3] = { .kind = K_RET,
		   .allow = P_F2 | P_F3 | P_NULL,
		   .op = SC_OP_RET },
	[0xc4] = { .kind = K_VEX3, .allow = P_67 | P_SEG | P_NULL },
	[0xc5] = { .kind = K_VEX2, .allow = P_67 | P_SEG | P_NULL },
	GROUP(C6),
	GROUP(C7),
	[0xc8] = { .kind = K_ENTER, .op = SC_OP_ENTER },
	[0xc9] = { .kind = K_STACK, .allow = P_66 | P_NULL, .op = SC_OP_LEAVE },
	[0xca] = { .kind = K_PLAIN, .imm = I_W, .op = SC_OP_SYSTEM },
	[0xcb] = { .kind = K_PLAIN, .op = SC_OP_SYSTEM },
	[0xcc] = { .kind = K_PLAIN, .op = SC_OP_INT3 },
	[0xcd] = { .kind = K_PLAIN, .imm = I_B },
	[0xcf] = { .kind = K_PLAIN, .op = SC_OP_SYSTEM },
	GROUP(D0),
	GROUP(D1),
	[0xd2] = { .kind = K_GROUP + GRP_D0 },
	[0xd3] = { .kind = K_GROUP + GRP_D1 },
	[0xd6] = { .kind = K_PLAIN, .allow = A_UD, .op = SC_OP_UD }, /* udb */
	[0xd7] = { .kind = K_XLAT, .writes = RAX, .bits = F_BYTE | F_MR },
	X87(0xd8),
	X87(0xd9),
	X87(0xda),
	X87(0xdb),
	X87(0xdc),
	X87(0xdd),
	X87(0xde),
	X87(0xdf),
	REL8(0xe0, SC_OP_JCC, RCX, P_67),
	REL8(0xe1, SC_OP_JCC, RCX, P_67),
	REL8(0xe2, SC_OP_JCC, RCX, P_67),
	REL8(0xe3, SC_OP_JCC, 0, P_67),
	[0xe4] = { .kind = K_PLAIN,
		   .imm = I_B,
		   .allow = A_DEF,
		   .bits = F_ACC,
		   .writes = RAX },
	[0xe5] = { .kind = K_PLAIN,
		   .imm = I_B,
		   .allow = A_DEF,
		   .bits = F_ACC,
		   .writes = RAX },
	[0xe6] = { .kind = K_PLAIN, .imm = I_B, .allow = A_DEF },
	[0xe7] = { .kind = K_PLAIN, .imm = I_B, .allow = A_DEF },
	[0xe8] = { .kind = K_REL32,
		   .allow = P_67 | P_F2 | P_NULL,
		   .op = SC_OP_CALL },
	[0xe9] = { .kind = K_REL32,
		   .allow = P_67 | P_F2 | P_NULL,
		   .op = SC_OP_JMP },
	REL8(0xeb, SC_OP_JMP, 0, P_F2 | P_NULL),
	PLAIN(0xec, .bits = F_ACC, .writes = RAX),
	PLAIN(0xed, .bits = F_ACC, .writes = RAX),
	PLAIN(0xee),
	PLAIN(0xef),
	[0xf1] = { .kind = K_PLAIN },
	[0xf4] = { .kind = K_PLAIN, .op = SC_OP_HLT },
	PLAIN(0xf5),
	GROUP(F6),
	GROUP(F7),
	PLAIN(0xf8),
	PLAIN(0xf9),
	PLAIN(0xfa),
	PLAIN(0xfb),
	[0xfc] = { .kind = K_PLAIN, .op = SC_OP_CLD },
	[0xfd] = { .kind = K_PLAIN, .op = SC_OP_STD },
	GROUP(FE),
	GROUP(FF),
};
