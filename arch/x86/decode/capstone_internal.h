/* SPDX-License-Identifier: GPL-2.0-only */
/* What the files of the capstone path share. */
#ifndef ARCH_X86_DECODE_CAPSTONE_INTERNAL_H
#define ARCH_X86_DECODE_CAPSTONE_INTERNAL_H

#include <capstone/capstone.h>

#include <stdbool.h>

#include "arch/x86/decode/capstone_library.h"
#include "arch/x86/decode/capstone_regs.h"
#include "arch/x86/decode/decode.h"
#include "arch/x86/decode/text_cache.h"

/* `0f b9`, ud1: the name that each version of capstone gives it. */
#if CS_API_MAJOR < 5
#define CAPSTONE_UD1 X86_INS_UD2B
#else
#define CAPSTONE_UD1 X86_INS_UD1
#endif

struct sc_decoder {
	const struct sc_capstone *cs; /* NULL: not loaded yet, or not there */
	csh handle;
	cs_insn *insn; /* NULL: not opened yet, or it cannot be */
	bool opened; /* or tried to */
	struct sc_x86_text texts[SC_X86_NTEXTS];
	/* of the instruction, as capstone is given them, and room to look on */
	uint8_t bytes[SC_X86_MAX_LEN + 9];
};

/* One instruction on its way from capstone to struct sc_insn. */
struct cs_ctx {
	const cs_insn *ci;
	const cs_x86 *x86;
	const cs_x86_op *mem; /* the memory operand, or NULL */
	const uint8_t *opcode; /* first byte after the prefixes and REX */
	uint8_t access[8]; /* of each operand, corrected */
	uint8_t rep; /* last of f2, f3, or 0 */
	uint8_t seg; /* last of 64, 65, or 0 */
	uint8_t opsize, addrsize, lock, rex;
	bool keep_addrsize; /* capstone is to show it */
	struct sc_insn *insn;
};

/*
 * Corrections of capstone: bytes that are no instruction, the access of each
 * operand, and then the fields derived from both.
 */

static inline const cs_x86_op *sc_cs_op(const struct cs_ctx *c, unsigned int n)
{
	return n < c->x86->op_count ? &c->x86->operands[n] : NULL;
}

/* Of a register operand: number and width; nothing of any other. */
static inline unsigned int sc_cs_reg_of(const cs_x86_op *op)
{
	if (!op || op->type != X86_OP_REG)
		return SC_REG_NONE;
	return sc_cs_gpr(op->reg);
}

static inline unsigned int sc_cs_size_of(const cs_x86_op *op)
{
	if (!op || op->type != X86_OP_REG)
		return 0;
	return sc_cs_gpr_size(op->reg);
}

static inline int sc_cs_is_imm(const cs_x86_op *op)
{
	return op && op->type == X86_OP_IMM;
}

#endif
