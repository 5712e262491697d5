// SPDX-License-Identifier: GPL-2.0-only
/* The table decoder: prefixes, opcode, and the frequent kinds. */
#include "arch/x86/decode/finish.h"
#include "arch/x86/decode/modrm.h"
#include "arch/x86/decode/table.h"

static const uint8_t prefix_of[256] = {
	[0x26] = P_NULL, [0x2e] = P_NULL, [0x36] = P_NULL, [0x3e] = P_NULL,
	[0x64] = P_SEG,	 [0x65] = P_SEG,  [0x66] = P_66,   [0x67] = P_67,
	[0xf0] = P_LOCK, [0xf2] = P_F2,	  [0xf3] = P_F3,
};

/* Two of a group: only repeated 66 and null segments (padding) are clear. */
static uint32_t read_prefixes(const uint8_t **p)
{
	const uint8_t *end = *p + SC_X86_MAX_LEN - 1;
	uint32_t bit, pfx = 0;

	while (*p < end && (bit = prefix_of[**p]) != 0) {
		if (pfx & bit & ~(P_66 | P_NULL))
			pfx |= P_CLASH;
		pfx |= bit;
		++*p;
	}
	if ((pfx & P_F2 && pfx & P_F3) || (pfx & P_SEG && pfx & P_NULL))
		pfx |= P_CLASH;
	return pfx;
}

static sc_inline uint32_t width_of(const struct sc_x86_state *s,
				   unsigned int bits)
{
	if (bits & F_BYTE)
		return 1;
	if (s->rex & REX_W || bits & F_64)
		return 8;
	return s->pfx & P_66 ? 2 : 4;
}

static sc_inline void memory_form(struct sc_x86_state *s,
				  const struct sc_x86_desc *d)
{
	struct sc_insn *insn = s->insn;
	unsigned int op;

	sc_x86_put_mem(s, d->bits, d->msize ? d->msize : s->width);
	insn->reg = (d->bits & (F_GW | F_RW)) == F_GW ? s->reg : SC_REG_NONE;
	insn->writes = d->writes | (d->bits & F_GW ? 1u << s->reg : 0);
	op = s->index == SC_REG_NONE ? d->op_mem : d->op_idx;
	if (s->width != 8 || s->pfx & (P_SEG | P_67))
		op = SC_OP_OTHER;
	insn->op = op;
	if (op == SC_OP_STORE)
		insn->reg = s->reg;
}

/* xor of a register with itself is how zero is loaded. */
static sc_inline void zero_idiom(struct sc_x86_state *s)
{
	if (s->reg != s->rm || s->width < 4)
		return;
	s->insn->op = SC_OP_MOVI;
	s->insn->base = SC_REG_NONE;
}

static sc_inline void register_form(struct sc_x86_state *s,
				    const struct sc_x86_desc *d)
{
	struct sc_insn *insn = s->insn;
	uint32_t bits = d->bits, writes = d->writes;
	uint32_t dst = SC_REG_NONE, src = SC_REG_NONE;

	if (bits & F_GW) {
		writes |= 1u << s->reg;
		dst = s->reg;
		src = s->rm;
	}
	if (bits & F_RW) {
		writes |= 1u << s->rm;
		dst = s->rm;
		src = s->reg;
	}
	sc_x86_clear(insn, s->width == 8 ? d->op : SC_OP_OTHER, writes);
	insn->reg = dst;
	if (bits & F_PAIR)
		insn->base = src;
	if (bits & F_XOR)
		zero_idiom(s);
}

static sc_inline int decode_modrm(struct sc_x86_state *s,
				  const struct sc_x86_desc *d)
{
	sc_x86_modrm(s);
	if (d->bits & (F_BYTE | F_RMBYTE)) {
		if (!sc_x86_is_mem(s))
			s->rm = sc_x86_byte_reg(s, s->rm);
		if (d->bits & F_BYTE)
			s->reg = sc_x86_byte_reg(s, s->reg);
	}
	if (sc_x86_is_mem(s)) {
		memory_form(s, d);
		return !(d->bits & F_REG);
	}
	register_form(s, d);
	return !(s->pfx & P_LOCK || d->bits & F_MEM);
}

int sc_x86_generic(struct sc_x86_state *s, const struct sc_x86_desc *d)
{
	return decode_modrm(s, d);
}

/* The immediate group on a register: what adds, masks and compares. */
static sc_inline void set_immediate(struct sc_x86_state *s,
				    const struct sc_x86_desc *d, int32_t val)
{
	struct sc_insn *insn = s->insn;

	if (d->op == SC_OP_CMP) {
		insn->op = SC_OP_CMP;
		insn->reg = s->rm;
		insn->size = s->width;
		insn->val = val;
		return;
	}
	if (insn->op == SC_OP_OTHER)
		return;
	if (d->bits & F_NEG && val == INT32_MIN) {
		insn->op = SC_OP_OTHER;
		return;
	}
	insn->val = d->bits & F_NEG ? -val : val;
}

