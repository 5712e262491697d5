/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The part of capstone_fixups.c that is about EVEX. capstone 4.0.2: with V' it
 * takes the index of the memory operand for a vector; a register form with a
 * rounding mode is a byte too long; the factor of an 8-bit displacement is
 * another vector length's or width's.
 */
#ifndef ARCH_X86_DECODE_CAPSTONE_EVEX_H
#define ARCH_X86_DECODE_CAPSTONE_EVEX_H

#include "arch/x86/decode/capstone_internal.h"

/* The same for EVEX; p is at the prefix, five bytes are readable. */
void sc_cs_order_evex(uint8_t *p);
int sc_cs_refuse_evex(const struct cs_ctx *c);
void sc_cs_fix_evex(struct cs_ctx *c);
bool sc_cs_misnamed_evex(const struct cs_ctx *c);

#endif
