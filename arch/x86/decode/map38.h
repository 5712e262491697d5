/* SPDX-License-Identifier: GPL-2.0-only */
/* 0f 38 and 0f 3a without VEX. */
#ifndef ARCH_X86_DECODE_MAP38_H
#define ARCH_X86_DECODE_MAP38_H

#include "arch/x86/decode/modrm.h"

int sc_x86_map38(struct sc_x86_state *s);
int sc_x86_map3a(struct sc_x86_state *s);

#endif
