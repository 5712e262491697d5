// SPDX-License-Identifier: GPL-2.0-only
/* capstone's register numbers to the architecture's. */
#include "arch/x86/decode/capstone_internal.h"
#include "arch/x86/decode/capstone_regs.h"

#define G(num, r64, r32, r16, r8)                                              \
	[X86_REG_##r64] = 0x80 | (num), [X86_REG_##r32] = 0x40 | (num),        \
	[X86_REG_##r16] = 0x20 | (num), [X86_REG_##r8] = 0x10 | (num)
#define GX(num) G(num, R##num, R##num##D, R##num##W, R##num##B)

/* Width in bytes times 16, and number; 0: not a general register. */
static const uint8_t gpr[X86_REG_ENDING] = {
	G(0, RAX, EAX, AX, AL),
	G(1, RCX, ECX, CX, CL),
	G(2, RDX, EDX, DX, DL),
	G(3, RBX, EBX, BX, BL),
	G(4, RSP, ESP, SP, SPL),
	G(5, RBP, EBP, BP, BPL),
	G(6, RSI, ESI, SI, SIL),
	G(7, RDI, EDI, DI, DIL),
	GX(8),
	GX(9),
	GX(10),
	GX(11),
	GX(12),
	GX(13),
	GX(14),
	GX(15),
	[X86_REG_AH] = 0x10,
	[X86_REG_CH] = 0x11,
	[X86_REG_DH] = 0x12,
	[X86_REG_BH] = 0x13,
};

unsigned int sc_cs_gpr(x86_reg reg)
{
	return gpr[reg] ? gpr[reg] & 0xf : SC_REG_NONE;
}

unsigned int sc_cs_gpr_size(x86_reg reg)
{
	return gpr[reg] >> 4;
}

const char *sc_x86_reg_name(unsigned int reg)
{
	static const char *const names[] = {
		"rax", "rcx", "rdx", "rbx", "rsp", "rbp", "rsi", "rdi",
		"r8",  "r9",  "r10", "r11", "r12", "r13", "r14", "r15",
	};

	if (reg == SC_REG_PC)
		return "rip";
	return reg < 16 ? names[reg] : "?";
}
