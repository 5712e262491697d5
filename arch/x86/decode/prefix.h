/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What comes before an opcode: prefixes, and how its map is named (SDM 2, 2.1 to
 * 2.7; APX specification, 3.1; AMD 3, 1.2).
 */
#ifndef ARCH_X86_DECODE_PREFIX_H
#define ARCH_X86_DECODE_PREFIX_H

#include "arch/x86/decode/cursor.h"
/* Prefixes; REX counts only right before the opcode. */
void sc_x86_take_prefixes(struct sc_x86_cursor *c, const uint8_t *start);
/* The opcode with its map, and what the bytes before it say. */
void sc_x86_take_opcode(struct sc_x86_cursor *c);

#endif
