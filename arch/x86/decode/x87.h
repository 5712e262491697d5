/* SPDX-License-Identifier: GPL-2.0-only */
/* d8 to df: no general register but fnstsw's; what is stored to memory. */
#ifndef ARCH_X86_DECODE_X87_H
#define ARCH_X86_DECODE_X87_H

#include "arch/x86/decode/modrm.h"

int sc_x86_x87(struct sc_x86_state *s, unsigned int opcode);

#endif
