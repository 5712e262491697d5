/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * iret to the next instruction, which serialises the processor: the five words
 * of its frame were pushed right before, the address last.
 */
#ifndef ARCH_X86_IRET_H
#define ARCH_X86_IRET_H

#include "arch/x86/x86.h"

/* iret.c */
bool sc_x86_returns_to_self(const struct sc_object *obj,
			    const struct sc_func *func, uint32_t i);
void sc_x86_after_self_return(struct sc_state *st);

#endif
