/* SPDX-License-Identifier: GPL-2.0-only */
/* String stores (movs, stos, ins). */
#ifndef ARCH_X86_STRING_H
#define ARCH_X86_STRING_H

#include "arch/x86/x86.h"

/* Is it one, repeated or not, that stores? */
bool sc_x86_is_string_store(const struct sc_insn *insn);
/* Make such a one, instruction @i of @f, a FILL if its extent is known. */
void sc_x86_string_store(const struct sc_object *obj, const struct sc_func *f,
			 uint32_t i);

#endif
