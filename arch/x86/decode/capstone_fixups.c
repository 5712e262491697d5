// SPDX-License-Identifier: GPL-2.0-only
/*
 * Where capstone 4.0.2 or 5.0 is wrong, and what the Intel SDM (volume 2) says.
 * Everything that the comparison with the table needs is here.
 */
#include "arch/x86/decode/capstone_evex.h"
#include "arch/x86/decode/capstone_fixups.h"
#include "arch/x86/decode/capstone_internal.h"

#define R CS_AC_READ
#define W CS_AC_WRITE
#define RW (CS_AC_READ | CS_AC_WRITE)

/* Access of operands 0 and 1, by mnemonic. */
static const struct {
	uint16_t id;
	uint8_t op[2];
} accesses[] = {
	/* capstone: written. SDM: TEST and VMWRITE change flags only. */
	{ X86_INS_TEST, { R, R } },
	{ X86_INS_VMWRITE, { R, R } },
	/* capstone: the memory form is only read. SDM: rotated in place. */
	{ X86_INS_ROL, { RW, R } },
	{ X86_INS_ROR, { RW, R } },
	{ X86_INS_RCL, { RW, R } },
	{ X86_INS_RCR, { RW, R } },
	{ X86_INS_CMPXCHG, { RW, R } },
	{ X86_INS_CMPXCHG8B, { RW } },
	{ X86_INS_CMPXCHG16B, { RW } },
	/* capstone: read. SDM: stores of a register. */
	{ X86_INS_MOVNTI, { W, R } },
	{ X86_INS_MOVBE, { W, R } },
	{ X86_INS_STMXCSR, { W } },
	{ X86_INS_VSTMXCSR, { W } },
#if CS_API_MAJOR >= 5
	/* capstone: no access with 16 bits. SDM: undefined, so it may change. */
	{ X86_INS_BSWAP, { RW } },
	/* capstone: no access. AMD APM 3: the register is loaded. */
	{ X86_INS_SLWPCB, { W } },
	/* capstone: no access. SDM: the register is loaded. */
	{ X86_INS_RDSSPD, { RW } },
	{ X86_INS_RDSSPQ, { RW } },
	/* capstone: no access. SDM: stores of a register. */
	{ X86_INS_WRSSD, { W, R } },
	{ X86_INS_WRSSQ, { W, R } },
	{ X86_INS_WRUSSD, { W, R } },
	{ X86_INS_WRUSSQ, { W, R } },
	/* capstone: only read. The table counts the copied 64 bytes as written. */
	{ X86_INS_MOVDIR64B, { R, W } },
#endif
	/* capstone: no access. SDM: the far pointer is read. */
	{ X86_INS_LCALL, { R, R } },
	{ X86_INS_LJMP, { R, R } },
	/* capstone: SETcc reads its operand. SDM: it sets it to 0 or 1. */
	{ X86_INS_SETA, { W } },
	{ X86_INS_SETAE, { W } },
	{ X86_INS_SETB, { W } },
	{ X86_INS_SETBE, { W } },
	{ X86_INS_SETE, { W } },
	{ X86_INS_SETG, { W } },
	{ X86_INS_SETGE, { W } },
	{ X86_INS_SETL, { W } },
	{ X86_INS_SETLE, { W } },
	{ X86_INS_SETNE, { W } },
	{ X86_INS_SETNO, { W } },
	{ X86_INS_SETNP, { W } },
	{ X86_INS_SETNS, { W } },
	{ X86_INS_SETO, { W } },
	{ X86_INS_SETP, { W } },
	{ X86_INS_SETS, { W } },
};