static sc_inline int imm_group(struct sc_x86_state *s,
			       const struct sc_x86_desc *d)
{
	int ok = decode_modrm(s, d);
	int32_t val = sc_x86_imm(s, d->imm);

	if (!sc_x86_is_mem(s))
		set_immediate(s, d, val);
	else if (!val && (SC_X86_KEEPS_ON_0 >> (s->modrm >> 3 & 7) & 1))
		s->insn->flags &= (uint8_t)~SC_F_MEMW;
	return ok;
}

static sc_inline int decode_generic(struct sc_x86_state *s,
				    const struct sc_x86_desc *d)
{
	int ok = decode_modrm(s, d);

	if (d->imm)
		sc_x86_imm(s, d->imm);
	return ok;
}

static sc_inline int decode_lea(struct sc_x86_state *s)
{
	struct sc_insn *insn = s->insn;

	sc_x86_modrm(s);
	sc_x86_put_mem(s, 0, 0);
	insn->flags &= (uint8_t)~SC_F_SEG;
	insn->reg = s->reg;
	insn->writes = 1u << s->reg;
	insn->op = SC_OP_OTHER;
	if (s->width == 8 && s->rm < 16 && !insn->flags)
		insn->op = s->index == SC_REG_NONE ? SC_OP_LEA
						   : SC_OP_LEA_INDEX;
	return sc_x86_is_mem(s);
}

static sc_inline int decode_branch(struct sc_x86_state *s,
				   const struct sc_x86_desc *d,
				   unsigned int imm)
{
	sc_x86_clear(s->insn, d->op, d->writes);
	s->insn->val = sc_x86_imm(s, imm);
	if (s->pfx & P_67 && imm == I_B)
		s->insn->flags = SC_F_NARROW;
	return 1;
}

static sc_inline int push_pop(struct sc_x86_state *s, unsigned int opcode,
			      unsigned int op)
{
	uint32_t reg = (opcode & 7) | (s->rex & REX_B) << 3;

	sc_x86_clear(s->insn, op, op == SC_OP_POP ? 1u << reg : 0);
	s->insn->reg = reg;
	s->insn->size = 8;
	if (s->pfx & P_66) {
		s->insn->size = 2;
		s->insn->flags = SC_F_NARROW;
	}
	return !(s->pfx & P_66 && s->rex & REX_W);
}

/* A copy, so that the address of the state does not keep it in memory. */
static sc_inline int decode_rare(struct sc_x86_state *s,
				 const struct sc_x86_desc *d,
				 unsigned int opcode)
{
	struct sc_x86_state copy = *s;
	int ok = sc_x86_finish(&copy, d, opcode);

	s->p = copy.p;
	return ok;
}

static sc_inline int decode_by_kind(struct sc_x86_state *s,
				    const struct sc_x86_desc *d,
				    unsigned int opcode)
{
	switch (d->kind) {
	case K_GEN:
		return decode_generic(s, d);
	case K_IMM:
		return imm_group(s, d);
	case K_LEA:
		return decode_lea(s);
	case K_REL8:
		return decode_branch(s, d, I_B);
	case K_REL32:
		return decode_branch(s, d, I_Z);
	case K_PUSH:
		return push_pop(s, opcode, SC_OP_PUSH);
	case K_POP:
		return push_pop(s, opcode, SC_OP_POP);
	case K_NONE:
		return 0;
	default:
		return decode_rare(s, d, opcode);
	}
}

static sc_inline unsigned int decode_insn(const uint8_t *code,
					  struct sc_insn *insn)
{
	struct sc_x86_state s = { .p = code, .insn = insn };
	const struct sc_x86_desc *d;
	const uint8_t *start = code;
	unsigned int opcode, isrex, len;

	if (sc_unlikely(prefix_of[*code])) {
		s.pfx = read_prefixes(&code);
		s.p = code;
	}
	opcode = *s.p;
	isrex = (opcode & 0xf0) == 0x40;
	s.rex = isrex ? opcode : 0;
	s.p += isrex;
	opcode = *s.p++;
	d = &sc_x86_one[opcode];
	if (opcode == 0x0f) {
		opcode = *s.p++;
		d = &sc_x86_two[opcode];
	}
	if (d->kind >= K_GROUP)
		d = &sc_x86_groups[d->kind - K_GROUP][*s.p >> 3 & 7];
	if (sc_unlikely(s.pfx & ~d->allow))
		return 0;
	s.width = width_of(&s, d->bits);
	if (!decode_by_kind(&s, d, opcode))
		return 0;
	len = (unsigned int)(s.p - start);
	insn->len = len & 0xf;
	return len <= SC_X86_MAX_LEN ? len : 0;
}

/* Near the end of the code, decode a padded copy. */
static __attribute__((noinline)) unsigned int
decode_short(const uint8_t *code, size_t avail, struct sc_insn *insn)
{
	uint8_t copy[SC_X86_WINDOW] = { 0 };
	unsigned int len;

	memcpy(copy, code, avail);
	len = sc_x86_decode_table(copy, sizeof(copy), insn);
	return len <= avail ? len : 0;
}

unsigned int sc_x86_decode_table(const uint8_t *code, size_t avail,
				 struct sc_insn *insn)
{
	if (sc_unlikely(avail < SC_X86_WINDOW))
		return decode_short(code, avail, insn);
	return decode_insn(code, insn);
}
