/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Where capstone 4.0.2 or 5.0 is wrong, and what the Intel SDM (volume 2) says.
 */
#ifndef ARCH_X86_DECODE_CAPSTONE_FIXUPS_H
#define ARCH_X86_DECODE_CAPSTONE_FIXUPS_H

#include "arch/x86/decode/capstone_internal.h"

/* An instruction whose memory operand is not written in the instruction. */
int sc_cs_is_string(const struct cs_ctx *c);
/* Whether operand 1 is a source of its own, not a count or a port. */
int sc_cs_two_registers(const struct cs_ctx *c);
int sc_cs_refuse(const struct cs_ctx *c);
void sc_cs_fix_access(struct cs_ctx *c);
void sc_cs_fix_operand(struct cs_ctx *c);
/* Does capstone know only the name of another instruction? */
bool sc_cs_misnamed(const struct cs_ctx *c);

#endif
