/* SPDX-License-Identifier: GPL-2.0-only */
/* What the x86-64 files share; the rest of the program sees sc_arch_x86_64. */
#ifndef STACKCHECK_ARCH_X86_H
#define STACKCHECK_ARCH_X86_H

#include "stackcheck/cfg/cfg.h"
#include "stackcheck/core/arch.h"

/* Register numbers are those of the instruction encoding. */
enum {
	X86_RAX,
	X86_RCX,
	X86_RDX,
	X86_RBX,
	X86_RSP,
	X86_RBP,
	X86_RSI,
	X86_RDI,
	X86_R8,
	X86_R9,
	X86_R10,
	X86_R11,
	X86_R12,
	X86_R13,
	X86_R14,
	X86_R15,
};

/* psABI: %rbx, %rbp, %r12 to %r15 belong to the caller */
#define X86_CALLEE_SAVED 0xf028u
#define X86_CALL_CLOBBERED 0x0fc7u

/* a call pushes the return address: the stack pointer, from the CFA */
#define X86_ENTRY_SP (-8)

/* hint.c; ORC's numbers, those of enum sc_orc_reg left out */
enum {
	X86_ORC_DX = 2,
	X86_ORC_DI = 3,
	X86_ORC_R10 = 6,
	X86_ORC_R13 = 7,
	X86_ORC_AX = 10,
};
/* format.c */
#define SC_X86_NFORMATS 5
extern const struct sc_format sc_x86_formats[SC_X86_NFORMATS];

extern const struct sc_orc_register sc_x86_orc_regs[SC_ORC_NREGS];

#endif
