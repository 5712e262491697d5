// SPDX-License-Identifier: GPL-2.0-only
/* Opcodes after 0f. */
#include "arch/x86/decode/table.h"

#define MRW (F_MR | F_MW)
#define GEN(n, bits_, ...)                                                     \
	[n] = { K_GEN, .allow = A_DEF, .bits = (bits_), __VA_ARGS__ }
#define GEN_LOCK(n, bits_, ...)                                                \
	[n] = { K_GEN, .allow = A_LOCK, .bits = (bits_), __VA_ARGS__ }
#define CMOV(n) GEN(n, F_GW | F_PAIR | F_MR)
#define JCC(n) [n] = { K_REL32, .allow = P_F2 | P_NULL, .op = SC_OP_JCC }
#define SETCC(n) GEN(n, F_BYTE | F_RW | F_MW)
#define PLAIN(n, ...) [n] = { K_PLAIN, __VA_ARGS__ }
#define GROUP(n) [0x##n] = { K_GROUP + GRP_##n }
#define SSE(n) [n] = { K_SSE, .allow = A_DEF | P_F2 | P_F3 }
#define SSE4(n) SSE(n), SSE((n) + 1), SSE((n) + 2), SSE((n) + 3)
#define SSE_I(n) [n] = { K_SSE, I_B, A_DEF | P_F2 | P_F3 }
#define BSWAP(n) [n] = { K_BSWAP, .allow = P_NULL }
#define NOP_RM(n) [n] = { K_NOP_RM, .allow = A_DEF }

#define RAX 1
#define RCX 2
#define RDX 4
#define RBX 8
#define R11 0x800

