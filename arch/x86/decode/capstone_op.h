/* SPDX-License-Identifier: GPL-2.0-only */
/* Which operation of core/insn.h an instruction is, by capstone's mnemonic. */
#ifndef ARCH_X86_DECODE_CAPSTONE_OP_H
#define ARCH_X86_DECODE_CAPSTONE_OP_H

#include "arch/x86/decode/capstone_internal.h"

void sc_cs_set_op(struct cs_ctx *c);

#endif
