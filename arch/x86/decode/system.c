// SPDX-License-Identifier: GPL-2.0-only
/* System instructions, control registers, hints, extended state. */
#include "arch/x86/decode/modrm.h"
#include "arch/x86/decode/system.h"
#include "arch/x86/decode/system_0f01.h"
#include "arch/x86/decode/table.h"

#define RAX 1
#define RDX 4

static int mem_only(struct sc_x86_state *s, unsigned int access,
		    unsigned int size, uint16_t writes)
{
	sc_x86_put_mem(s, access, size);
	s->insn->op = SC_OP_OTHER;
	s->insn->reg = SC_REG_NONE;
	s->insn->writes = writes;
	return 1;
}

/* Register form; the r/m register is written or only read. */
static int reg_only(struct sc_x86_state *s, int write)
{
	sc_x86_clear(s->insn, SC_OP_OTHER, write ? 1u << s->rm : 0);
	if (write)
		s->insn->reg = s->rm;
	return 1;
}

static int decode_no_operand(struct sc_x86_state *s, uint16_t writes)
{
	sc_x86_clear(s->insn, SC_OP_OTHER, writes);
	return 1;
}

static int state_mem(struct sc_x86_state *s)
{
	unsigned int n = s->modrm >> 3 & 7;

	if (s->pfx & P_F3) { /* ptwrite, clrssbsy */
		if (n == 4)
			return mem_only(s, F_MR, s->width, 0);
		return n == 6 && mem_only(s, F_MR | F_MW, 8, 0);
	}
	if (s->pfx & P_66) /* clwb, clflushopt */
		return n >= 6 && mem_only(s, 0, 0, 0);
	if (n == 7) /* clflush */
		return mem_only(s, 0, 0, 0);
	if (n == 2 || n == 3) /* ldmxcsr, stmxcsr */
		return mem_only(s, n == 2 ? F_MR : F_MW, 4, 0);
	/* fxrstor and xrstor read, fxsave, xsave and xsaveopt write */
	return mem_only(s, n == 1 || n == 5 ? F_MR : F_MW,
			n == 0 ? SC_SIZE_512 : 0, 0);
}

static int state_reg(struct sc_x86_state *s)
{
	unsigned int n = s->modrm >> 3 & 7;

	if (n == 6 && s->pfx & (P_66 | P_F2 | P_F3)) /* tpause, umwait, ... */
		return reg_only(s, 0);
	if (s->pfx & (P_66 | P_F2))
		return 0;
	if (!(s->pfx & P_F3)) /* lfence, mfence, sfence */
		return n >= 5 && (s->modrm & 7) == 0 && decode_no_operand(s, 0);
	if (n < 2) /* rdfsbase, rdgsbase */
		return reg_only(s, 1);
	/* wrfsbase, wrgsbase, ptwrite, incssp */
	return n < 6 && reg_only(s, 0);
}

static int table_0fae(struct sc_x86_state *s)
{
	sc_x86_modrm(s);
	if (s->pfx & P_66 && s->pfx & (P_F2 | P_F3))
		return 0;
	if (!sc_x86_is_mem(s))
		return state_reg(s);
	return !(s->pfx & P_F2) && state_mem(s);
}

static int vmx_mem(struct sc_x86_state *s, unsigned int n)
{
	/* vmptrld, vmclear and vmxon name a region by its address */
	if (n == 6)
		return mem_only(s, F_MR, 8, 0);
	return !(s->pfx & (P_66 | P_F3)) && mem_only(s, F_MW, 8, 0);
}

static int table_0fc7(struct sc_x86_state *s)
{
	unsigned int n;

	sc_x86_modrm(s);
	n = s->modrm >> 3 & 7;
	if (s->pfx & P_66 && s->pfx & P_F3)
		return 0;
	if (!sc_x86_is_mem(s)) /* rdrand, rdseed */
		return n >= 6 && !(s->pfx & (P_LOCK | P_F3)) && reg_only(s, 1);
	if (n == 1 && !(s->pfx & (P_66 | P_F3))) /* cmpxchg8b, cmpxchg16b */
		return mem_only(s, F_MR | F_MW, s->width == 8 ? 16 : 8,
				RAX | RDX);
	if (s->pfx & P_LOCK)
		return 0;
	if (n >= 6)
		return vmx_mem(s, n);
	/* xrstors; xsavec, xsaves */
	return n >= 3 && !(s->pfx & (P_66 | P_F3)) &&
	       mem_only(s, n == 3 ? F_MR : F_MW, 0, 0);
}

/* mov to and from cr and dr: the operands are registers whatever mod is. */
static int decode_control(struct sc_x86_state *s, const struct sc_x86_desc *d,
			  unsigned int opcode)
{
	uint32_t modrm = *s->p++;

	s->reg = (modrm >> 3 & 7) | (s->rex & REX_R) << 1;
	s->rm = (modrm & 7) | (s->rex & REX_B) << 3;
	reg_only(s, d->bits & F_RW);
	if (modrm < 0xc0)
		return 0;
	return opcode & 1 ? s->reg < 8 : 0x11d >> s->reg & 1;
}

/* rdsspd and rdsspq are nops where there is no shadow stack. */
static int hint_f3(struct sc_x86_state *s, unsigned int opcode)
{
	if (opcode != 0x1e || s->modrm < 0xc0)
		return 0;
	if (s->modrm == 0xfa || s->modrm == 0xfb)
		return !(s->pfx & P_66);
	return (s->modrm & 0xf8) == 0xc8 && reg_only(s, 1);
}

static int decode_hint(struct sc_x86_state *s, unsigned int opcode)
{
	sc_x86_modrm(s);
	sc_x86_clear(s->insn, SC_OP_NOP, 0);
	if (s->pfx & P_F3)
		return hint_f3(s, opcode);
	return 1;
}

/* lkgs has the place of an unused member of the group of lldt */
static int load_gs(struct sc_x86_state *s, const struct sc_x86_desc *d)
{
	return s->pfx & P_F2 && !(s->pfx & P_66) && sc_x86_generic(s, d);
}

static int bit_scan(struct sc_x86_state *s, const struct sc_x86_desc *d,
		    unsigned int opcode)
{
	if (opcode == 0xb8 && !(s->pfx & P_F3))
		return 0;
	return sc_x86_generic(s, d);
}

int sc_x86_system(struct sc_x86_state *s, const struct sc_x86_desc *d,
		  unsigned int opcode)
{
	switch (d->kind) {
	case K_CR:
		return decode_control(s, d, opcode);
	case K_NOP_RM:
		return decode_hint(s, opcode);
	case K_0F01:
		return sc_x86_0f01(s);
	case K_0FAE:
		return table_0fae(s);
	case K_0FC7:
		return table_0fc7(s);
	case K_LKGS:
		return load_gs(s, d);
	case K_BITSCAN:
		return bit_scan(s, d, opcode);
	}
	return 0;
}
