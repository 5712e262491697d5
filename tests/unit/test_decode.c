// SPDX-License-Identifier: GPL-2.0-only
/*
 * Bytes and what the decoder makes of them: every operation, and every form
 * that writes a stack register.
 */
#include "tests/unit/test.h"

#include "arch/x86/decode/capstone.h"
#include "arch/x86/decode/capstone_regs.h"
#include "arch/x86/decode/decode.h"
#include "arch/x86/decode/table.h"

#define NO SC_REG_NONE
#define PC SC_REG_PC
#define R SC_F_MEMR
#define W SC_F_MEMW
#define S SC_F_SEG
#define N SC_F_NARROW
#define B(reg) (1u << (reg))

enum {
	RAX,
	RCX,
	RDX,
	RBX,
	RSP,
	RBP,
	RSI,
	RDI,
	R8,
	R9,
	R10,
	R11,
	R12,
	R13,
	R14,
	R15,
};

struct expect {
	const char *hex;
	uint8_t op;
	int32_t val;
	uint8_t reg, base, index, size, flags;
	uint16_t writes;
};

static const struct expect cases[] = {
	/* nop */
	{ "90", SC_OP_NOP, 0, NO, NO, NO, 0, 0, 0 },
	{ "4890", SC_OP_NOP, 0, NO, NO, NO, 0, 0, 0 },
	{ "6690", SC_OP_NOP, 0, NO, NO, NO, 0, 0, 0 },
	{ "f390", SC_OP_NOP, 0, NO, NO, NO, 0, 0, 0 },
	{ "4190", SC_OP_OTHER, 0, RAX, R8, NO, 0, 0, B(RAX) | B(R8) },
	{ "4990", SC_OP_XCHG, 0, RAX, R8, NO, 0, 0, B(RAX) | B(R8) },
	{ "664190", SC_OP_OTHER, 0, RAX, R8, NO, 0, 0, B(RAX) | B(R8) },
	{ "f30f1efa", SC_OP_NOP, 0, NO, NO, NO, 0, 0, 0 },
	{ "f30f1efb", SC_OP_NOP, 0, NO, NO, NO, 0, 0, 0 },
	{ "0f1f440000", SC_OP_NOP, 0, NO, NO, NO, 0, 0, 0 },
	{ "662e0f1f840000000000", SC_OP_NOP, 0, NO, NO, NO, 0, 0, 0 },
	{ "66662e0f1f840000000000", SC_OP_NOP, 0, NO, NO, NO, 0, 0, 0 },
	{ "0f1ec8", SC_OP_NOP, 0, NO, NO, NO, 0, 0, 0 },
	{ "f3480f1ec8", SC_OP_OTHER, 0, RAX, NO, NO, 0, 0, B(RAX) },
	{ "f30f1ecc", SC_OP_OTHER, 0, RSP, NO, NO, 0, 0, B(RSP) },
	/* register moves */
	{ "4889e5", SC_OP_MOV, 0, RBP, RSP, NO, 0, 0, B(RBP) },
	{ "488bec", SC_OP_MOV, 0, RBP, RSP, NO, 0, 0, B(RBP) },
	{ "4c89fc", SC_OP_MOV, 0, RSP, R15, NO, 0, 0, B(RSP) },
	{ "4989e4", SC_OP_MOV, 0, R12, RSP, NO, 0, 0, B(R12) },
	{ "89e5", SC_OP_OTHER, 0, RBP, RSP, NO, 0, 0, B(RBP) },
	{ "6689e5", SC_OP_OTHER, 0, RBP, RSP, NO, 0, 0, B(RBP) },
	{ "4088e5", SC_OP_OTHER, 0, RBP, RSP, NO, 0, 0, B(RBP) },
	{ "88e5", SC_OP_OTHER, 0, RCX, RAX, NO, 0, 0, B(RCX) },
	{ "4088c4", SC_OP_OTHER, 0, RSP, RAX, NO, 0, 0, B(RSP) },
	{ "88c4", SC_OP_OTHER, 0, RAX, RAX, NO, 0, 0, B(RAX) },
	{ "89c0", SC_OP_OTHER, 0, RAX, RAX, NO, 0, 0, B(RAX) },
	/* lea */
	{ "488d65f0", SC_OP_LEA, -16, RSP, RBP, NO, 0, 0, B(RSP) },
	{ "488d243c", SC_OP_LEA_INDEX, 0, RSP, RSP, 0 << 5 | RDI, 0, 0,
	  B(RSP) },
	{ "488d6c2410", SC_OP_LEA, 16, RBP, RSP, NO, 0, 0, B(RBP) },
	{ "488da42400010000", SC_OP_LEA, 256, RSP, RSP, NO, 0, 0, B(RSP) },
	{ "488d0510000000", SC_OP_OTHER, 16, RAX, PC, NO, 0, 0, B(RAX) },
	{ "488d248500000000", SC_OP_OTHER, 0, RSP, NO, 2 << 5 | RAX, 0, 0,
	  B(RSP) },
	{ "8d642408", SC_OP_OTHER, 8, RSP, RSP, NO, 0, 0, B(RSP) },
	{ "67488d642408", SC_OP_OTHER, 8, RSP, RSP, NO, 0, N, B(RSP) },
	{ "65488d642408", SC_OP_LEA, 8, RSP, RSP, NO, 0, 0, B(RSP) },
	{ "498d6208", SC_OP_LEA, 8, RSP, R10, NO, 0, 0, B(RSP) },
	/* add and sub */
	{ "4883c408", SC_OP_ADD, 8, RSP, NO, NO, 0, 0, B(RSP) },
	{ "4883ec08", SC_OP_ADD, -8, RSP, NO, NO, 0, 0, B(RSP) },
	{ "4881ec00000080", SC_OP_OTHER, 0, RSP, NO, NO, 0, 0, B(RSP) },
	{ "4881c400000080", SC_OP_ADD, INT32_MIN, RSP, NO, NO, 0, 0, B(RSP) },
	{ "48ffc4", SC_OP_ADD, 1, RSP, NO, NO, 0, 0, B(RSP) },
	{ "48ffcd", SC_OP_ADD, -1, RBP, NO, NO, 0, 0, B(RBP) },
	{ "480500010000", SC_OP_ADD, 256, RAX, NO, NO, 0, 0, B(RAX) },
	{ "482d00010000", SC_OP_ADD, -256, RAX, NO, NO, 0, 0, B(RAX) },
	{ "4801c4", SC_OP_ADD_REG, 0, RSP, RAX, NO, 0, 0, B(RSP) },
	{ "4803e0", SC_OP_ADD_REG, 0, RSP, RAX, NO, 0, 0, B(RSP) },
	{ "4829c4", SC_OP_SUB_REG, 0, RSP, RAX, NO, 0, 0, B(RSP) },
	{ "482be0", SC_OP_SUB_REG, 0, RSP, RAX, NO, 0, 0, B(RSP) },
	{ "83ec08", SC_OP_OTHER, 0, RSP, NO, NO, 0, 0, B(RSP) },
	{ "6683ec08", SC_OP_OTHER, 0, RSP, NO, NO, 0, 0, B(RSP) },
	{ "4080ec08", SC_OP_OTHER, 0, RSP, NO, NO, 0, 0, B(RSP) },
	{ "ffc4", SC_OP_OTHER, 0, RSP, NO, NO, 0, 0, B(RSP) },
	{ "4811c4", SC_OP_OTHER, 0, RSP, RAX, NO, 0, 0, B(RSP) },
	{ "4883d400", SC_OP_OTHER, 0, RSP, NO, NO, 0, 0, B(RSP) },
	{ "4809c4", SC_OP_OTHER, 0, RSP, RAX, NO, 0, 0, B(RSP) },
	{ "4831c4", SC_OP_OTHER, 0, RSP, RAX, NO, 0, 0, B(RSP) },
	/* and */
	{ "4883e4f0", SC_OP_AND, -16, RSP, NO, NO, 0, 0, B(RSP) },
	{ "4881e400f0ffff", SC_OP_AND, -4096, RSP, NO, NO, 0, 0, B(RSP) },
	{ "4825f0ffffff", SC_OP_AND, -16, RAX, NO, NO, 0, 0, B(RAX) },
	{ "83e4f0", SC_OP_OTHER, 0, RSP, NO, NO, 0, 0, B(RSP) },
	{ "4821c4", SC_OP_OTHER, 0, RSP, RAX, NO, 0, 0, B(RSP) },
	/* immediates */
	{ "31ed", SC_OP_MOVI, 0, RBP, NO, NO, 0, 0, B(RBP) },
	{ "4831ed", SC_OP_MOVI, 0, RBP, NO, NO, 0, 0, B(RBP) },
	{ "4531c0", SC_OP_MOVI, 0, R8, NO, NO, 0, 0, B(R8) },
	{ "6631ed", SC_OP_OTHER, 0, RBP, RBP, NO, 0, 0, B(RBP) },
	{ "30db", SC_OP_OTHER, 0, RBX, RBX, NO, 0, 0, B(RBX) },
	{ "33e4", SC_OP_MOVI, 0, RSP, NO, NO, 0, 0, B(RSP) },
	{ "31e5", SC_OP_OTHER, 0, RBP, RSP, NO, 0, 0, B(RBP) },
	{ "bd05000000", SC_OP_MOVI, 5, RBP, NO, NO, 0, 0, B(RBP) },
	{ "bd00000080", SC_OP_OTHER, 0, RBP, NO, NO, 0, 0, B(RBP) },
	{ "48bd0500000000000000", SC_OP_MOVI, 5, RBP, NO, NO, 0, 0, B(RBP) },
	{ "48bd0500000001000000", SC_OP_OTHER, 0, RBP, NO, NO, 0, 0, B(RBP) },
	{ "48bcffffffffffffffff", SC_OP_MOVI, -1, RSP, NO, NO, 0, 0, B(RSP) },
	{ "48c7c4ffffffff", SC_OP_MOVI, -1, RSP, NO, NO, 0, 0, B(RSP) },
	{ "c7c5ffffffff", SC_OP_OTHER, 0, RBP, NO, NO, 0, 0, B(RBP) },
	{ "c7c501000000", SC_OP_MOVI, 1, RBP, NO, NO, 0, 0, B(RBP) },
	{ "66bd0500", SC_OP_OTHER, 0, RBP, NO, NO, 0, 0, B(RBP) },
	{ "40b401", SC_OP_OTHER, 0, RSP, NO, NO, 0, 0, B(RSP) },
	{ "40b501", SC_OP_OTHER, 0, RBP, NO, NO, 0, 0, B(RBP) },
	{ "b401", SC_OP_OTHER, 0, RAX, NO, NO, 0, 0, B(RAX) },
	{ "c6c001", SC_OP_OTHER, 0, RAX, NO, NO, 0, 0, B(RAX) },
	/* loads */
	{ "488b442408", SC_OP_LOAD, 8, RAX, RSP, NO, 8, R, B(RAX) },
	{ "488b0510000000", SC_OP_LOAD, 16, RAX, PC, NO, 8, R, B(RAX) },
	{ "488b042500100000", SC_OP_LOAD, 4096, RAX, NO, NO, 8, R, B(RAX) },
	{ "488b6500", SC_OP_LOAD, 0, RSP, RBP, NO, 8, R, B(RSP) },
	{ "488b2424", SC_OP_LOAD, 0, RSP, RSP, NO, 8, R, B(RSP) },
	{ "488b04c500000000", SC_OP_LOAD_INDEX, 0, RAX, NO, 3 << 5 | RAX, 8, R,
	  B(RAX) },
	{ "4a8b24e0", SC_OP_LOAD_INDEX, 0, RSP, RAX, 3 << 5 | R12, 8, R,
	  B(RSP) },
	{ "65488b042528000000", SC_OP_OTHER, 40, RAX, NO, NO, 8, R | S,
	  B(RAX) },
	{ "64488b242500000000", SC_OP_OTHER, 0, RSP, NO, NO, 8, R | S, B(RSP) },
	{ "67488b00", SC_OP_OTHER, 0, RAX, RAX, NO, 8, R | N, B(RAX) },
	{ "8b048500000000", SC_OP_OTHER, 0, RAX, NO, 2 << 5 | RAX, 4, R,
	  B(RAX) },
	{ "8b6c2408", SC_OP_OTHER, 8, RBP, RSP, NO, 4, R, B(RBP) },
	{ "0fb66c2408", SC_OP_OTHER, 8, RBP, RSP, NO, 1, R, B(RBP) },
	{ "0fb6ec", SC_OP_OTHER, 0, RBP, RAX, NO, 0, 0, B(RBP) },
	{ "480fbee0", SC_OP_OTHER, 0, RSP, RAX, NO, 0, 0, B(RSP) },
	{ "48630487", SC_OP_MOVSXD, 0, RAX, RDI, 2 << 5 | RAX, 4, R, B(RAX) },
	{ "4863e0", SC_OP_OTHER, 0, RSP, RAX, NO, 0, 0, B(RSP) },
	{ "630487", SC_OP_OTHER, 0, RAX, RDI, 2 << 5 | RAX, 4, R, B(RAX) },
	{ "48a12800000000000000", SC_OP_LOAD, 40, RAX, NO, NO, 8, R, B(RAX) },
	{ "48a32800000000000000", SC_OP_STORE, 40, RAX, NO, NO, 8, W, 0 },
	{ "6548a12800000000000000", SC_OP_OTHER, 40, RAX, NO, NO, 8, R | S,
	  B(RAX) },
	{ "a02800000000000000", SC_OP_OTHER, 40, RAX, NO, NO, 1, R, B(RAX) },
	/* stores */
	{ "4889442408", SC_OP_STORE, 8, RAX, RSP, NO, 8, W, 0 },
	{ "48892c24", SC_OP_STORE, 0, RBP, RSP, NO, 8, W, 0 },
	{ "488965f8", SC_OP_STORE, -8, RSP, RBP, NO, 8, W, 0 },
	{ "488904c7", SC_OP_OTHER, 0, NO, RDI, 3 << 5 | RAX, 8, W, 0 },
	{ "654889242500000000", SC_OP_OTHER, 0, NO, NO, NO, 8, W | S, 0 },
	{ "89442408", SC_OP_OTHER, 8, NO, RSP, NO, 4, W, 0 },
	{ "88442408", SC_OP_OTHER, 8, NO, RSP, NO, 1, W, 0 },
	{ "48c744240801000000", SC_OP_OTHER, 8, NO, RSP, NO, 8, W, 0 },
	{ "c744240801000000", SC_OP_OTHER, 8, NO, RSP, NO, 4, W, 0 },
	{ "66c74424080100", SC_OP_OTHER, 8, NO, RSP, NO, 2, W, 0 },
	{ "c644240801", SC_OP_OTHER, 8, NO, RSP, NO, 1, W, 0 },
	{ "668cd8", SC_OP_OTHER, 0, RAX, NO, NO, 0, 0, B(RAX) },
	{ "8cd5", SC_OP_OTHER, 0, RBP, NO, NO, 0, 0, B(RBP) },
	{ "8c5c2408", SC_OP_OTHER, 8, NO, RSP, NO, 2, W, 0 },
	{ "8ed8", SC_OP_OTHER, 0, NO, NO, NO, 0, 0, 0 },
	/* exchanges */
	{ "4887e0", SC_OP_XCHG, 0, RAX, RSP, NO, 0, 0, B(RAX) | B(RSP) },
	{ "4894", SC_OP_XCHG, 0, RAX, RSP, NO, 0, 0, B(RAX) | B(RSP) },
	{ "4895", SC_OP_XCHG, 0, RAX, RBP, NO, 0, 0, B(RAX) | B(RBP) },
	{ "87e5", SC_OP_OTHER, 0, RBP, RSP, NO, 0, 0, B(RSP) | B(RBP) },
	{ "48872424", SC_OP_OTHER, 0, NO, RSP, NO, 8, R | W, B(RSP) },
	{ "4086e5", SC_OP_OTHER, 0, RBP, RSP, NO, 0, 0, B(RSP) | B(RBP) },
	{ "86e5", SC_OP_OTHER, 0, RCX, RAX, NO, 0, 0, B(RAX) | B(RCX) },
	{ "480fc1c4", SC_OP_OTHER, 0, RSP, RAX, NO, 0, 0, B(RAX) | B(RSP) },
	{ "f0480fc10424", SC_OP_OTHER, 0, NO, RSP, NO, 8, R | W, B(RAX) },
	{ "480fb1e5", SC_OP_OTHER, 0, RBP, RSP, NO, 0, 0, B(RAX) | B(RBP) },
	{ "f0480fb12424", SC_OP_OTHER, 0, NO, RSP, NO, 8, R | W, B(RAX) },
	{ "f00fc70c24", SC_OP_OTHER, 0, NO, RSP, NO, 8, R | W,
	  B(RAX) | B(RDX) },
	{ "f0480fc70c24", SC_OP_OTHER, 0, NO, RSP, NO, 16, R | W,
	  B(RAX) | B(RDX) },
	/* comparisons */
	{ "4883f808", SC_OP_CMP, 8, RAX, NO, NO, 8, 0, 0 },
	{ "83fc08", SC_OP_CMP, 8, RSP, NO, NO, 4, 0, 0 },
	{ "6683fdff", SC_OP_CMP, -1, RBP, NO, NO, 2, 0, 0 },
	{ "4080fc80", SC_OP_CMP, -128, RSP, NO, NO, 1, 0, 0 },
	{ "80fc80", SC_OP_CMP, -128, RAX, NO, NO, 1, 0, 0 },
	{ "483d00010000", SC_OP_CMP, 256, RAX, NO, NO, 8, 0, 0 },
	{ "3c05", SC_OP_CMP, 5, RAX, NO, NO, 1, 0, 0 },
	{ "48837c240800", SC_OP_OTHER, 8, NO, RSP, NO, 8, R, 0 },
	{ "4839c4", SC_OP_OTHER, 0, NO, NO, NO, 0, 0, 0 },
	{ "4885e4", SC_OP_OTHER, 0, NO, NO, NO, 0, 0, 0 },
	{ "a801", SC_OP_OTHER, 0, NO, NO, NO, 0, 0, 0 },
	{ "f644240801", SC_OP_OTHER, 8, NO, RSP, NO, 1, R, 0 },
	{ "f7c401000000", SC_OP_OTHER, 0, NO, NO, NO, 0, 0, 0 },
	/* stack */
	{ "54", SC_OP_PUSH, 0, RSP, NO, NO, 8, 0, 0 },
	{ "55", SC_OP_PUSH, 0, RBP, NO, NO, 8, 0, 0 },
	{ "4154", SC_OP_PUSH, 0, R12, NO, NO, 8, 0, 0 },
	{ "6655", SC_OP_PUSH, 0, RBP, NO, NO, 2, N, 0 },
	{ "5c", SC_OP_POP, 0, RSP, NO, NO, 8, 0, B(RSP) },
	{ "5d", SC_OP_POP, 0, RBP, NO, NO, 8, 0, B(RBP) },
	{ "415f", SC_OP_POP, 0, R15, NO, NO, 8, 0, B(R15) },
	{ "665d", SC_OP_POP, 0, RBP, NO, NO, 2, N, B(RBP) },
	{ "ff742408", SC_OP_PUSH_MEM, 8, NO, RSP, NO, 8, R, 0 },
	{ "ff3510000000", SC_OP_PUSH_MEM, 16, NO, PC, NO, 8, R, 0 },
	{ "65ff342500000000", SC_OP_PUSH_MEM, 0, NO, NO, NO, 8, R | S, 0 },
	{ "fff4", SC_OP_PUSH, 0, RSP, NO, NO, 8, 0, 0 },
	{ "6aff", SC_OP_PUSH_OTHER, 0, NO, NO, NO, 8, 0, 0 },
	{ "6800010000", SC_OP_PUSH_OTHER, 0, NO, NO, NO, 8, 0, 0 },
	{ "9c", SC_OP_PUSH_OTHER, 0, NO, NO, NO, 8, 0, 0 },
	{ "0fa0", SC_OP_PUSH_OTHER, 0, NO, NO, NO, 8, 0, 0 },
	{ "8f442408", SC_OP_POP_MEM, 8, NO, RSP, NO, 8, W, 0 },
	{ "8f0424", SC_OP_POP_MEM, 0, NO, RSP, NO, 8, W, 0 },
	{ "8fc4", SC_OP_POP, 0, RSP, NO, NO, 8, 0, B(RSP) },
	{ "9d", SC_OP_POP_OTHER, 0, NO, NO, NO, 8, 0, 0 },
	{ "0fa9", SC_OP_POP_OTHER, 0, NO, NO, NO, 8, 0, 0 },
	{ "c9", SC_OP_LEAVE, 0, NO, NO, NO, 8, 0, 0 },
	{ "66c9", SC_OP_LEAVE, 0, NO, NO, NO, 2, N, 0 },
	{ "c8100002", SC_OP_ENTER, 16, NO, NO, 2, 8, 0, 0 },
	{ "fd", SC_OP_STD, 0, NO, NO, NO, 0, 0, 0 },
	{ "fc", SC_OP_CLD, 0, NO, NO, NO, 0, 0, 0 },
	/* control flow */
	{ "ebfe", SC_OP_JMP, -2, NO, NO, NO, 0, 0, 0 },
	{ "e900010000", SC_OP_JMP, 256, NO, NO, NO, 0, 0, 0 },
	{ "f2e900000000", SC_OP_JMP, 0, NO, NO, NO, 0, 0, 0 },
	{ "7410", SC_OP_JCC, 16, NO, NO, NO, 0, 0, 0 },
	{ "0f8400010000", SC_OP_JCC, 256, NO, NO, NO, 0, 0, 0 },
	{ "2e7410", SC_OP_JCC, 16, NO, NO, NO, 0, 0, 0 },
	{ "f27410", SC_OP_JCC, 16, NO, NO, NO, 0, 0, 0 },
	{ "e2fe", SC_OP_JCC, -2, NO, NO, NO, 0, 0, B(RCX) },
	{ "e100", SC_OP_JCC, 0, NO, NO, NO, 0, 0, B(RCX) },
	{ "e310", SC_OP_JCC, 16, NO, NO, NO, 0, 0, 0 },
	{ "67e310", SC_OP_JCC, 16, NO, NO, NO, 0, N, 0 },
	{ "c7f810000000", SC_OP_JCC, 16, NO, NO, NO, 0, 0, B(RAX) },
	{ "e800000000", SC_OP_CALL, 0, NO, NO, NO, 0, 0, 0 },
	{ "67e805000000", SC_OP_CALL, 5, NO, NO, NO, 0, 0, 0 },
	{ "ffe0", SC_OP_JMP_REG, 0, NO, RAX, NO, 0, 0, 0 },
	{ "3effe0", SC_OP_JMP_REG, 0, NO, RAX, NO, 0, 0, 0 },
	{ "f241ffe3", SC_OP_JMP_REG, 0, NO, R11, NO, 0, 0, 0 },
	{ "ff24c500000000", SC_OP_JMP_MEM, 0, NO, NO, 3 << 5 | RAX, 8, R, 0 },
	{ "ff2510000000", SC_OP_JMP_MEM, 16, NO, PC, NO, 8, R, 0 },
	{ "ffd0", SC_OP_CALL_REG, 0, NO, RAX, NO, 0, 0, 0 },
	{ "41ffd4", SC_OP_CALL_REG, 0, NO, R12, NO, 0, 0, 0 },
	{ "ff542408", SC_OP_CALL_MEM, 8, NO, RSP, NO, 8, R, 0 },
	{ "ff142500000000", SC_OP_CALL_MEM, 0, NO, NO, NO, 8, R, 0 },
	{ "65ff1510000000", SC_OP_CALL_MEM, 16, NO, PC, NO, 8, R | S, 0 },
	{ "c3", SC_OP_RET, 0, NO, NO, NO, 0, 0, 0 },
	{ "f3c3", SC_OP_RET, 0, NO, NO, NO, 0, 0, 0 },
	{ "f2c3", SC_OP_RET, 0, NO, NO, NO, 0, 0, 0 },
	{ "c20800", SC_OP_RET, 8, NO, NO, NO, 0, 0, 0 },
	{ "cf", SC_OP_SYSTEM, 0, NO, NO, NO, 0, 0, 0 },
	{ "48cf", SC_OP_SYSTEM, 0, NO, NO, NO, 0, 0, 0 },
	{ "cb", SC_OP_SYSTEM, 0, NO, NO, NO, 0, 0, 0 },
	{ "ca0800", SC_OP_SYSTEM, 0, NO, NO, NO, 0, 0, 0 },
	{ "ff2c24", SC_OP_SYSTEM, 0, NO, RSP, NO, 0, R, 0 },
	{ "480f07", SC_OP_SYSTEM, 0, NO, NO, NO, 0, 0, 0 },
	{ "0f35", SC_OP_SYSTEM, 0, NO, NO, NO, 0, 0, 0 },
	{ "0faa", SC_OP_SYSTEM, 0, NO, NO, NO, 0, 0, 0 },
	{ "0f05", SC_OP_SYSCALL, 0, NO, NO, NO, 0, 0, B(RCX) | B(R11) },
	{ "0f34", SC_OP_SYSCALL, 0, NO, NO, NO, 0, 0, 0 },
	{ "cd80", SC_OP_OTHER, 0, NO, NO, NO, 0, 0, 0 },
	{ "f1", SC_OP_OTHER, 0, NO, NO, NO, 0, 0, 0 },
	{ "ff1c24", SC_OP_SYSCALL, 0, NO, RSP, NO, 0, R, 0 },
	{ "0f0b", SC_OP_UD, 0, NO, NO, NO, 0, 0, 0 },
	{ "0fb9c0", SC_OP_UD, 0, NO, NO, NO, 0, 0, 0 },
	{ "0fb9442408", SC_OP_UD, 0, NO, NO, NO, 0, 0, 0 },
	{ "0fffc0", SC_OP_UD, 0, NO, NO, NO, 0, 0, 0 },
	{ "670fb94010", SC_OP_UD, 0, NO, NO, NO, 0, 0, 0 },
	{ "cc", SC_OP_INT3, 0, NO, NO, NO, 0, 0, 0 },
	{ "f4", SC_OP_HLT, 0, NO, NO, NO, 0, 0, 0 },
	/* arithmetic and system */
	{ "0f48e0", SC_OP_OTHER, 0, RSP, RAX, NO, 0, 0, B(RSP) },
	{ "480f446c2408", SC_OP_OTHER, 8, RBP, RSP, NO, 8, R, B(RBP) },
	{ "0f94442408", SC_OP_OTHER, 8, NO, RSP, NO, 1, W, 0 },
	{ "400f94c4", SC_OP_OTHER, 0, RSP, NO, NO, 0, 0, B(RSP) },
	{ "0f94c4", SC_OP_OTHER, 0, RAX, NO, NO, 0, 0, B(RAX) },
	{ "48c1e404", SC_OP_OTHER, 0, RSP, NO, NO, 0, 0, B(RSP) },
	{ "48d3e5", SC_OP_OTHER, 0, RBP, NO, NO, 0, 0, B(RBP) },
	{ "48d1ed", SC_OP_OTHER, 0, RBP, NO, NO, 0, 0, B(RBP) },
	{ "c1242402", SC_OP_OTHER, 0, NO, RSP, NO, 4, R | W, 0 },
	{ "480fa4c408", SC_OP_OTHER, 0, RSP, RAX, NO, 0, 0, B(RSP) },
	{ "480fade5", SC_OP_OTHER, 0, RBP, RSP, NO, 0, 0, B(RBP) },
	{ "480fcc", SC_OP_OTHER, 0, RSP, NO, NO, 0, 0, B(RSP) },
	{ "480fbce0", SC_OP_OTHER, 0, RSP, RAX, NO, 0, 0, B(RSP) },
	{ "f3480fb8e8", SC_OP_OTHER, 0, RBP, RAX, NO, 0, 0, B(RBP) },
	{ "f3480fbcec", SC_OP_OTHER, 0, RBP, RSP, NO, 0, 0, B(RBP) },
	{ "480fabc4", SC_OP_OTHER, 0, RSP, RAX, NO, 0, 0, B(RSP) },
	{ "f0480fba2c2403", SC_OP_OTHER, 0, NO, RSP, NO, 8, R | W, 0 },
	{ "480fa3c4", SC_OP_OTHER, 0, NO, NO, NO, 0, 0, 0 },
	{ "48f7e4", SC_OP_OTHER, 0, NO, NO, NO, 0, 0, B(RAX) | B(RDX) },
	{ "48f7f5", SC_OP_OTHER, 0, NO, NO, NO, 0, 0, B(RAX) | B(RDX) },
	{ "f6e1", SC_OP_OTHER, 0, NO, NO, NO, 0, 0, B(RAX) },
	{ "40f6f4", SC_OP_OTHER, 0, NO, NO, NO, 0, 0, B(RAX) },
	{ "480fafe0", SC_OP_OTHER, 0, RSP, RAX, NO, 0, 0, B(RSP) },
	{ "486be008", SC_OP_OTHER, 0, RSP, RAX, NO, 0, 0, B(RSP) },
	{ "48f7d4", SC_OP_OTHER, 0, RSP, NO, NO, 0, 0, B(RSP) },
	{ "48f7dd", SC_OP_OTHER, 0, RBP, NO, NO, 0, 0, B(RBP) },
	{ "4898", SC_OP_OTHER, 0, NO, NO, NO, 0, 0, B(RAX) },
	{ "4899", SC_OP_OTHER, 0, NO, NO, NO, 0, 0, B(RDX) },
	{ "9f", SC_OP_OTHER, 0, NO, NO, NO, 0, 0, B(RAX) },
	{ "d7", SC_OP_OTHER, 0, NO, RBX, RAX, 1, R, B(RAX) },
	{ "0fa2", SC_OP_OTHER, 0, NO, NO, NO, 0, 0,
	  B(RAX) | B(RCX) | B(RDX) | B(RBX) },
	{ "0f31", SC_OP_OTHER, 0, NO, NO, NO, 0, 0, B(RAX) | B(RDX) },
	{ "0f01f9", SC_OP_OTHER, 0, NO, NO, NO, 0, 0,
	  B(RAX) | B(RCX) | B(RDX) },
	{ "0f32", SC_OP_OTHER, 0, NO, NO, NO, 0, 0, B(RAX) | B(RDX) },
	{ "0f30", SC_OP_OTHER, 0, NO, NO, NO, 0, 0, 0 },
	{ "0f33", SC_OP_OTHER, 0, NO, NO, NO, 0, 0, B(RAX) | B(RDX) },
	{ "0f01d0", SC_OP_OTHER, 0, NO, NO, NO, 0, 0, B(RAX) | B(RDX) },
	{ "0f01ee", SC_OP_OTHER, 0, NO, NO, NO, 0, 0, B(RAX) | B(RDX) },
	{ "0fc7f4", SC_OP_OTHER, 0, RSP, NO, NO, 0, 0, B(RSP) },
	{ "480fc7fd", SC_OP_OTHER, 0, RBP, NO, NO, 0, 0, B(RBP) },
	{ "f3480faecc", SC_OP_OTHER, 0, RSP, NO, NO, 0, 0, B(RSP) },
	{ "f3480faedc", SC_OP_OTHER, 0, NO, NO, NO, 0, 0, 0 },
	{ "f3480faeec", SC_OP_OTHER, 0, NO, NO, NO, 0, 0, 0 },
	{ "0f00c4", SC_OP_OTHER, 0, RSP, NO, NO, 0, 0, B(RSP) },
	{ "0f01e4", SC_OP_OTHER, 0, RSP, NO, NO, 0, 0, B(RSP) },
	{ "0f012424", SC_OP_OTHER, 0, NO, RSP, NO, 2, W, 0 },
	{ "0f02e0", SC_OP_OTHER, 0, RSP, RAX, NO, 0, 0, B(RSP) },
	{ "0f20c4", SC_OP_OTHER, 0, RSP, NO, NO, 0, 0, B(RSP) },
	{ "0f22dc", SC_OP_OTHER, 0, NO, NO, NO, 0, 0, 0 },
	{ "440f20c5", SC_OP_OTHER, 0, RBP, NO, NO, 0, 0, B(RBP) },
	{ "e510", SC_OP_OTHER, 0, RAX, NO, NO, 0, 0, B(RAX) },
	{ "ec", SC_OP_OTHER, 0, RAX, NO, NO, 0, 0, B(RAX) },
	{ "ee", SC_OP_OTHER, 0, NO, NO, NO, 0, 0, 0 },
	{ "0f37", SC_OP_OTHER, 0, NO, NO, NO, 0, 0, B(RAX) | B(RCX) | B(RBX) },
	/* string */
	{ "f348ab", SC_OP_OTHER, 0, NO, RDI, NO, 0, W, B(RCX) | B(RDI) },
	{ "ab", SC_OP_OTHER, 0, NO, RDI, NO, 4, W, B(RDI) },
	{ "f3a4", SC_OP_OTHER, 0, NO, RDI, NO, 0, W, B(RCX) | B(RSI) | B(RDI) },
	{ "48a5", SC_OP_OTHER, 0, NO, RDI, NO, 8, W, B(RSI) | B(RDI) },
	{ "66a5", SC_OP_OTHER, 0, NO, RDI, NO, 2, W, B(RSI) | B(RDI) },
	{ "ac", SC_OP_OTHER, 0, NO, RSI, NO, 1, R, B(RAX) | B(RSI) },
	{ "ae", SC_OP_OTHER, 0, NO, RDI, NO, 1, R, B(RDI) },
	{ "a6", SC_OP_OTHER, 0, NO, RSI, NO, 1, R, B(RSI) | B(RDI) },
	{ "f36c", SC_OP_OTHER, 0, NO, RDI, NO, 0, W, B(RCX) | B(RDI) },
	{ "6f", SC_OP_OTHER, 0, NO, RSI, NO, 4, R, B(RSI) },
	{ "65ac", SC_OP_OTHER, 0, NO, RSI, NO, 1, R | S, B(RAX) | B(RSI) },
	/* memory that is not accessed, state */
	{ "0f180c24", SC_OP_OTHER, 0, NO, RSP, NO, 0, 0, 0 },
	{ "0f0d0c24", SC_OP_OTHER, 0, NO, RSP, NO, 0, 0, 0 },
	{ "0fae3c24", SC_OP_OTHER, 0, NO, RSP, NO, 0, 0, 0 },
	{ "660fae3c24", SC_OP_OTHER, 0, NO, RSP, NO, 0, 0, 0 },
	{ "660fae3424", SC_OP_OTHER, 0, NO, RSP, NO, 0, 0, 0 },
	{ "0f013c24", SC_OP_OTHER, 0, NO, RSP, NO, 0, 0, 0 },
	{ "0fae0424", SC_OP_OTHER, 0, NO, RSP, NO, SC_SIZE_512, W, 0 },
	{ "0fae0c24", SC_OP_OTHER, 0, NO, RSP, NO, 0, R, 0 },
	{ "480fae2424", SC_OP_OTHER, 0, NO, RSP, NO, 0, W, 0 },
	{ "0fae1424", SC_OP_OTHER, 0, NO, RSP, NO, 4, R, 0 },
	{ "660faef1", SC_OP_OTHER, 0, NO, NO, NO, 0, 0, 0 },
	{ "f20faef4", SC_OP_OTHER, 0, NO, NO, NO, 0, 0, 0 },
	{ "f20f00f7", SC_OP_OTHER, 0, NO, NO, NO, 0, 0, 0 },
	{ "c4e27849c0", SC_OP_OTHER, 0, NO, NO, NO, 0, 0, 0 },
	{ "660f01cc", SC_OP_OTHER, 0, NO, NO, NO, 0, 0, 0xffcf },
	{ "f20f01ff", SC_OP_OTHER, 0, NO, NO, NO, 0, 0, B(RAX) },
	{ "f30f01d9", SC_OP_OTHER, 0, NO, NO, NO, 0, 0, 0 },
	{ "f20f01ca", SC_OP_SYSTEM, 0, NO, NO, NO, 0, 0, 0 },
	{ "0f01ca", SC_OP_OTHER, 0, NO, NO, NO, 0, 0, 0 },
	{ "0fae1c24", SC_OP_OTHER, 0, NO, RSP, NO, 4, W, 0 },
	{ "0fc72424", SC_OP_OTHER, 0, NO, RSP, NO, 0, W, 0 },
	{ "0fc72c24", SC_OP_OTHER, 0, NO, RSP, NO, 0, W, 0 },
	{ "0fc73424", SC_OP_OTHER, 0, NO, RSP, NO, 8, R, 0 },
	{ "0fc73c24", SC_OP_OTHER, 0, NO, RSP, NO, 8, W, 0 },
	{ "0f010424", SC_OP_OTHER, 0, NO, RSP, NO, 10, W, 0 },
	{ "0f011424", SC_OP_OTHER, 0, NO, RSP, NO, 10, R, 0 },
	{ "f30f01ea", SC_OP_OTHER, 0, NO, NO, NO, 0, 0, 0 },
	{ "f30f01e8", SC_OP_OTHER, 0, NO, NO, NO, 0, 0, 0 },
	{ "f30f012c24", SC_OP_OTHER, 0, NO, RSP, NO, 8, R | W, 0 },
	{ "f30fae3424", SC_OP_OTHER, 0, NO, RSP, NO, 8, R | W, 0 },
	{ "0f38f60424", SC_OP_OTHER, 0, NO, RSP, NO, 4, W, 0 },
	{ "660f38f50424", SC_OP_OTHER, 0, NO, RSP, NO, 4, W, 0 },
	{ "0faee8", SC_OP_OTHER, 0, NO, NO, NO, 0, 0, 0 },
	{ "0f01cb", SC_OP_OTHER, 0, NO, NO, NO, 0, 0, 0 },
	{ "0f01c2", SC_OP_OTHER, 0, NO, NO, NO, 0, 0, 0 },
	{ "0f01c3", SC_OP_OTHER, 0, NO, NO, NO, 0, 0, 0 },
	{ "0f01d8", SC_OP_OTHER, 0, NO, NO, NO, 0, 0, 0 },
	{ "0f78e0", SC_OP_OTHER, 0, RAX, RSP, NO, 0, 0, B(RAX) },
	{ "0f79e0", SC_OP_OTHER, 0, NO, NO, NO, 0, 0, 0 },
	{ "660f38820c24", SC_OP_OTHER, 0, NO, RSP, NO, 16, R, 0 },
	{ "660f38f82424", SC_OP_OTHER, 0, NO, RSP, NO, 64, W, 0 },
	{ "0f38f90424", SC_OP_OTHER, 0, NO, RSP, NO, 4, W, 0 },
	/* vectors */
	{ "0f29442410", SC_OP_OTHER, 16, NO, RSP, NO, 16, W, 0 },
	{ "660f7f0424", SC_OP_OTHER, 0, NO, RSP, NO, 16, W, 0 },
	{ "f30f7f0424", SC_OP_OTHER, 0, NO, RSP, NO, 16, W, 0 },
	{ "f20f11442408", SC_OP_OTHER, 8, NO, RSP, NO, 8, W, 0 },
	{ "f30f11442408", SC_OP_OTHER, 8, NO, RSP, NO, 4, W, 0 },
	{ "0f130424", SC_OP_OTHER, 0, NO, RSP, NO, 8, W, 0 },
	{ "660fd60424", SC_OP_OTHER, 0, NO, RSP, NO, 8, W, 0 },
	{ "66480f7ec4", SC_OP_FROM_VECTOR, 0, RSP, NO, NO, 0, 0, B(RSP) },
	{ "664d0f7ecd", SC_OP_FROM_VECTOR, 0, R13, NO, NO, 9, 0, B(R13) },
	{ "c461f97ecb", SC_OP_FROM_VECTOR, 0, RBX, NO, NO, 9, 0, B(RBX) },
	{ "66480f6eeb", SC_OP_TO_VECTOR, 0, RBX, NO, NO, 5, 0, 0 },
	{ "664d0f6ecc", SC_OP_TO_VECTOR, 0, R12, NO, NO, 9, 0, 0 },
	{ "c441f96ecc", SC_OP_TO_VECTOR, 0, R12, NO, NO, 9, 0, 0 },
	{ "660f6eeb", SC_OP_OTHER, 0, NO, NO, NO, 0, 0, 0 },
	{ "480f6eeb", SC_OP_OTHER, 0, NO, NO, NO, 0, 0, 0 },
	{ "660f7e0424", SC_OP_OTHER, 0, NO, RSP, NO, 4, W, 0 },
	{ "f30f7e0424", SC_OP_OTHER, 0, NO, RSP, NO, 0, R, 0 },
	{ "480fc30424", SC_OP_OTHER, 0, NO, RSP, NO, 8, W, 0 },
	{ "0f280424", SC_OP_OTHER, 0, NO, RSP, NO, 0, R, 0 },
	{ "0f50e8", SC_OP_OTHER, 0, RBP, NO, NO, 0, 0, B(RBP) },
	{ "660fd7e8", SC_OP_OTHER, 0, RBP, NO, NO, 0, 0, B(RBP) },
	{ "660fc5e001", SC_OP_OTHER, 0, RSP, NO, NO, 0, 0, B(RSP) },
	{ "660f3a14c401", SC_OP_OTHER, 0, RSP, NO, NO, 0, 0, B(RSP) },
	{ "660f3a14042401", SC_OP_OTHER, 0, NO, RSP, NO, 1, W, 0 },
	{ "66480f3a16c401", SC_OP_OTHER, 0, RSP, NO, NO, 0, 0, B(RSP) },
	{ "660f3a17042400", SC_OP_OTHER, 0, NO, RSP, NO, 4, W, 0 },
	{ "660f3a61c100", SC_OP_OTHER, 0, NO, NO, NO, 0, 0, B(RCX) },
	{ "f2480f2ce0", SC_OP_OTHER, 0, RSP, NO, NO, 0, 0, B(RSP) },
	{ "f20f2ac4", SC_OP_OTHER, 0, NO, NO, NO, 0, 0, 0 },
	{ "660ff7c1", SC_OP_OTHER, 0, NO, RDI, NO, 16, W, 0 },
	{ "0ff7c1", SC_OP_OTHER, 0, NO, RDI, NO, 8, W, 0 },
	{ "f20f38f1e0", SC_OP_OTHER, 0, RSP, RAX, NO, 0, 0, B(RSP) },
	{ "f2480f38f0e4", SC_OP_OTHER, 0, RSP, RSP, NO, 0, 0, B(RSP) },
	{ "0f38f02424", SC_OP_OTHER, 0, RSP, RSP, NO, 4, R, B(RSP) },
	{ "480f38f12424", SC_OP_OTHER, 0, NO, RSP, NO, 8, W, 0 },
	{ "66480f38f6e0", SC_OP_OTHER, 0, RSP, RAX, NO, 0, 0, B(RSP) },
	{ "f3480f38f6e8", SC_OP_OTHER, 0, RBP, RAX, NO, 0, 0, B(RBP) },
	{ "dd1c24", SC_OP_OTHER, 0, NO, RSP, NO, 8, W, 0 },
	{ "d93c24", SC_OP_OTHER, 0, NO, RSP, NO, 2, W, 0 },
	{ "9b", SC_OP_OTHER, 0, NO, NO, NO, 0, 0, 0 },
	{ "db3c24", SC_OP_OTHER, 0, NO, RSP, NO, 10, W, 0 },
	{ "dfe0", SC_OP_OTHER, 0, RAX, NO, NO, 0, 0, B(RAX) },
	{ "d9e8", SC_OP_OTHER, 0, NO, NO, NO, 0, 0, 0 },
	{ "c5f8290424", SC_OP_OTHER, 0, NO, RSP, NO, 16, W, 0 },
	{ "c5fc290424", SC_OP_OTHER, 0, NO, RSP, NO, 32, W, 0 },
	{ "c5fa7f0424", SC_OP_OTHER, 0, NO, RSP, NO, 16, W, 0 },
	{ "c5f97ec4", SC_OP_OTHER, 0, RSP, NO, NO, 0, 0, B(RSP) },
	{ "c4e1f97e0424", SC_OP_OTHER, 0, NO, RSP, NO, 8, W, 0 },
	{ "c5f877", SC_OP_OTHER, 0, NO, NO, NO, 0, 0, 0 },
	{ "c4e37d39042401", SC_OP_OTHER, 0, NO, RSP, NO, 16, W, 0 },
	{ "c4e2fbf6ec", SC_OP_OTHER, 0, RBP, NO, NO, 0, 0, B(RAX) | B(RBP) },
	{ "c4e2f0f2e0", SC_OP_OTHER, 0, RSP, NO, NO, 0, 0, B(RSP) },
	{ "c4e2d8f3c8", SC_OP_OTHER, 0, RSP, RAX, NO, 0, 0, B(RSP) },
	{ "c4e2f1f7e0", SC_OP_OTHER, 0, RSP, NO, NO, 0, 0, B(RSP) },
	{ "c4e3fbf0e008", SC_OP_OTHER, 0, RSP, RAX, NO, 0, 0, B(RSP) },
	{ "c4e270f5e0", SC_OP_OTHER, 0, RSP, NO, NO, 0, 0, B(RSP) },
	{ "c4c17b92c9", SC_OP_OTHER, 0, NO, NO, NO, 0, 0, 0 },
	{ "c4c1f89008", SC_OP_OTHER, 0, NO, R8, NO, 0, R, 0 },
	{ "c4c1f8911424", SC_OP_OTHER, 0, NO, R12, NO, 8, W, 0 },
	{ "c5fb93e1", SC_OP_OTHER, 0, RSP, NO, NO, 0, 0, B(RSP) },
	{ "c4e37914c401", SC_OP_OTHER, 0, RSP, NO, NO, 0, 0, B(RSP) },
	{ "62f17c4829442401", SC_OP_OTHER, 64, NO, RSP, NO, 64, W, 0 },
	{ "62f17c2829442401", SC_OP_OTHER, 32, NO, RSP, NO, 32, W, 0 },
	{ "62f1fe486f442402", SC_OP_OTHER, 128, NO, RSP, NO, 0, R, 0 },
	{ "62f27d488b442401", SC_OP_OTHER, 4, NO, RSP, NO, 64, W, 0 },
	{ "62f37d481b44240101", SC_OP_OTHER, 32, NO, RSP, NO, 32, W, 0 },
	{ "62f17d087ec4", SC_OP_OTHER, 0, RSP, NO, NO, 0, 0, B(RSP) },
	{ "62f3fd081644240101", SC_OP_OTHER, 8, NO, RSP, NO, 8, W, 0 },
	{ "62f17c5858c1", SC_OP_OTHER, 0, NO, NO, NO, 0, 0, 0 },
	/* new registers, and new forms of old instructions */
	{ "d50889e5", SC_OP_MOV, 0, RBP, RSP, NO, 0, 0, B(RBP) },
	{ "d51089c4", SC_OP_OTHER, 0, NO, NO, NO, 0, 0, B(RCX) },
	{ "d50c8d642408", SC_OP_LEA, 8, R12, RSP, NO, 0, 0, B(R12) },
	{ "d51850", SC_OP_PUSH_OTHER, 0, NO, NO, NO, 8, 0, 0 },
	{ "d51858", SC_OP_POP_OTHER, 0, NO, NO, NO, 8, 0, B(RCX) },
	{ "d50853", SC_OP_PUSH, 0, RBX, NO, NO, 8, 0, 0 },
	{ "d510ffe0", SC_OP_JMP_REG, 0, NO, NO, NO, 0, 0, 0 },
	{ "d500a10011223344556677", SC_OP_JMP_REG, 0, NO, NO, NO, 0, 0, 0 },
	{ "62f47c18fff3", SC_OP_PUSH_OTHER, 0, NO, NO, NO, 16, 0, 0 },
	{ "62f47c188fc3", SC_OP_POP_OTHER, 0, NO, NO, NO, 16, 0,
	  B(RAX) | B(RBX) },
	{ "62f4f41801d8", SC_OP_OTHER, 0, NO, NO, NO, 0, 0, B(RCX) },
	{ "62f4fc0801dc", SC_OP_OTHER, 0, NO, NO, NO, 0, 0, B(RSP) },
	{ "62f4fc0839dc", SC_OP_OTHER, 0, NO, NO, NO, 0, 0, 0 },
	/* lengths that capstone does not know, and what is not known */
	{ "66f2680001", SC_OP_PUSH_OTHER, 0, NO, NO, NO, 2, N, 0 },
	{ "d6", SC_OP_UD, 0, NO, NO, NO, 0, 0, 0 },
	{ "f24990", SC_OP_XCHG, 0, RAX, R8, NO, 0, 0, B(RAX) | B(R8) },
	{ "f20f01fd", SC_OP_OTHER, 0, NO, NO, NO, 0, 0,
	  B(RAX) | B(RCX) | B(RDX) },
	{ "f30f01ec", SC_OP_SYSTEM, 0, NO, NO, NO, 0, 0, 0 },
	{ "c4e77bf6c310000000", SC_OP_OTHER, 0, NO, NO, NO, 0, 0,
	  B(RAX) | B(RCX) | B(RDX) | B(RBX) },
	{ "c4e77bf6c410000000", SC_OP_OTHER, 0, NO, NO, NO, 0, 0,
	  B(RAX) | B(RCX) | B(RDX) | B(RSP) },
	{ "62f57c0858c4", SC_OP_OTHER, 0, NO, NO, NO, 0, 0,
	  B(RAX) | B(RCX) | B(RDX) },
	{ "0f38ffe4", SC_OP_OTHER, 0, NO, NO, NO, 0, 0,
	  B(RAX) | B(RCX) | B(RDX) | B(RSP) },
	{ "66e90000", SC_OP_BAD, 0, NO, NO, NO, 0, 0, 0 },
	/* the longest */
	{ "666666666666666666666666666690", SC_OP_NOP, 0, NO, NO, NO, 0, 0, 0 },
};

