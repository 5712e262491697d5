// SPDX-License-Identifier: GPL-2.0-only
/*
 * REX2: an instruction of the first two maps, decoded with REX in its place.
 * Of r16 to r31 nothing is followed; %rcx stands for those that are written.
 */
#include "arch/x86/decode/capstone.h"
#include "arch/x86/decode/rex2.h"
#include "arch/x86/decode/modrm.h"

#include <string.h>

#define STAND_IN 1

/* Does modrm.reg choose the instruction, or name no general register? */
static bool is_group(const struct sc_x86_form *f)
{
	uint8_t op = f->opcode;

	if (f->map == 0)
		return (op >= 0x80 && op <= 0x83) || op == 0x8c || op == 0x8e ||
		       op == 0x8f || op == 0xc0 || op == 0xc1 || op == 0xc6 ||
		       op == 0xc7 || (op >= 0xd0 && op <= 0xdf) || op == 0xf6 ||
		       op == 0xf7 || op >= 0xfe;
	return op < 2 || op == 0x0d || (op >= 0x18 && op <= 0x23) ||
	       (op >= 0x71 && op <= 0x73) || op == 0xae || op == 0xba ||
	       op == 0xc7;
}

/* In the place of registers that a REX prefix cannot name. */
static void put_stand_ins(const struct sc_x86_form *f, uint8_t *rex,
			  uint8_t *opcode)
{
	uint8_t *last = f->has_modrm ? opcode + 1 : opcode;

	if (f->has_modrm && f->reg >= SC_X86_REGS && !is_group(f)) {
		*rex &= (uint8_t)~REX_R;
		opcode[1] = (opcode[1] & 0xc7) | STAND_IN << 3;
	}
	if (f->rm >= SC_X86_REGS && !f->is_mem) {
		*rex &= (uint8_t)~REX_B;
		*last = (*last & 0xf8) | STAND_IN;
	}
	if (SC_INDEX_REG(f->index) >= SC_X86_REGS && f->index != SC_REG_NONE)
		*rex |= REX_X; /* any but the one that means none */
}

static void write_as_rex(const uint8_t *code, const struct sc_x86_form *f,
			 uint8_t *out)
{
	uint8_t *rex = out + f->prefixes, *at = rex + 1;

	memcpy(out, code, f->prefixes);
	*rex = 0x40 | (code[f->prefixes + 1] & 0xf);
	if (f->map == 1)
		*at++ = 0x0f;
	memcpy(at, code + f->at, f->len - f->at);
	put_stand_ins(f, rex, at);
}

static bool has_new_register(const struct sc_x86_form *f)
{
	return (f->has_modrm && f->reg >= SC_X86_REGS && !is_group(f)) ||
	       (!f->is_mem && f->rm >= SC_X86_REGS) ||
	       (f->base >= SC_X86_REGS && f->base != SC_REG_NONE) ||
	       (SC_INDEX_REG(f->index) >= SC_X86_REGS &&
		f->index != SC_REG_NONE);
}

/* What an operation is if one of its registers is not followed. */
static void forget_register(const struct sc_x86_form *f, struct sc_insn *insn)
{
	insn->base = SC_REG_NONE;
	switch (insn->op) {
	case SC_OP_PUSH:
		insn->op = SC_OP_PUSH_OTHER;
		insn->reg = SC_REG_NONE;
		break;
	case SC_OP_JMP_MEM:
		insn->op = SC_OP_JMP_REG;
		break;
	case SC_OP_POP:
		insn->op = SC_OP_POP_OTHER;
		insn->reg = SC_REG_NONE;
		break;
	case SC_OP_PUSH_MEM:
	case SC_OP_POP_MEM:
	case SC_OP_CALL_REG:
	case SC_OP_CALL_MEM:
	case SC_OP_JMP_REG:
	case SC_OP_NOP:
	case SC_OP_UD:
		break;
	default:
		insn->op = SC_OP_OTHER;
		insn->reg = SC_REG_NONE;
	}
	if (f->is_mem && f->base < SC_X86_REGS)
		insn->base = f->base;
}

/* jmpabs */
static unsigned int far_away(const struct sc_x86_form *f, struct sc_insn *insn)
{
	*insn = (struct sc_insn){ .off = insn->off,
				  .op = SC_OP_JMP_REG,
				  .len = f->len & 0xf,
				  .reg = SC_REG_NONE,
				  .base = SC_REG_NONE,
				  .index = SC_REG_NONE };
	return f->len;
}

unsigned int sc_x86_rex2(struct sc_decoder *dec, const uint8_t *code,
			 const struct sc_x86_form *form, struct sc_insn *insn)
{
	uint8_t legacy[SC_X86_WINDOW] = { 0 };
	unsigned int len;

	if (form->map == 0 && form->opcode == 0xa1)
		return far_away(form, insn);
	write_as_rex(code, form, legacy);
	len = sc_x86_decode_table(legacy, sizeof(legacy), insn);
	if (!len)
		len = sc_x86_decode_capstone(dec, legacy, sizeof(legacy), insn);
	if (len + (form->map == 0) != form->len)
		return 0;
	insn->len = form->len & 0xf;
	if (has_new_register(form))
		forget_register(form, insn);
	return form->len;
}
