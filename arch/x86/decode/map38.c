// SPDX-License-Identifier: GPL-2.0-only
/* 0f 38 and 0f 3a without VEX. */
#include "arch/x86/decode/map38.h"
#include "arch/x86/decode/table.h"
#include "arch/x86/decode/vec.h"

enum { PP_NONE, PP_66, PP_F3, PP_F2, PP_66_F2, PP_CLASH };

static unsigned int mandatory_prefix(const struct sc_x86_state *s)
{
	switch (s->pfx & (P_66 | P_F2 | P_F3)) {
	case 0:
		return PP_NONE;
	case P_66:
		return PP_66;
	case P_F3:
		return PP_F3;
	case P_F2:
		return PP_F2;
	case P_66 | P_F2:
		return PP_66_F2;
	}
	return PP_CLASH;
}

static int decode_generic(struct sc_x86_state *s, unsigned int bits,
			  unsigned int msize)
{
	const struct sc_x86_desc d = { .bits = bits, .msize = msize };

	return sc_x86_generic(s, &d);
}

/* movbe, and with f2 crc32 */
static int movbe_crc(struct sc_x86_state *s, unsigned int opcode,
		     unsigned int pp)
{
	unsigned int byte = opcode == 0xf0;

	if (pp == PP_F2 || pp == PP_66_F2)
		return decode_generic(
			s, F_GW | F_PAIR | F_MR | (byte ? F_RMBYTE : 0),
			byte ? 1 : 0);
	if (pp > PP_66)
		return 0;
	return byte ? decode_generic(s, F_GW | F_MR | F_MEM, 0)
		    : decode_generic(s, F_MW | F_MEM, 0);
}

/* adcx, adox, wrss */
static int decode_carry(struct sc_x86_state *s, unsigned int pp)
{
	if (pp == PP_NONE)
		return decode_generic(s, F_MW | F_MEM, 0);
	if (pp == PP_66 || pp == PP_F3) {
		s->width = s->rex & REX_W ? 8 : 4;
		return decode_generic(s, F_GW | F_PAIR | F_MR, 0);
	}
	return 0;
}

/* movdir64b, enqcmd: 64 bytes to where modrm.reg points */
static int decode_move64(struct sc_x86_state *s, unsigned int pp)
{
	sc_x86_modrm(s);
	if (!sc_x86_is_mem(s) || pp == PP_NONE || pp > PP_F2)
		return 0;
	s->rm = s->reg;
	s->index = SC_REG_NONE;
	s->disp = 0;
	s->pfx &= ~(uint32_t)P_SEG;
	sc_x86_put_mem(s, F_MW, 64);
	s->insn->op = SC_OP_OTHER;
	s->insn->reg = SC_REG_NONE;
	s->insn->writes = 0;
	return 1;
}

static int decode_general(struct sc_x86_state *s, unsigned int opcode,
			  unsigned int pp)
{
	switch (opcode) {
	case 0x80: /* invept, invvpid, invpcid */
	case 0x81:
	case 0x82:
		return pp == PP_66 && decode_generic(s, F_MR | F_MEM, 16);
	case 0xf0:
	case 0xf1:
		return movbe_crc(s, opcode, pp);
	case 0xf5: /* wruss */
		s->width = s->rex & REX_W ? 8 : 4;
		return pp == PP_66 && decode_generic(s, F_MW | F_MEM, 0);
	case 0xf6:
		return decode_carry(s, pp);
	case 0xf8:
		return decode_move64(s, pp);
	case 0xf9: /* movdiri */
		return pp == PP_NONE && decode_generic(s, F_MW | F_MEM, 0);
	}
	return 0;
}

static int decode_vector(struct sc_x86_state *s, const struct sc_x86_vec *v,
			 unsigned int pp)
{
	if (pp > PP_F2)
		return 0;
	sc_x86_modrm(s);
	if (!(v->sse >> (pp + (sc_x86_is_mem(s) ? 4 : 0)) & 1))
		return 0;
	return sc_x86_vec_act(s, v->act, pp, 16);
}

int sc_x86_map38(struct sc_x86_state *s)
{
	unsigned int opcode = *s->p++;
	unsigned int pp = mandatory_prefix(s);

	if (sc_x86_vec[1][opcode].sse)
		return decode_vector(s, &sc_x86_vec[1][opcode], pp);
	return decode_general(s, opcode, pp);
}

int sc_x86_map3a(struct sc_x86_state *s)
{
	unsigned int opcode = *s->p++;
	int ok = decode_vector(s, &sc_x86_vec[2][opcode], mandatory_prefix(s));

	s->p++;
	return ok;
}