const struct sc_x86_desc sc_x86_two[256] = {
	GROUP(00),
	[0x01] = { K_0F01, .allow = P_67 | P_SEG | P_NULL | P_F3 },
	GEN(0x02, F_GW | F_PAIR | F_MR, .msize = 2),
	GEN(0x03, F_GW | F_PAIR | F_MR, .msize = 2),
	PLAIN(0x05, .op = SC_OP_SYSCALL, .writes = RCX | R11),
	PLAIN(0x06),
	PLAIN(0x07, .op = SC_OP_SYSTEM),
	PLAIN(0x08),
	PLAIN(0x09),
	PLAIN(0x0b, .op = SC_OP_UD),
	GROUP(0D),
	SSE4(0x10), SSE4(0x14),
	GROUP(18),
	NOP_RM(0x19), NOP_RM(0x1c), NOP_RM(0x1d),
	[0x1e] = { K_NOP_RM, .allow = A_DEF | P_F3 },
	NOP_RM(0x1f),
	[0x20] = { K_CR, .bits = F_RW },
	[0x21] = { K_CR, .bits = F_RW },
	[0x22] = { K_CR },
	[0x23] = { K_CR },
	SSE4(0x28), SSE4(0x2c),
	PLAIN(0x30),
	PLAIN(0x31, .writes = RAX | RDX),
	PLAIN(0x32, .writes = RAX | RDX),
	PLAIN(0x33, .writes = RAX | RDX),
	PLAIN(0x34, .op = SC_OP_SYSCALL),
	PLAIN(0x35, .op = SC_OP_SYSTEM),
	PLAIN(0x37, .writes = RAX | RBX | RCX),
	[0x38] = { K_MAP38, .allow = A_DEF | P_F2 | P_F3 },
	[0x3a] = { K_MAP3A, .allow = A_DEF | P_F2 | P_F3 },
	CMOV(0x40), CMOV(0x41), CMOV(0x42), CMOV(0x43), CMOV(0x44), CMOV(0x45),
	CMOV(0x46), CMOV(0x47), CMOV(0x48), CMOV(0x49), CMOV(0x4a), CMOV(0x4b),
	CMOV(0x4c), CMOV(0x4d), CMOV(0x4e), CMOV(0x4f),
	SSE4(0x50), SSE4(0x54), SSE4(0x58), SSE4(0x5c),
	SSE4(0x60), SSE4(0x64), SSE4(0x68), SSE4(0x6c),
	SSE_I(0x70), SSE_I(0x71), SSE_I(0x72), SSE_I(0x73),
	SSE(0x74), SSE(0x75), SSE(0x76),
	PLAIN(0x77),
	[0x78] = { K_GEN, .bits = F_RW | F_PAIR | F_MW | F_64 },
	[0x79] = { K_GEN, .bits = F_MR | F_64 },
	SSE(0x7c), SSE(0x7d), SSE(0x7e), SSE(0x7f),
	JCC(0x80), JCC(0x81), JCC(0x82), JCC(0x83), JCC(0x84), JCC(0x85),
	JCC(0x86), JCC(0x87), JCC(0x88), JCC(0x89), JCC(0x8a), JCC(0x8b),
	JCC(0x8c), JCC(0x8d), JCC(0x8e), JCC(0x8f),
	SETCC(0x90), SETCC(0x91), SETCC(0x92), SETCC(0x93), SETCC(0x94),
	SETCC(0x95), SETCC(0x96), SETCC(0x97), SETCC(0x98), SETCC(0x99),
	SETCC(0x9a), SETCC(0x9b), SETCC(0x9c), SETCC(0x9d), SETCC(0x9e),
	SETCC(0x9f),
	[0xa0] = { K_STACK, .allow = P_66 | P_NULL, .op = SC_OP_PUSH_OTHER },
	[0xa1] = { K_STACK, .allow = P_66 | P_NULL, .op = SC_OP_POP_OTHER },
	PLAIN(0xa2, .writes = RAX | RBX | RCX | RDX),
	GEN(0xa3, F_MR),
	GEN(0xa4, F_RW | F_PAIR | MRW, .imm = I_B),
	GEN(0xa5, F_RW | F_PAIR | MRW),
	[0xa8] = { K_STACK, .allow = P_66 | P_NULL, .op = SC_OP_PUSH_OTHER },
	[0xa9] = { K_STACK, .allow = P_66 | P_NULL, .op = SC_OP_POP_OTHER },
	PLAIN(0xaa, .op = SC_OP_SYSTEM),
	GEN_LOCK(0xab, F_RW | F_PAIR | MRW),
	GEN(0xac, F_RW | F_PAIR | MRW, .imm = I_B),
	GEN(0xad, F_RW | F_PAIR | MRW),
	[0xae] = { K_0FAE, .allow = A_DEF | P_F3 },
	GEN(0xaf, F_GW | F_PAIR | F_MR),
	GEN_LOCK(0xb0, F_BYTE | F_RW | F_PAIR | MRW, .writes = RAX),
	GEN_LOCK(0xb1, F_RW | F_PAIR | MRW, .writes = RAX),
	GEN_LOCK(0xb3, F_RW | F_PAIR | MRW),
	GEN(0xb6, F_RMBYTE | F_GW | F_PAIR | F_MR, .msize = 1),
	GEN(0xb7, F_GW | F_PAIR | F_MR, .msize = 2),
	[0xb8] = { K_BITSCAN, .allow = A_DEF | P_F3,
		   .bits = F_GW | F_PAIR | F_MR },
	[0xb9] = { K_PLAIN, .op = SC_OP_UD },
	GROUP(BA),
	GEN_LOCK(0xbb, F_RW | F_PAIR | MRW),
	[0xbc] = { K_BITSCAN, .allow = A_DEF | P_F3,
		   .bits = F_GW | F_PAIR | F_MR },
	[0xbd] = { K_BITSCAN, .allow = A_DEF | P_F3,
		   .bits = F_GW | F_PAIR | F_MR },
	GEN(0xbe, F_RMBYTE | F_GW | F_PAIR | F_MR, .msize = 1),
	GEN(0xbf, F_GW | F_PAIR | F_MR, .msize = 2),
	GEN_LOCK(0xc0, F_BYTE | F_RW | F_GW | F_PAIR | MRW),
	GEN_LOCK(0xc1, F_RW | F_GW | F_PAIR | MRW),
	SSE_I(0xc2),
	[0xc3] = { K_GEN, .allow = A_DEF & ~P_66, .bits = F_MW | F_MEM },
	SSE_I(0xc4), SSE_I(0xc5), SSE_I(0xc6),
	[0xc7] = { K_0FC7, .allow = A_LOCK | P_F3 },
	BSWAP(0xc8), BSWAP(0xc9), BSWAP(0xca), BSWAP(0xcb),
	BSWAP(0xcc), BSWAP(0xcd), BSWAP(0xce), BSWAP(0xcf),
	SSE4(0xd0), SSE4(0xd4), SSE4(0xd8), SSE4(0xdc),
	SSE4(0xe0), SSE4(0xe4), SSE4(0xe8), SSE4(0xec),
	SSE4(0xf0), SSE4(0xf4), SSE4(0xf8), SSE(0xfc), SSE(0xfd), SSE(0xfe),
};
