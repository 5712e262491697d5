/* SPDX-License-Identifier: GPL-2.0-only */
/* Unwind hints of the kernel's assembly: what they make of a state. */
#ifndef ARCH_X86_HINT_H
#define ARCH_X86_HINT_H

#include "arch/x86/x86.h"

bool sc_x86_hint(struct sc_state *st, const struct sc_hint *hint);

#endif
