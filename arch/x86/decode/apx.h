/* SPDX-License-Identifier: GPL-2.0-only */
/* Instructions with REX2, or with EVEX and a map of 4 (APX specification, 3). */
#ifndef ARCH_X86_DECODE_APX_H
#define ARCH_X86_DECODE_APX_H

#include "arch/x86/decode/decode.h"
#include "arch/x86/decode/length.h"

/* Each returns the length, or 0 if what the instruction does is not known. */
unsigned int sc_x86_rex2(struct sc_decoder *dec, const uint8_t *code,
			 const struct sc_x86_form *form, struct sc_insn *insn);
unsigned int sc_x86_promoted(const struct sc_x86_form *form,
			     struct sc_insn *insn);

#endif