/* Implicit writes of general registers: what to add and what to remove. */
static const struct {
	uint16_t id, add, remove;
} implicit[] = {
	/* capstone: rax too. SDM: CWD, CDQ and CQO write rdx only. */
	{ X86_INS_CWD, 1u << 2, 1u << 0 },
	{ X86_INS_CDQ, 1u << 2, 1u << 0 },
	{ X86_INS_CQO, 1u << 2, 1u << 0 },
	/* capstone: none. SDM: a failed comparison loads the accumulator. */
	{ X86_INS_CMPXCHG, 1u << 0, 0 },
#if CS_API_MAJOR >= 5
	/* capstone: none. SDM: the value is in eax, and edx is cleared. */
	{ X86_INS_RDPKRU, 1u << 0 | 1u << 2, 0 },
#endif
	/* capstone: none. SDM: AL is replaced. */
	{ X86_INS_XLATB, 1u << 0, 0 },
	/* capstone: none. SDM: leaves return in rax, rbx, rcx and rdx. */
	{ X86_INS_ENCLS, 0xf, 0 },
	{ X86_INS_ENCLU, 0xf, 0 },
};

/*
 * capstone: these read memory. SDM: they compute, hint at or flush an
 * address, and access nothing.
 */
static const uint16_t no_access[] = {
	X86_INS_LEA,	     X86_INS_PREFETCH,	 X86_INS_PREFETCHW,
	X86_INS_PREFETCHNTA, X86_INS_PREFETCHT0, X86_INS_PREFETCHT1,
	X86_INS_PREFETCHT2,  X86_INS_CLFLUSH,	 X86_INS_CLFLUSHOPT,
	X86_INS_CLWB,	     X86_INS_INVLPG,
};

/*
 * capstone: fields as of an ordinary operand. SDM: they store or load a
 * state whose size is that of an area, not of an operand.
 */
static const struct {
	uint16_t id;
	uint8_t access;
} areas[] = {
	{ X86_INS_FXSAVE, W },	 { X86_INS_FXSAVE64, W },
	{ X86_INS_XSAVE, W },	 { X86_INS_XSAVE64, W },
	{ X86_INS_XSAVEC, W },	 { X86_INS_XSAVEC64, W },
	{ X86_INS_XSAVEOPT, W }, { X86_INS_XSAVEOPT64, W },
	{ X86_INS_XSAVES, W },	 { X86_INS_XSAVES64, W },
	{ X86_INS_FXRSTOR, R },	 { X86_INS_FXRSTOR64, R },
	{ X86_INS_XRSTOR, R },	 { X86_INS_XRSTOR64, R },
	{ X86_INS_XRSTORS, R },	 { X86_INS_XRSTORS64, R },
};

/* capstone: some of these read. SDM: the x87 stores; all others load. */
static const uint16_t x87_stores[] = {
	X86_INS_FST,	 X86_INS_FSTP,	 X86_INS_FIST,	 X86_INS_FISTP,
	X86_INS_FISTTP,	 X86_INS_FBSTP,	 X86_INS_FNSTCW, X86_INS_FNSTSW,
	X86_INS_FNSTENV, X86_INS_FNSAVE,
};

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static int is_listed(const uint16_t *ids, unsigned int n, unsigned int id)
{
	while (n--)
		if (ids[n] == id)
			return 1;
	return 0;
}

static int is_vector_reg(x86_reg reg)
{
	return (reg >= X86_REG_K0 && reg <= X86_REG_K7) ||
	       (reg >= X86_REG_MM0 && reg <= X86_REG_MM7) ||
	       (reg >= X86_REG_XMM0 && reg <= X86_REG_ZMM31);
}

/* The conversions to a general register have no vector operand from memory. */
static int is_vector(const struct cs_ctx *c)
{
	static const uint16_t conversions[] = {
		X86_INS_CVTSD2SI,   X86_INS_CVTSS2SI,	 X86_INS_CVTTSD2SI,
		X86_INS_CVTTSS2SI,  X86_INS_VCVTSD2SI,	 X86_INS_VCVTSS2SI,
		X86_INS_VCVTTSD2SI, X86_INS_VCVTTSS2SI,	 X86_INS_VCVTSD2USI,
		X86_INS_VCVTSS2USI, X86_INS_VCVTTSD2USI, X86_INS_VCVTTSS2USI,
	};
	unsigned int i;

	for (i = 0; i < c->x86->op_count; i++)
		if (c->x86->operands[i].type == X86_OP_REG &&
		    is_vector_reg(c->x86->operands[i].reg))
			return 1;
	return is_listed(conversions, COUNT(conversions), c->ci->id);
}

