// SPDX-License-Identifier: GPL-2.0-only
/* d8 to df: no general register but fnstsw's; what is stored to memory. */
#include "arch/x86/decode/modrm.h"
#include "arch/x86/decode/x87.h"

#define NO 0xff /* no such instruction */
#define RD 0xfe /* only reads */
/* what depends on the width: fnstenv and fnsave, of a 16-bit format and not */
#define ENV 0xfd
#define ALL 0xfc

/* Bytes stored by the memory form. */
static const uint8_t stores[8][8] = {
	{ RD, RD, RD, RD, RD, RD, RD, RD }, { RD, NO, 4, 4, RD, RD, ENV, 2 },
	{ RD, RD, RD, RD, RD, RD, RD, RD }, { RD, 4, 4, 4, NO, RD, NO, 10 },
	{ RD, RD, RD, RD, RD, RD, RD, RD }, { RD, 8, 8, 8, RD, NO, ALL, 2 },
	{ RD, RD, RD, RD, RD, RD, RD, RD }, { RD, 2, 2, 2, RD, RD, 10, 8 },
};

/* Register forms that exist: bit modrm & 63. Undocumented aliases do not. */
static const uint64_t forms[8] = {
	0xffffffffffffffffull, 0xffff7f330001ffffull, 0x00000200ffffffffull,
	0x00ffff0cffffffffull, 0xffffffff0000ffffull, 0x0000ffffffff00ffull,
	0xffffffff0200ffffull, 0x00ffff0100000000ull,
};

static int decode_memory(struct sc_x86_state *s, unsigned int opcode)
{
	unsigned int store = stores[opcode & 7][s->modrm >> 3 & 7];

	if (store == NO)
		return 0;
	if (store == ENV || store == ALL)
		store = store == ENV ? SC_X87_ENV : SC_X87_ALL;
	sc_x86_put_mem(s, store == RD ? F_MR : F_MW, store == RD ? 0 : store);
	s->insn->op = SC_OP_OTHER;
	s->insn->reg = SC_REG_NONE;
	s->insn->writes = 0;
	return 1;
}

int sc_x86_x87(struct sc_x86_state *s, unsigned int opcode)
{
	sc_x86_modrm(s);
	if (sc_x86_is_mem(s))
		return decode_memory(s, opcode);
	sc_x86_clear(s->insn, SC_OP_OTHER, 0);
	if (opcode == 0xdf && s->modrm == 0xe0) {
		s->insn->writes = 1;
		s->insn->reg = 0;
	}
	return forms[opcode & 7] >> (s->modrm & 63) & 1;
}
