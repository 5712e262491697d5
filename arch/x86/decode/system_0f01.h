/* SPDX-License-Identifier: GPL-2.0-only */
/* 0f 01, where each register form is an instruction of its own. */
#ifndef ARCH_X86_DECODE_SYSTEM_0F01_H
#define ARCH_X86_DECODE_SYSTEM_0F01_H

#include "arch/x86/decode/modrm.h"

int sc_x86_0f01(struct sc_x86_state *s);

#endif
