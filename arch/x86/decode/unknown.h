/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef ARCH_X86_DECODE_UNKNOWN_H
#define ARCH_X86_DECODE_UNKNOWN_H

#include "arch/x86/decode/decode.h"
#include "arch/x86/decode/length.h"

/* What an instruction of that form does at most; returns its length. */
unsigned int sc_x86_unknown(const struct sc_x86_form *form,
			    struct sc_insn *insn);

#endif