static int is_x87(const struct cs_ctx *c)
{
	return (*c->opcode & 0xf8) == 0xd8;
}

int sc_cs_is_string(const struct cs_ctx *c)
{
	uint8_t b = *c->opcode;

	return (b >= 0x6c && b <= 0x6f) || (b >= 0xa4 && b <= 0xa7) ||
	       (b >= 0xaa && b <= 0xaf);
}

/*
 * capstone: the count of a shift and the port of IN are operands like any
 * other. They are no source of the result's value.
 */
int sc_cs_two_registers(const struct cs_ctx *c)
{
	uint8_t b = *c->opcode;

	if (b == 0xd2 || b == 0xd3 || b == 0xec || b == 0xed)
		return 0;
	/* VEX with three general registers */
	return !((b == 0xc4 || b == 0xc5) && c->x86->op_count > 2 &&
		 c->x86->operands[2].type == X86_OP_REG);
}

/*
 * capstone: the access of vector operands is mostly "read". SDM: the first
 * operand is the destination, all others are sources.
 */
static void fix_vector(struct cs_ctx *c)
{
	unsigned int i;

	for (i = 0; i < c->x86->op_count; i++)
		c->access[i] = i == 0 ? W : R;
}

static void fix_x87(struct cs_ctx *c)
{
	c->access[0] = is_listed(x87_stores, COUNT(x87_stores), c->ci->id) ? W
									   : R;
}

static void fix_area(struct cs_ctx *c)
{
	unsigned int i;

	for (i = 0; i < COUNT(areas); i++)
		if (areas[i].id == c->ci->id)
			c->access[0] = areas[i].access;
}

static int is_area(const struct cs_ctx *c)
{
	unsigned int i;

	for (i = 0; i < COUNT(areas); i++)
		if (areas[i].id == c->ci->id)
			return 1;
	return 0;
}

static void fix_by_name(struct cs_ctx *c)
{
	unsigned int i;

	for (i = 0; i < COUNT(accesses); i++) {
		if (accesses[i].id != c->ci->id)
			continue;
		c->access[0] = accesses[i].op[0];
		c->access[1] = accesses[i].op[1];
	}
}

void sc_cs_fix_access(struct cs_ctx *c)
{
	if (is_vector(c))
		fix_vector(c);
	else if (is_x87(c))
		fix_x87(c);
	fix_area(c);
	fix_by_name(c);
	if (is_listed(no_access, COUNT(no_access), c->ci->id))
		c->access[c->x86->op_count - 1] = 0;
}

/*
 * capstone: a near branch with 66 has a distance of 16 bits. SDM: 66 is
 * ignored; AMD's manual agrees with capstone. Nothing can be said of such
 * code, and no compiler makes it.
 */
static int is_ambiguous(const struct cs_ctx *c)
{
	const uint8_t *p = c->opcode;

	if (!c->opsize || c->rex & 8)
		return 0;
	return *p == 0xe8 || *p == 0xe9 || (*p == 0x0f && p[1] >> 4 == 8);
}

/*
 * capstone: f3 before XSAVE and XSAVEOPT and no prefix before ADCX mean
 * nothing or are overlooked; UD0 and UD1 are two bytes. SDM: the former are
 * PTWRITE, CLRSSBSY and WRSS, the latter have a modrm byte and what follows.
 * Any prefix before 0f 01, and before 0f ae with a register, makes it another
 * instruction, which capstone does not know.
 */
static int is_prefixed(const struct cs_ctx *c)
{
	return c->rep || c->opsize;
}

