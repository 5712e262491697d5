/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef ARCH_X86_USER_ACCESS_H
#define ARCH_X86_USER_ACCESS_H

#include "stackcheck/core/arch.h"

/* See sc_arch.user_access. */
enum sc_user_access sc_x86_user_access(const struct sc_insn *insn,
				       const uint8_t *code);

#endif
