/* SPDX-License-Identifier: GPL-2.0-only */
/* Which registers an instruction reads: asked rarely, so of capstone alone. */
#ifndef ARCH_X86_DECODE_READS_H
#define ARCH_X86_DECODE_READS_H

#include "arch/x86/decode/decode.h"

/* General registers that the instruction at code reads, a mask. */
unsigned int sc_x86_reads(struct sc_decoder *dec, const uint8_t *code,
			  size_t avail);

/*
 * The same, and those of which it changes every bit whatever they held; masks.
 * What capstone does not know reads all, and changes none.
 */
void sc_x86_access(struct sc_decoder *dec, const uint8_t *code, size_t avail,
		   unsigned int *reads_ret, unsigned int *sets_ret);

#endif