int sc_cs_refuse(const struct cs_ctx *c)
{
	const uint8_t *p = c->opcode;

	if (is_ambiguous(c))
		return 1;
	if (p[0] == 0x68 && c->rep) /* capstone: 66 does not count */
		return c->opsize;
	if (p[0] == 0x90) /* capstone: nop, even if it is xchg with r8 */
		return c->rep && c->rex & 1;
	if (p[0] != 0x0f)
		return sc_cs_refuse_evex(c);
	if (p[1] == 0xb9 || p[1] == 0xff)
		return 1;
	if (p[1] == 0xae)
		return is_prefixed(c) &&
		       (p[2] < 0xc0 ? c->rep == 0xf3 : (p[2] & 0x38) == 0x30);
	if (p[1] == 0x01)
		return is_prefixed(c);
	return p[1] == 0x38 && p[2] == 0xf6 && !c->rep && !c->opsize;
}

/* EVEX scalars: capstone overlooks W where L'L is not 0. */
static bool is_misnamed_evex(const uint8_t *p)
{
	return (p[1] & 7) == 2 && p[2] & 0x80 && p[3] & 0x60 && p[4] & 1;
}

/*
 * capstone: the name or the operands without a prefix: 67 with REX.W is 66 to it.
 * SDM: jecxz, movsxd to 16 bits, wbnoinvd, senduipi, rdpid, instructions of the PadLock.
 */
bool sc_cs_misnamed(const struct cs_ctx *c)
{
	const uint8_t *p = c->opcode;
	bool wide = c->rex & 8;

	if (p[0] == 0x62)
		return is_misnamed_evex(p);
	if (p[0] == 0xe3)
		return c->addrsize;
	if (p[0] == 0x63)
		return c->opsize && !wide;
	if ((p[0] == 0x98 || p[0] == 0x99) && c->lock)
		return true;
	if (p[0] != 0x0f) /* 66 is forgotten behind f2 and f3 */
		return (c->rep && c->opsize) || sc_cs_misnamed_evex(c);
	if (p[1] == 0xd0 || (p[1] == 0xc7 && c->lock))
		return c->rep && (c->opsize || c->lock);
	if (c->addrsize && c->keep_addrsize && wide && !c->opsize)
		return true;
	if (p[1] == 0xae) /* fxsave64 and its like */
		return c->opsize && wide;
	return c->rep &&
	       (p[1] == 0x09 || p[1] == 0xa6 || (p[1] == 0xc7 && p[2] >= 0xf0));
}

static unsigned int string_size(const struct cs_ctx *c)
{
	if (c->rep)
		return 0;
	if (!(*c->opcode & 1))
		return 1;
	if (c->rex & 8 && *c->opcode > 0x6f)
		return 8;
	return c->opsize && !(c->rex & 8) ? 2 : 4;
}

/*
 * capstone: which operands a string instruction has, how it accesses them
 * and what moves differ from one mnemonic to the next, without system. SDM:
 * sources are at rsi, destinations at rdi, each register used is moved. The
 * operand here is the one written, or else the first one read.
 */
static void fix_string(struct cs_ctx *c)
{
	static const struct {
		uint8_t first, base, flag;
		uint16_t writes;
	} kinds[] = {
		{ 0x6c, 7, SC_F_MEMW, 0x80 }, { 0x6e, 6, SC_F_MEMR, 0x40 },
		{ 0xa4, 7, SC_F_MEMW, 0xc0 }, { 0xa6, 6, SC_F_MEMR, 0xc0 },
		{ 0xaa, 7, SC_F_MEMW, 0x80 }, { 0xac, 6, SC_F_MEMR, 0x41 },
		{ 0xae, 7, SC_F_MEMR, 0x80 },
	};
	unsigned int i = 0, seg = c->insn->flags & SC_F_SEG;

	while (kinds[i].first != (*c->opcode & 0xfe))
		i++;
	c->insn->base = kinds[i].base;
	c->insn->index = SC_REG_NONE;
	c->insn->val = 0;
	c->insn->size = string_size(c);
	c->insn->flags = kinds[i].flag | (kinds[i].base == 6 ? seg : 0) |
			 (c->addrsize ? SC_F_NARROW : 0);
	c->insn->writes = kinds[i].writes | (c->rep ? 1u << 1 : 0);
}