/* No instruction in 64-bit mode, too long, or cut short. */
static const char *const invalid[] = {
	"66e80000",
	"06",
	"0e",
	"16",
	"1f",
	"27",
	"2f",
	"37",
	"3f",
	"60",
	"61",
	"82c001",
	"9a000000000000",
	"ce",
	"d40a",
	"ea000000000000",
	"f08908",
	"f001c8",
	"f090",
	"66666666666666666666666666666690",
	"0f04",
	"0f0a",
};

static struct sc_decoder *dec;

static unsigned int from_hex(const char *hex, uint8_t *out)
{
	unsigned int n = 0, byte;

	for (; sscanf(hex, "%2x", &byte) == 1; hex += 2)
		out[n++] = (uint8_t)byte;
	return n;
}

static void print_insn(const char *hex, const struct sc_insn *i)
{
	print_message(
		"%s: len %u %s val %d reg %u base %u index %#x size %u flags %#x writes %#x\n",
		hex, i->len, sc_op_names[i->op], i->val, i->reg, i->base,
		i->index, i->size, i->flags, i->writes);
}

static int matches(const struct expect *e, const struct sc_insn *i)
{
	return i->op == e->op && i->val == e->val && i->reg == e->reg &&
	       i->base == e->base && i->index == e->index &&
	       i->size == e->size && i->flags == e->flags &&
	       i->writes == e->writes;
}

