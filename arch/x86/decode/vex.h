/* SPDX-License-Identifier: GPL-2.0-only */
/* VEX prefixes, and the general register instructions behind them. */
#ifndef ARCH_X86_DECODE_VEX_H
#define ARCH_X86_DECODE_VEX_H

#include "arch/x86/decode/modrm.h"

int sc_x86_vex(struct sc_x86_state *s, unsigned int opcode);

#endif
