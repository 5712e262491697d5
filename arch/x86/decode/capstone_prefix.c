// SPDX-License-Identifier: GPL-2.0-only
/*
 * Prefixes, as capstone 4.0.2 understands them.
 *
 * capstone: a mandatory prefix counts only when it comes last, f2 and f3
 * after 66; 67 changes the width of a near branch's distance and, with REX.W,
 * takes the place of 66; REX.W takes precedence over 66 and f3 where they
 * choose the instruction. SDM (2.1.1, 2.2.1): the order of prefixes means
 * nothing, 67 changes addresses only, and REX.W means nothing to these
 * instructions. So capstone gets them in its order and without the two.
 */
#include "arch/x86/decode/capstone_evex.h"
#include "arch/x86/decode/capstone_internal.h"
#include "arch/x86/decode/capstone_prefix.h"

#include <string.h>

int sc_cs_prefix(struct cs_ctx *c, uint8_t byte)
{
	switch (byte) {
	case 0xf2:
	case 0xf3:
		c->rep = byte;
		return 3;
	case 0x66:
		c->opsize = 1;
		return 2;
	case 0x64:
	case 0x65:
		c->seg = byte;
		return 1;
	case 0x67:
		c->addrsize = 1;
		return 1;
	case 0xf0:
		c->lock = 1;
		return 1;
	case 0x26:
	case 0x2e:
	case 0x36:
	case 0x3e:
		return 1;
	}
	return 0;
}

/* Only the address inside the opcodes a0 to a3 depends on 67. */
static int is_moffs(const uint8_t *p, const uint8_t *end)
{
	return p < end && (*p & 0xfc) == 0xa0;
}

/* movq and clwb, clflushopt; p is at the opcode */
static int ignores_rexw(const uint8_t *p, const uint8_t *end,
			const struct cs_ctx *c)
{
	if (end - p < 2 || *p != 0x0f)
		return 0;
	return (p[1] == 0x7e && c->rep == 0xf3) || (p[1] == 0xae && c->opsize);
}

void sc_cs_order(uint8_t *out, const uint8_t *code, size_t n, size_t size,
		 const struct cs_ctx *c)
{
	bool keep = c->keep_addrsize || is_moffs(c->opcode, code + size);
	uint8_t addrsize = keep ? 0x67 : 0x3e;
	struct cs_ctx unused;
	size_t i, at = 0;
	int pass;

	for (pass = 1; pass <= 3; pass++)
		for (i = 0; i < n; i++)
			if (sc_cs_prefix(&unused, code[i]) == pass)
				out[at++] = code[i] == 0x67 ? addrsize
							    : code[i];
	memcpy(out + n, code + n, size - n);
	if (size - n > 5 && *c->opcode == 0x62)
		sc_cs_order_evex(out + n);
	if (c->rex && ignores_rexw(c->opcode, code + size, c))
		out[n] &= (uint8_t)~8;
}
