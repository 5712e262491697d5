/* SPDX-License-Identifier: GPL-2.0-only */
/* Stack operations, control flow and what has no operand of interest. */
#ifndef ARCH_X86_DECODE_CAPSTONE_CONTROL_H
#define ARCH_X86_DECODE_CAPSTONE_CONTROL_H

#include "arch/x86/decode/capstone_internal.h"

/* The part of it that is not about registers and memory. */
int sc_cs_control(struct cs_ctx *c);

#endif
