// SPDX-License-Identifier: GPL-2.0-only
/*
 * EVEX with a map of 4: what the first maps have, with a destination of its own
 * in vvvv, without flags, or under a condition. Which registers and memory they
 * write; values are not followed.
 */
#include "arch/x86/decode/promoted.h"

#define RSP 4

/* What an instruction writes; with a new destination, that in its place. */
enum {
	REG = 1, /* modrm.reg */
	RM = 2, /* the register or memory of modrm.rm */
	ND = 4, /* vvvv instead, if that is asked for */
	VVVV = 8, /* vvvv, too */
	WIDE = 16, /* rax and rdx */
	UNKNOWN = 0x80,
};

/* By opcode, for those that are no group. */
static unsigned int single_operands(const struct sc_x86_form *f)
{
	switch (f->opcode) {
	case 0x24: /* shld, shrd */
	case 0x2c:
	case 0xa5:
	case 0xad:
		return RM | ND;
	case 0x38: /* ccmp, ctest */
	case 0x39:
	case 0x3a:
	case 0x3b:
	case 0x84:
	case 0x85:
	case 0x65: /* wruss */
	case 0xf9: /* movdiri */
		return 0;
	case 0x60: /* movbe */
	case 0x69: /* imul */
	case 0x6b:
	case 0x88: /* popcnt, tzcnt, lzcnt */
	case 0xf4:
	case 0xf5:
	case 0xda: /* encodekey */
	case 0xdb:
		return REG;
	case 0x61:
		return RM;
	case 0x66: /* wrss, adcx, adox */
		return f->pp ? REG | ND : RM;
	case 0xaf: /* imul */
		return REG | ND;
	case 0xf0: /* crc32; invept, invvpid */
	case 0xf1:
	case 0xf2:
		return f->pp == 2 ? 0 : REG;
	case 0xf8: /* movdir64b, enqcmd; urdmsr, uwrmsr */
		return f->is_mem ? 0 : RM;
	}
	if (f->opcode < 0x38 && (f->opcode & 7) < 4)
		return (f->opcode & 2 ? REG : RM) | ND;
	if (f->opcode >> 4 == 4) /* setcc; cmov, cfcmov */
		return f->pp == 3 ? RM : REG | RM | ND;
	return UNKNOWN;
}

static unsigned int group_operands(const struct sc_x86_form *f)
{
	unsigned int n = f->modrm >> 3 & 7;

	switch (f->opcode) {
	case 0x80:
	case 0x81:
	case 0x83:
		return n == 7 ? 0 : RM | ND;
	case 0xc0:
	case 0xc1:
	case 0xd0:
	case 0xd1:
	case 0xd2:
	case 0xd3:
		return RM | ND;
	case 0xf6:
	case 0xf7:
		return n < 2 ? 0 : n < 4 ? RM | ND : WIDE;
	case 0x8f: /* pop2 */
		return n == 0 ? RM | VVVV : UNKNOWN;
	case 0xfe:
		return n < 2 ? RM | ND : UNKNOWN;
	case 0xff: /* inc, dec; push2 */
		return n < 2 ? RM | ND : n == 6 ? 0 : UNKNOWN;
	}
	return single_operands(f);
}

static unsigned int register_bit(unsigned int reg)
{
	return reg < SC_X86_REGS ? 1u << reg : 0;
}

static uint16_t named_registers(const struct sc_x86_form *f, unsigned int what)
{
	unsigned int mask = what & WIDE ? register_bit(0) | register_bit(2) : 0;

	if (what & VVVV || (what & ND && f->nd))
		mask |= register_bit(f->vvvv);
	if (what & ND && f->nd)
		return (uint16_t)mask;
	if (what & REG)
		mask |= register_bit(f->reg);
	if (what & RM && !f->is_mem)
		mask |= register_bit(f->rm);
	return (uint16_t)mask;
}

static unsigned int operand_width(const struct sc_x86_form *f)
{
	unsigned int op = f->opcode;

	if (f->w)
		return 8;
	if (f->pp == 1)
		return 2;
	return op < 0x40 && !(op & 1) ? 1 : 4;
}

static void put_memory(const struct sc_x86_form *f, unsigned int what,
		       struct sc_insn *insn)
{
	insn->flags = SC_F_MEMR | (f->segment ? SC_F_SEG : 0) |
		      (f->addrsize ? SC_F_NARROW : 0);
	if ((what & RM && !(what & ND && f->nd)) || f->opcode == 0xf9 ||
	    f->opcode == 0x65)
		insn->flags |= SC_F_MEMW;
	insn->base = f->is_pc		     ? SC_REG_PC
		     : f->base < SC_X86_REGS ? f->base
					     : SC_REG_NONE;
	insn->index = f->index;
	insn->val = f->disp;
	insn->size = (uint8_t)operand_width(f);
}

/* movdir64b, enqcmd: 64 bytes to where modrm.reg points */
static void put_move(const struct sc_x86_form *f, struct sc_insn *insn)
{
	insn->flags = SC_F_MEMW | (f->addrsize ? SC_F_NARROW : 0);
	insn->base = f->reg < SC_X86_REGS ? f->reg : SC_REG_NONE;
	insn->size = 64;
}

/* push2, pop2: two words */
static void put_stack(const struct sc_x86_form *f, struct sc_insn *insn)
{
	insn->op = f->opcode == 0xff ? SC_OP_PUSH_OTHER : SC_OP_POP_OTHER;
	insn->size = 16;
}

unsigned int sc_x86_promoted(const struct sc_x86_form *f, struct sc_insn *insn)
{
	unsigned int what = group_operands(f), n = f->modrm >> 3 & 7;

	if (what == UNKNOWN)
		return 0;
	*insn = (struct sc_insn){ .off = insn->off,
				  .op = SC_OP_OTHER,
				  .len = f->len & 0xf,
				  .writes = named_registers(f, what),
				  .reg = SC_REG_NONE,
				  .base = SC_REG_NONE,
				  .index = SC_REG_NONE };
	if ((f->opcode == 0xff && n == 6) || (f->opcode == 0x8f && n == 0)) {
		if (f->is_mem || insn->writes >> RSP & 1)
			return 0;
		put_stack(f, insn);
	} else if (f->is_mem && f->opcode == 0xf8) {
		put_move(f, insn);
	} else if (f->is_mem) {
		put_memory(f, what, insn);
	}
	return f->len;
}
