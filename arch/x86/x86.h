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

/* step.c */
void sc_x86_step(struct sc_state *st, const struct sc_insn *insn,
		 struct sc_step *step);

/* iret.c */
bool sc_x86_returns_to_self(const struct sc_object *obj,
			    const struct sc_func *func, uint32_t i);
void sc_x86_after_self_return(struct sc_state *st);

/* guest.c */
int sc_x86_guest_edges(struct sc_object *obj);

/* leaf.c */
void sc_x86_leaves(struct sc_object *obj);
/*
 * The constant that @reg holds before instruction @i of @f, if the same block
 * makes it; -1: none is known.
 */
int64_t sc_x86_constant_at(const struct sc_code *code, const struct sc_func *f,
			   uint32_t i, unsigned int reg);

/* string.c: is it one, repeated or not, that stores? */
bool sc_x86_is_string_store(const struct sc_insn *insn);
/* Make such a one, instruction @i of @f, a FILL if its extent is known. */
void sc_x86_string_store(const struct sc_object *obj, const struct sc_func *f,
			 uint32_t i);

/* vector.c */
uint32_t sc_x86_writes_vectors(const struct sc_insn *insn, const uint8_t *code);

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
bool sc_x86_is_trap(const uint8_t *code, size_t avail);

extern const struct sc_orc_register sc_x86_orc_regs[SC_ORC_NREGS];
bool sc_x86_hint(struct sc_state *st, const struct sc_hint *hint);

/* switch.c */
bool sc_x86_jump_table(const struct sc_object *obj, const struct sc_func *func,
		       uint32_t at, struct sc_jump_table *ret);

/* row.c */
void sc_x86_row(const struct sc_state *st, struct sc_row *row);

#endif
