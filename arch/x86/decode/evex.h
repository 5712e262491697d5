/* SPDX-License-Identifier: GPL-2.0-only */
/* EVEX encodings of general use, without those of FP16 and VSIB. */
#ifndef ARCH_X86_DECODE_EVEX_H
#define ARCH_X86_DECODE_EVEX_H

#include "arch/x86/decode/vec.h"

#define EVEX_KEY(map, op, pp, w) ((map) << 11 | (op) << 3 | (pp) << 1 | (w))

/*
 * What an 8-bit displacement counts, and so the bytes of memory: by vector
 * length (16, 32, 64 and fractions), as movddup does, or fixed.
 */
enum sc_x86_evex_n {
	N_FULL,
	N_HALF,
	N_QUARTER,
	N_EIGHTH,
	N_DUP,
	N_1,
	N_2,
	N_4,
	N_8,
	N_16,
	N_32,
};

enum sc_x86_evex_act {
	E_READ,
	E_STORE, /* N bytes */
	E_COMPRESS, /* up to a vector, though N is one element */
	E_REG, /* writes the general register of modrm.reg */
	E_RM, /* writes the general register of r/m, or N bytes */
	E_SHIFT,
};

struct sc_x86_evex {
	uint16_t key;
	uint8_t reg; /* register form: bit L'L; 8: with rounding or sae */
	uint8_t mem; /* memory form: bit L'L; 8: with broadcast */
	uint8_t perm; /* 1: vvvv is an operand, 2: mask, 4: zeroing; mem << 4 */
	uint8_t n;
	uint8_t act;
};

extern const struct sc_x86_evex sc_x86_evex_ops[];
extern const unsigned int sc_x86_evex_count;

struct sc_x86_state;
int sc_x86_evex(struct sc_x86_state *s);

#endif
