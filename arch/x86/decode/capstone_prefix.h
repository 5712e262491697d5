/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Prefixes, as capstone 4.0.2 understands them. capstone: a mandatory prefix
 * counts only when it comes last, f2 and f3 after 66; 67 changes the width of a
 * near branch's distance and, with REX.W, takes the place of 66; REX.W takes
 * precedence over 66 and f3 where they choose the instruction.
 */
#ifndef ARCH_X86_DECODE_CAPSTONE_PREFIX_H
#define ARCH_X86_DECODE_CAPSTONE_PREFIX_H

#include "arch/x86/decode/capstone_internal.h"

int sc_cs_prefix(struct cs_ctx *c, uint8_t byte);
/* size bytes, n of them prefixes, from code to out. */
void sc_cs_order(uint8_t *out, const uint8_t *code, size_t n, size_t size,
		 const struct cs_ctx *c);

#endif
