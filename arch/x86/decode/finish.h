/* SPDX-License-Identifier: GPL-2.0-only */
/* Completion of the kinds that are not frequent enough for table.c. */
#ifndef ARCH_X86_DECODE_FINISH_H
#define ARCH_X86_DECODE_FINISH_H

#include "arch/x86/decode/modrm.h"

/* Completion of the rarer kinds; 0: undecided. */
int sc_x86_finish(struct sc_x86_state *s, const struct sc_x86_desc *d,
		  unsigned int opcode);

#endif
