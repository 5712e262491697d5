/* SPDX-License-Identifier: GPL-2.0-only */
/* The transfer function: what one instruction makes of the stack state. */
#ifndef ARCH_X86_STEP_H
#define ARCH_X86_STEP_H

#include "arch/x86/x86.h"

/* step.c */
void sc_x86_step(struct sc_state *st, const struct sc_insn *insn,
		 struct sc_step *step);

#endif
