/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Instructions that were decoded lately, by their bytes: three of five are the
 * same as one of the last two thousand. What the bytes mean is a matter of these
 * alone, unless a relocation fills some of them in: such are not put here.
 */
#ifndef STACKCHECK_CFG_KNOWN_INSNS_H
#define STACKCHECK_CFG_KNOWN_INSNS_H

#include "stackcheck/cfg/code.h"

#define SC_KNOWN_BITS 11
#define SC_KNOWN_LEN 8 /* bytes of the longest that is put here */

struct sc_known_insn {
	uint64_t bytes; /* zero behind the last one */
	uint16_t shape; /* its number, not SC_SHAPE_WHOLE */
	int16_t val;
	uint8_t len; /* 0: free */
	uint8_t op;
};

struct sc_known_insns {
	struct sc_known_insn insn[1 << SC_KNOWN_BITS];
};

/* The place of those that begin with the first three of @bytes. */
static inline struct sc_known_insn *sc_known_place(struct sc_known_insns *known,
						   uint64_t bytes)
{
	uint64_t hash = (bytes << 40) * 0x9e3779b97f4a7c15u;

	return &known->insn[hash >> (64 - SC_KNOWN_BITS)];
}

/* What the 8 bytes at @code begin with, or NULL: not known. */
static inline const struct sc_known_insn *
sc_known_find(struct sc_known_insns *known, const uint8_t *code)
{
	const struct sc_known_insn *k;
	uint64_t bytes;

	memcpy(&bytes, code, sizeof(bytes));
	k = sc_known_place(known, bytes);
	return k->len && !((bytes ^ k->bytes) << (64 - 8 * k->len)) ? k : NULL;
}

/* Put down that @insn is at @code, of which 8 bytes can be read. */
static inline void sc_known_put(struct sc_known_insns *known,
				const uint8_t *code, const struct sc_insn *insn,
				uint16_t shape)
{
	struct sc_known_insn *k;
	uint64_t bytes;

	memcpy(&bytes, code, sizeof(bytes));
	k = sc_known_place(known, bytes);
	k->bytes = bytes & UINT64_MAX >> (64 - 8 * insn->len);
	k->shape = shape;
	k->val = (int16_t)insn->val;
	k->len = insn->len;
	k->op = insn->op;
}

#endif
