/* SPDX-License-Identifier: GPL-2.0-only */
/* Which vector registers an instruction may change. */
#ifndef ARCH_X86_VECTOR_H
#define ARCH_X86_VECTOR_H

#include "arch/x86/x86.h"

/* vector.c */
uint32_t sc_x86_writes_vectors(const struct sc_insn *insn, const uint8_t *code);

#endif
