/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Layouts of the kernel's tables on this processor, by version. Sources: the
 * kernel's asm/orc_types.h (of which scripts/orc_hash.sh makes the hash),
 * asm-generic/bug.h with asm/bug.h, and asm/alternative.h.
 */
#ifndef ARCH_X86_FORMAT_H
#define ARCH_X86_FORMAT_H

#include "arch/x86/x86.h"
bool sc_x86_is_trap(const uint8_t *code, size_t avail);

#endif
