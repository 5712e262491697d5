// SPDX-License-Identifier: GPL-2.0-only
/*
 * Which vector registers an instruction may change. Asked only while one holds
 * what a callee-saved register held on entry, so it may say too many: every
 * vector operand of a register form counts as written. What is not known to
 * leave other registers alone changes all (Intel SDM 2, appendix A: opcode maps).
 */
#include "arch/x86/vector.h"
#include "arch/x86/x86.h"

#define ALL UINT32_MAX
#define BIT(n) (1u << (n))

/* An instruction's bytes from the opcode on, and what prefixes say. */
struct encoding {
	const uint8_t *opcode, *end;
	unsigned int map; /* 1: 0f, 2: 0f 38, 3: 0f 3a; 0: one byte */
	unsigned int r, b; /* bits that extend modrm.reg and modrm.rm */
	unsigned int vvvv; /* VEX: a register, or 0 */
	bool vex, has_66, has_rep;
};

static bool is_prefix(uint8_t c)
{
	return c == 0x66 || c == 0xf2 || c == 0xf3 || c == 0x2e || c == 0x36 ||
	       c == 0x3e || c == 0x26 || c == 0x64 || c == 0x65 || c == 0x67 ||
	       c == 0xf0;
}

/* VEX: C5 with one byte more, C4 with two. */
static bool read_vex(struct encoding *e, const uint8_t *p)
{
	const uint8_t *last = p + (*p == 0xc5 ? 1 : 2);

	if (last + 2 > e->end)
		return false;
	e->vex = true;
	e->r = p[1] & 0x80 ? 0 : 8;
	e->b = *p == 0xc5 || p[1] & 0x20 ? 0 : 8;
	e->map = *p == 0xc5 ? 1 : p[1] & 0x1f;
	e->vvvv = (*last ^ 0xffu) >> 3 & 0xf;
	e->has_66 = (*last & 3) == 1;
	e->has_rep = *last & 2;
	e->opcode = last + 1;
	return e->map >= 1 && e->map <= 3;
}

/* Legacy prefixes, REX, and the escape bytes of the map. */
static bool read_legacy(struct encoding *e, const uint8_t *p)
{
	if (p < e->end && (*p & 0xf0) == 0x40) {
		e->r = *p & 4 ? 8 : 0;
		e->b = *p & 1 ? 8 : 0;
		p++;
	}
	if (p < e->end && *p == 0x0f) {
		e->map = 1;
		p++;
		if (p < e->end && (*p == 0x38 || *p == 0x3a))
			e->map = *p++ == 0x38 ? 2 : 3;
	}
	e->opcode = p;
	return p < e->end;
}

/* False: something else, EVEX and XOP among it. */
static bool read_encoding(struct encoding *e, const uint8_t *code,
			  unsigned int len)
{
	const uint8_t *p = code;

	*e = (struct encoding){ .end = code + len };
	for (; p < e->end && is_prefix(*p); p++) {
		e->has_66 |= *p == 0x66;
		e->has_rep |= *p == 0xf2 || *p == 0xf3;
	}
	if (p >= e->end || *p == 0x62 || *p == 0xd5)
		return false;
	if (*p == 0xc4 || *p == 0xc5)
		return read_vex(e, p);
	/* pop of memory, or XOP */
	if (*p == 0x8f && p + 1 < e->end && (p[1] & 0x38))
		return false;
	return read_legacy(e, p);
}

/* Two-byte opcodes without a vector operand. */
static bool is_general(unsigned int opcode)
{
	switch (opcode) {
	case 0x0d: /* prefetchw */
	case 0x18 ... 0x1f: /* hints, no-ops */
	case 0x31: /* rdtsc */
	case 0x40 ... 0x4f: /* cmov */
	case 0x80 ... 0x9f: /* jcc, setcc */
	case 0xa2 ... 0xa5: /* cpuid, bt, shld */
	case 0xab ... 0xad: /* bts, shrd */
	case 0xaf: /* imul */
	case 0xb0 ... 0xb1: /* cmpxchg */
	case 0xb3: /* btr */
	case 0xb6 ... 0xb8: /* movzx, popcnt */
	case 0xba ... 0xc1: /* bt, bsf, movsx, xadd */
	case 0xc3: /* movnti */
	case 0xc8 ... 0xcf: /* bswap */
		return true;
	}
	return false;
}

/* Instructions that read vector registers only. */
static bool reads_only(const struct encoding *e)
{
	bool mem = e->opcode + 1 < e->end && e->opcode[1] < 0xc0;

	switch (*e->opcode) {
	case 0x11: /* stores, if to memory */
	case 0x13:
	case 0x17:
	case 0x29:
	case 0x2b:
	case 0x7f:
	case 0xd6:
	case 0xe7:
		return mem;
	case 0x2e: /* comparisons that set flags */
	case 0x2f:
	case 0x50: /* to general registers */
	case 0xd7:
		return true;
	case 0x2c:
	case 0x2d:
		return e->has_rep;
	case 0x7e: /* f3 goes before 66: movq to a vector register */
		return e->has_66 && !e->has_rep;
	}
	return false;
}

static uint32_t named_vectors(const struct encoding *e)
{
	unsigned int modrm = e->opcode[1];
	uint32_t mask = BIT(e->r | (modrm >> 3 & 7));

	/* movd and movq: the other one is a general register */
	if (modrm >= 0xc0 && !(e->map == 1 && *e->opcode == 0x6e))
		mask |= BIT(e->b | (modrm & 7));
	return e->vex ? mask | BIT(e->vvvv) : mask;
}

static uint32_t two_bytes(const struct encoding *e)
{
	unsigned int opcode = *e->opcode;

	/* emms, vzeroupper and vzeroall; system and state instructions */
	if (opcode < 0x10 || opcode == 0x77 || opcode == 0xae ||
	    opcode == 0xc7 || (opcode >= 0x20 && opcode <= 0x27) ||
	    (opcode >= 0x30 && opcode <= 0x3f) || opcode >= 0xff ||
	    (opcode >= 0xa0 && opcode <= 0xaf) || opcode == 0x78 ||
	    opcode == 0x79)
		return !e->vex && is_general(opcode) ? 0 : ALL;
	if (reads_only(e) || (!e->vex && is_general(opcode)))
		return 0;
	return e->opcode + 1 < e->end ? named_vectors(e) : ALL;
}

static uint32_t three_bytes(const struct encoding *e)
{
	unsigned int opcode = *e->opcode;

	/* some have registers that no operand names: string comparisons,
	 * Key Locker */
	if (e->opcode + 1 >= e->end ||
	    (e->map == 3 && opcode >= 0x60 && opcode <= 0x63) ||
	    (e->map == 2 && opcode >= 0xd8 && opcode != 0xdb &&
	     (e->has_rep || opcode > 0xdf)))
		return ALL;
	return named_vectors(e);
}

uint32_t sc_x86_writes_vectors(const struct sc_insn *insn, const uint8_t *code)
{
	struct encoding e;

	switch (insn->op) {
	case SC_OP_SYSTEM:
	case SC_OP_SYSCALL:
	case SC_OP_BAD:
		return ALL;
	}
	if (!read_encoding(&e, code, insn->len))
		return ALL;
	if (e.map == 0)
		return 0;
	return e.map == 1 ? two_bytes(&e) : three_bytes(&e);
}