static unsigned int check(const struct expect *e, size_t more)
{
	uint8_t code[64] = { 0 };
	struct sc_insn insn = { .off = 7 };
	unsigned int n = from_hex(e->hex, code), len;

	len = sc_x86_decode(dec, code, n + more, &insn);
	if (len == n && insn.len == n && insn.off == 7 && matches(e, &insn))
		return 0;
	print_insn(e->hex, &insn);
	return 1;
}

static void test_cases(void **state)
{
	unsigned int i, failed = 0;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		failed += check(&cases[i], 0) + check(&cases[i], 40);
	assert_int_equal(failed, 0);
}

/* Every operation but BAD, which the caller makes, is among the cases. */
static void test_complete(void **state)
{
	unsigned int op, i, seen[SC_OP_COUNT] = { 0 };

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		seen[cases[i].op] = 1;
	for (op = 0; op < SC_OP_BAD; op++)
		if (!seen[op])
			fail_msg("no case of %s", sc_op_names[op]);
}

static int is_decoded(const uint8_t *code, size_t avail)
{
	struct sc_insn insn;

	return sc_x86_decode(dec, code, avail, &insn) && insn.op != SC_OP_BAD;
}

static void test_invalid(void **state)
{
	uint8_t code[64];
	unsigned int i, n;

	(void)state;
	for (i = 0; i < sizeof(invalid) / sizeof(invalid[0]); i++) {
		memset(code, 0, sizeof(code));
		n = from_hex(invalid[i], code);
		if (is_decoded(code, n) || is_decoded(code, n + 40))
			fail_msg("%s is decoded", invalid[i]);
	}
}

