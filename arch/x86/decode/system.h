/* SPDX-License-Identifier: GPL-2.0-only */
/* System instructions, control registers, hints, extended state. */
#ifndef ARCH_X86_DECODE_SYSTEM_H
#define ARCH_X86_DECODE_SYSTEM_H

#include "arch/x86/decode/modrm.h"

int sc_x86_system(struct sc_x86_state *s, const struct sc_x86_desc *d,
		  unsigned int opcode);

#endif
