/* SPDX-License-Identifier: GPL-2.0-only */
/* Instructions with EVEX and a map of 4 (APX specification, 3). */
#ifndef ARCH_X86_DECODE_PROMOTED_H
#define ARCH_X86_DECODE_PROMOTED_H

#include "arch/x86/decode/decode.h"
#include "arch/x86/decode/length.h"

/* Returns the length, or 0 if what the instruction does is not known. */
unsigned int sc_x86_promoted(const struct sc_x86_form *form,
			     struct sc_insn *insn);

#endif
