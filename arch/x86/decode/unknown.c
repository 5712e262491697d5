// SPDX-License-Identifier: GPL-2.0-only
/*
 * Instructions whose meaning is not known: what they may do at most. They may
 * change each register that modrm and vvvv name, and those that calls do not
 * keep and that instructions use without naming them. If one of them is the
 * stack pointer, it is unknown from there on.
 */
#include "arch/x86/decode/unknown.h"

#define UNNAMED 0x7u /* rax, rcx, rdx */

static unsigned int register_bit(unsigned int reg)
{
	return reg < SC_X86_REGS ? 1u << reg : 0;
}

/* Without REX, byte registers 4 to 7 are parts of the first four. */
static unsigned int may_be(const struct sc_x86_form *f, unsigned int reg)
{
	bool byte = f->space == SC_X86_LEGACY && !f->is_rex && !f->is_rex2;

	return register_bit(reg) |
	       (byte && reg >= 4 && reg < 8 ? register_bit(reg - 4) : 0);
}

enum { REG = 1, RM = 2, VVVV = 4, ANY = REG | RM | VVVV };

/*
 * What VEX and EVEX instructions write that name general registers. All others
 * of the maps 1, 2, 3, 5 and 6 name vector, mask and tile registers. The maps
 * are a set.
 */
static const struct {
	uint8_t maps, first, last, what;
} general[] = {
	{ 1 << 1 | 1 << 5, 0x2c, 0x2d, REG }, /* conversions to integers */
	{ 1 << 1, 0x50, 0x50, REG }, /* vmovmsk */
	{ 1 << 5, 0x6c, 0x6d, REG }, /* saturating conversions */
	{ 1 << 1 | 1 << 5, 0x78, 0x79, REG },
	{ 1 << 1 | 1 << 5, 0x7e, 0x7e, RM }, /* vmovd, vmovq, vmovw */
	{ 1 << 1, 0x93, 0x93, REG }, /* kmov */
	{ 1 << 1, 0xc5, 0xc5, REG }, /* vpextrw */
	{ 1 << 1, 0xd7, 0xd7, REG }, /* vpmovmskb */
	{ 1 << 2, 0xe0, 0xef, REG | RM }, /* cmpccxadd */
	{ 1 << 2, 0xf2, 0xf2, REG }, /* andn */
	{ 1 << 2, 0xf3, 0xf3, VVVV }, /* blsr, blsmsk, blsi */
	{ 1 << 2, 0xf5, 0xf5, REG }, /* bzhi, pext, pdep */
	{ 1 << 2, 0xf6, 0xf6, REG | VVVV }, /* mulx */
	{ 1 << 2, 0xf7, 0xf7, REG }, /* bextr, shlx, sarx, shrx */
	{ 1 << 2, 0xf8, 0xff, ANY },
	{ 1 << 3, 0x14, 0x17, RM }, /* vpextr */
	{ 1 << 3, 0xf0, 0xf0, REG }, /* rorx */
	{ 1 << 3, 0xf1, 0xff, ANY },
	{ 1 << 4, 0x00, 0xff, ANY },
	{ 1 << 7, 0x00, 0xff, RM }, /* rdmsr, urdmsr */
};

/* XOP: TBM's group, llwpcb and slwpcb, bextr; lwpins and lwpval. */
static unsigned int named_by_xop(const struct sc_x86_form *f)
{
	if (f->map == 9)
		return f->opcode <= 2 ? VVVV : f->opcode == 0x12 ? RM : 0;
	return f->map == 10 && f->opcode == 0x10 ? REG : 0;
}

/* The registers of the form that are general and may be written. */
static unsigned int named_operands(const struct sc_x86_form *f)
{
	if (f->space == SC_X86_LEGACY)
		return f->has_modrm ? REG | RM : RM;
	if (f->space == SC_X86_XOP)
		return named_by_xop(f);
	for (unsigned int i = 0; i < sizeof(general) / sizeof(general[0]); i++)
		if (general[i].maps >> f->map & 1 &&
		    f->opcode >= general[i].first &&
		    f->opcode <= general[i].last)
			return general[i].what;
	return 0;
}

static uint16_t may_write(const struct sc_x86_form *f)
{
	unsigned int mask = UNNAMED, what = named_operands(f);

	if (what & REG)
		mask |= may_be(f, f->reg);
	if (what & RM && !f->is_mem)
		mask |= may_be(f, f->rm);
	if (what & VVVV)
		mask |= register_bit(f->vvvv);
	return (uint16_t)mask;
}

static void put_memory(const struct sc_x86_form *f, struct sc_insn *insn)
{
	bool vector = f->space != SC_X86_LEGACY && !named_operands(f);

	insn->flags = SC_F_MEMR | SC_F_MEMW | (f->segment ? SC_F_SEG : 0) |
		      (f->addrsize ? SC_F_NARROW : 0);
	insn->base = f->is_pc		     ? SC_REG_PC
		     : f->base < SC_X86_REGS ? f->base
					     : SC_REG_NONE;
	insn->index = f->index;
	insn->val = f->disp;
	insn->size = vector ? 64 : 8;
}

/*
 * What is unknown of the first map, but for moves of segment registers and of
 * the accumulator and the x87, and of the second where it goes elsewhere, may be
 * a jump; nothing can be said of it.
 */
static bool may_branch(const struct sc_x86_form *f)
{
	uint8_t op = f->opcode;

	if (f->space != SC_X86_LEGACY || f->map > 1)
		return false;
	if (f->map == 0)
		return op >> 3 != 0xd8 >> 3 && op >> 2 != 0xa0 >> 2 &&
		       op != 0x8c && op != 0x8e;
	return op == 0x05 || op == 0x07 || op == 0x0b || op == 0x34 ||
	       op == 0x35 || op >> 4 == 8 || op == 0xaa || op == 0xb9 ||
	       op == 0xff;
}

unsigned int sc_x86_unknown(const struct sc_x86_form *form,
			    struct sc_insn *insn)
{
	*insn = (struct sc_insn){
		.off = insn->off,
		.len = form->len & 0xf,
		.op = SC_OP_OTHER,
		.writes = may_write(form),
		.reg = SC_REG_NONE,
		.base = SC_REG_NONE,
		.index = SC_REG_NONE,
	};
	if (may_branch(form)) {
		insn->op = SC_OP_BAD;
		insn->writes = 0;
	} else if (form->is_mem) {
		put_memory(form, insn);
	}
	return form->len;
}
