// SPDX-License-Identifier: GPL-2.0-only
/*
 * The part of capstone_fixups.c that is about EVEX.
 *
 * capstone 4.0.2: with V' it takes the index of the memory operand for a
 * vector; a register form with a rounding mode is a byte too long; the
 * factor of an 8-bit displacement is another vector length's or width's.
 * SDM (2.7.5, 2.7.1): only VSIB has a vector index, rounding is in EVEX.L'L,
 * the factor follows from the tuple type.
 */
#include "arch/x86/decode/capstone_evex.h"
#include "arch/x86/decode/capstone_internal.h"

enum { FULL, SCALAR, BROADCAST, COMPARE };

/* Opcodes with a wrong factor, and which is right. */
static const struct {
	uint8_t map, opcode, rule;
} factors[] = {
	{ 1, 0x2a, SCALAR },	{ 1, 0x7b, SCALAR },	{ 1, 0x64, FULL },
	{ 1, 0x65, FULL },	{ 1, 0x74, FULL },	{ 1, 0x75, FULL },
	{ 1, 0xd5, FULL },	{ 1, 0xda, FULL },	{ 1, 0xde, FULL },
	{ 1, 0xea, FULL },	{ 1, 0xee, FULL },	{ 1, 0xf8, FULL },
	{ 1, 0xf9, FULL },	{ 1, 0xfc, FULL },	{ 1, 0xfd, FULL },
	{ 2, 0x38, FULL },	{ 2, 0x3a, FULL },	{ 2, 0x3c, FULL },
	{ 2, 0x3e, FULL },	{ 2, 0x45, BROADCAST }, { 2, 0x46, BROADCAST },
	{ 2, 0x47, BROADCAST }, { 2, 0x4d, SCALAR },	{ 2, 0x4f, SCALAR },
	{ 2, 0xa9, SCALAR },	{ 2, 0xab, SCALAR },	{ 2, 0xad, SCALAR },
	{ 2, 0xaf, SCALAR },	{ 2, 0xcb, SCALAR },	{ 2, 0xcd, SCALAR },
	{ 2, 0x96, BROADCAST }, { 2, 0x97, BROADCAST }, { 2, 0x98, BROADCAST },
	{ 2, 0x9a, BROADCAST }, { 2, 0x9c, BROADCAST }, { 2, 0x9e, BROADCAST },
	{ 2, 0xc8, BROADCAST }, { 2, 0xca, BROADCAST }, { 2, 0xcc, BROADCAST },
	{ 1, 0xc2, COMPARE },
};

static int is_evex(const struct cs_ctx *c)
{
	return *c->opcode == 0x62;
}

void sc_cs_order_evex(uint8_t *p)
{
	p[3] |= 8; /* the vector registers do not matter here */
}

int sc_cs_refuse_evex(const struct cs_ctx *c)
{
	const uint8_t *p = c->opcode;

	return is_evex(c) && p[3] & 0x10 && p[5] >= 0xc0;
}

static int disp_factor(const uint8_t *p, unsigned int rule)
{
	int element = p[2] & 0x80 ? 8 : 4, full = 16 << (p[3] >> 5 & 3);

	switch (rule) {
	case SCALAR:
		return element;
	case COMPARE:
		if (p[2] & 2)
			return element;
		return p[3] & 0x10 ? element : full;
	case BROADCAST:
		return p[3] & 0x10 ? element : full;
	}
	return full;
}

/* capstone: a vector. SDM: vpmov* (f3 0f 38) stores a fraction of one. */
static void fix_narrowing(struct cs_ctx *c)
{
	static const uint8_t shifts[] = { 1, 2, 3, 1, 2, 1 };
	const uint8_t *p = c->opcode;
	unsigned int high = p[4] >> 4, low = p[4] & 0xf;

	if ((p[1] & 3) == 2 && (p[2] & 3) == 2 && high >= 1 && high <= 3 &&
	    low < 6 && c->insn->flags & SC_F_MEMW)
		c->insn->size = (16u << (p[3] >> 5 & 3)) >> shifts[low];
}

/* The rule of factors[] for the instruction at @p, or -1. */
static int factor_rule(const uint8_t *p)
{
	for (unsigned int i = 0; i < sizeof(factors) / sizeof(factors[0]); i++)
		if (factors[i].map == (p[1] & 3) && factors[i].opcode == p[4])
			return factors[i].rule;
	return -1;
}

void sc_cs_fix_evex(struct cs_ctx *c)
{
	const uint8_t *p = c->opcode;
	unsigned int sib = (p[5] & 7) == 4;
	int rule;

	if (!is_evex(c))
		return;
	fix_narrowing(c);
	rule = p[5] >> 6 == 1 ? factor_rule(p) : -1;
	if (rule >= 0)
		c->insn->val =
			(int8_t)p[6 + sib] * disp_factor(p, (unsigned int)rule);
}

/* The text has the wrong factor, and of scalars the other width's name. */
bool sc_cs_misnamed_evex(const struct cs_ctx *c)
{
	const uint8_t *p = c->opcode;
	int rule = is_evex(c) ? factor_rule(p) : -1;

	return rule == SCALAR || (rule >= 0 && p[5] >> 6 == 1);
}