/* capstone: no operand. SDM: a byte at rbx plus al. */
static void fix_xlat(struct cs_ctx *c)
{
	c->insn->base = 3;
	c->insn->index = 0;
	c->insn->size = 1;
	c->insn->flags = SC_F_MEMR | (c->seg ? SC_F_SEG : 0) |
			 (c->addrsize ? SC_F_NARROW : 0);
}

/* capstone: no memory operand. SDM: up to a vector at rdi is written. */
static void fix_maskmov(struct cs_ctx *c)
{
	if (c->ci->id != X86_INS_MASKMOVQ && c->ci->id != X86_INS_MASKMOVDQU &&
	    c->ci->id != X86_INS_VMASKMOVDQU)
		return;
	c->insn->base = 7;
	c->insn->size = c->ci->id == X86_INS_MASKMOVQ ? 8 : 16;
	c->insn->flags = SC_F_MEMW | (c->seg ? SC_F_SEG : 0) |
			 (c->addrsize ? SC_F_NARROW : 0);
}

static void fix_implicit(struct cs_ctx *c)
{
	unsigned int i;

	for (i = 0; i < COUNT(implicit); i++) {
		if (implicit[i].id != c->ci->id)
			continue;
		c->insn->writes &= (uint16_t)~implicit[i].remove;
		c->insn->writes |= implicit[i].add;
	}
}

/*
 * capstone: 4 or 8. SDM: two bytes of memory whatever the width; and what the
 * x87 stores of its state.
 */
static void fix_size(struct cs_ctx *c)
{
	bool narrow = c->opsize && !(c->rex & 8);

	if (c->ci->id == X86_INS_FNSTENV)
		c->insn->size = narrow ? SC_X87_ENV16 : SC_X87_ENV;
	if (c->ci->id == X86_INS_FNSAVE)
		c->insn->size = narrow ? SC_X87_ALL16 : SC_X87_ALL;
	if (c->ci->id == X86_INS_FNSTSW || c->ci->id == X86_INS_LSL)
		c->insn->size = 2;
}

/* add, or, sub or xor of zero and memory: nothing is changed. */
static bool keeps_memory(const struct cs_ctx *c)
{
	const cs_x86_op *imm = sc_cs_op(c, 1);

	return (*c->opcode & 0xfc) == 0x80 &&
	       (SC_X86_KEEPS_ON_0 >> (c->opcode[1] >> 3 & 7) & 1) && imm &&
	       imm->type == X86_OP_IMM && imm->imm == 0;
}

void sc_cs_fix_operand(struct cs_ctx *c)
{
	struct sc_insn *insn = c->insn;

	fix_implicit(c);
	if (sc_cs_is_string(c)) {
		fix_string(c);
		return;
	}
	if (c->ci->id == X86_INS_XLATB)
		fix_xlat(c);
	fix_maskmov(c);
	if (!c->mem)
		return;
	fix_size(c);
	if (keeps_memory(c))
		insn->flags &= (uint8_t)~SC_F_MEMW;
	sc_cs_fix_evex(c);
	if (is_area(c) || !(insn->flags & (SC_F_MEMR | SC_F_MEMW)))
		insn->size = 0;
	if (c->ci->id == X86_INS_FXSAVE || c->ci->id == X86_INS_FXSAVE64)
		insn->size = SC_SIZE_512;
	if ((is_vector(c) || is_x87(c)) && !(insn->flags & SC_F_MEMW))
		insn->size = 0;
}