/* A prefix of an instruction is none, unless it is a shorter one. */
static void test_cut(void **state)
{
	uint8_t code[64];
	struct sc_insn insn;
	unsigned int i, n, cut;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		n = from_hex(cases[i].hex, code);
		for (cut = 0; cut < n; cut++)
			if (sc_x86_decode(dec, code, cut, &insn) > cut)
				fail_msg("%s at %u", cases[i].hex, cut);
	}
}

static void test_same(void **state)
{
	uint8_t code[64];
	struct sc_insn a, b;
	unsigned int i, n, bad = 0;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		n = from_hex(cases[i].hex, code);
		memset(&a, 0, sizeof(a));
		memset(&b, 0, sizeof(b));
		if (!sc_x86_decode_table(code, n, &a) ||
		    !sc_x86_decode_capstone(dec, code, n, &b) ||
		    !memcmp(&a, &b, sizeof(a)))
			continue;
		print_insn(cases[i].hex, &b);
		bad++;
	}
	assert_int_equal(bad, 0);
}

static void test_format(void **state)
{
	static const uint8_t mov[] = { 0x48, 0x89, 0xe5 };
	static const uint8_t call[] = { 0xe8, 0, 1, 0, 0 };
	static const uint8_t bad[] = { 0x06 };
	static const uint8_t eretu[] = { 0xf3, 0x0f, 0x01, 0xca };
	static const uint8_t incssp[] = { 0xf3, 0x48, 0x0f, 0xae, 0xe8 };
	static const uint8_t apx[] = { 0xd5, 0x10, 0x89, 0xc4 };
	char text[64];

	(void)state;
	assert_int_equal(sc_x86_format(dec, mov, 3, 0, text, 64), 3);
	assert_string_equal(text, "movq %rsp, %rbp");
	assert_int_equal(sc_x86_format(dec, call, 5, 0x1000, text, 64), 5);
	assert_string_equal(text, "callq 0x1105");
	assert_int_equal(sc_x86_format(dec, bad, 1, 0, text, 64), 0);
	assert_string_equal(text, "(bad)");
	assert_int_equal(sc_x86_format(dec, eretu, 4, 0, text, 64), 4);
	assert_string_equal(text, "eretu");
	assert_int_equal(sc_x86_format(dec, incssp, 5, 0, text, 64), 5);
	assert_string_equal(text, "incsspq %rax");
	assert_int_equal(sc_x86_format(dec, apx, 4, 0, text, 64), 4);
	assert_string_equal(text, ".byte 0xd5, 0x10, 0x89, 0xc4");
}

static void test_names(void **state)
{
	(void)state;
	assert_string_equal(sc_x86_reg_name(4), "rsp");
	assert_string_equal(sc_x86_reg_name(15), "r15");
	assert_string_equal(sc_x86_reg_name(SC_REG_PC), "rip");
	assert_string_equal(sc_x86_reg_name(SC_REG_NONE), "?");
}

static int setup(void **state)
{
	(void)state;
	dec = sc_decoder_new();
	return dec ? 0 : -1;
}

static int teardown(void **state)
{
	(void)state;
	sc_decoder_free(dec);
	return 0;
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases),	cmocka_unit_test(test_complete),
		cmocka_unit_test(test_invalid), cmocka_unit_test(test_cut),
		cmocka_unit_test(test_same),	cmocka_unit_test(test_format),
		cmocka_unit_test(test_names),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
