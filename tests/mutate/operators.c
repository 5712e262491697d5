// SPDX-License-Identifier: GPL-2.0-only
/*
 * The mutations. Each changes the bytes of one instruction, or of two that
 * are neighbours, and leaves every other where it was; what is left over
 * becomes no-ops. No byte that a relocation fills is touched.
 */
#include "tests/mutate/mutate.h"
#include "stackcheck/image/section_index.h"

#include <stdlib.h>
#include <string.h>

/* A function, and the bytes a mutation puts in the place of old ones. */
struct maker {
	const struct mu_subject *s;
	const struct sc_func *f;
	const struct sc_code *insns;
	const uint16_t *mark;
	const uint8_t *code; /* of the section */
	struct mu_rng *rng;
	struct mu_mutation *out;
};

struct operator
{
	const char *name;
	unsigned int weight;
	bool (*fits)(const struct maker *mk, uint32_t i);
	bool (*make)(struct maker * mk, uint32_t i);
};

static bool is_callee_saved(unsigned int r)
{
	return r < MU_NREGS && (MU_CALLEE_SAVED >> r & 1);
}

static unsigned int any_callee_saved(struct mu_rng *rng)
{
	static const uint8_t regs[] = { 3, 5, 12, 13, 14, 15 };

	return regs[mu_below(rng, sizeof(regs))];
}

/* --- which instructions may change */

bool mu_is_free(const struct mu_subject *s, uint32_t sec, uint32_t i)
{
	const uint16_t odd = SC_M_EDGE | SC_M_HINT | SC_M_INTRA | SC_M_GOES_ON |
			     SC_M_ALT_BODY | SC_M_DEAD;
	const struct sc_code *code = &s->analysis->obj->code[sec];

	return (code->mark[i] & SC_M_REACHED) && !(code->mark[i] & odd) &&
	       !sc_section_reloc(&s->img->secs[sec], sc_code_off(code, i),
				 sc_code_insn(code, i).len);
}

static bool is_free(const struct maker *mk, uint32_t i)
{
	return mu_is_free(mk->s, mk->f->sec, i);
}

static bool is_last(const struct maker *mk, uint32_t i)
{
	return i + 1 >= mk->f->first + mk->f->ninsns;
}

/* Neither control flow nor the stack: what may make room for another. */
static bool is_room(const struct maker *mk, uint32_t i)
{
	const struct sc_insn n = sc_code_insn(mk->insns, i);

	return !sc_op_is(&n, SC_P_BRANCH | SC_P_END | SC_P_CALL) &&
	       !(n.writes & (1u << MU_RSP | 1u << MU_RBP)) &&
	       (n.op < SC_OP_PUSH || n.op > SC_OP_ENTER);
}

static bool is_push(const struct maker *mk, uint32_t i)
{
	return sc_code_insn(mk->insns, i).op == SC_OP_PUSH &&
	       sc_code_insn(mk->insns, i).size == 8;
}

static bool is_pop(const struct maker *mk, uint32_t i)
{
	return sc_code_insn(mk->insns, i).op == SC_OP_POP &&
	       sc_code_insn(mk->insns, i).size == 8;
}

static bool is_leave(const struct maker *mk, uint32_t i)
{
	return sc_code_insn(mk->insns, i).op == SC_OP_LEAVE;
}

static bool is_stack_move(const struct maker *mk, uint32_t i)
{
	const struct sc_insn n = sc_code_insn(mk->insns, i);

	return n.op == SC_OP_MOV && (n.reg == MU_RSP || n.reg == MU_RBP);
}

static bool is_adjust(const struct maker *mk, uint32_t i)
{
	const struct sc_insn n = sc_code_insn(mk->insns, i);

	return n.reg == MU_RSP &&
	       (n.op == SC_OP_ADD || n.op == SC_OP_LEA || n.op == SC_OP_AND);
}

/* A saved register by mov, or taken back by one. */
static bool is_slot_move(const struct maker *mk, uint32_t i)
{
	const struct sc_insn n = sc_code_insn(mk->insns, i);

	return (n.op == SC_OP_LOAD || n.op == SC_OP_STORE) &&
	       is_callee_saved(n.reg) && (n.base == MU_RSP || n.base == MU_RBP);
}

static bool is_ret(const struct maker *mk, uint32_t i)
{
	return sc_code_insn(mk->insns, i).op == SC_OP_RET;
}

static bool has_pop_after(const struct maker *mk, uint32_t i)
{
	return is_pop(mk, i) && !is_last(mk, i) && is_pop(mk, i + 1) &&
	       is_free(mk, i + 1);
}

static bool has_push_after(const struct maker *mk, uint32_t i)
{
	return is_push(mk, i) && !is_last(mk, i) && is_push(mk, i + 1) &&
	       is_free(mk, i + 1);
}

/* A branch whose distance is in its bytes. */
static bool is_branch(const struct maker *mk, uint32_t i)
{
	const struct sc_insn n = sc_code_insn(mk->insns, i);

	return sc_op_is(&n, SC_P_BRANCH) && (n.len == 2 || n.len >= 5);
}

static bool is_any(const struct maker *mk, uint32_t i)
{
	(void)mk;
	(void)i;
	return true;
}

/* --- changing bytes */

static void begin(struct maker *mk, uint32_t i, uint32_t len)
{
	struct mu_mutation *m = mk->out;

	m->sec = mk->f->sec;
	m->off = sc_code_off(mk->insns, i);
	m->len = len;
	memcpy(m->old, mk->code + m->off, len);
	memcpy(m->new, m->old, len);
}

static bool put(struct maker *mk, uint32_t i, const uint8_t *bytes, size_t n)
{
	uint32_t len = sc_code_insn(mk->insns, i).len;

	if (n > len)
		return false;
	begin(mk, i, len);
	memset(mk->out->new, 0x90, len);
	memcpy(mk->out->new, bytes, n);
	return true;
}

static bool drop(struct maker *mk, uint32_t i)
{
	return put(mk, i, (const uint8_t *)"", 0);
}

/* The last byte, or the last four, of the instruction as a number. */
static void add_to_tail(struct maker *mk, uint32_t i, bool wide, int32_t add)
{
	uint8_t *at;
	int32_t v;

	begin(mk, i, sc_code_insn(mk->insns, i).len);
	at = mk->out->new + mk->out->len - (wide ? 4 : 1);
	memcpy(&v, at, wide ? 4 : 1);
	v = (int32_t)((uint32_t)v + (uint32_t)add);
	memcpy(at, &v, wide ? 4 : 1);
}

static int32_t some_words(struct maker *mk)
{
	static const int8_t by[] = { -16, -8, 8, 16, 4, -1 };

	return by[mu_below(mk->rng, mu_below(mk->rng, 4) ? 4 : 6)];
}

static bool change_adjust(struct maker *mk, uint32_t i)
{
	uint8_t opcode = mk->code[sc_code_off(mk->insns, i) + 1];

	if (sc_code_insn(mk->insns, i).op == SC_OP_LEA)
		add_to_tail(mk, i, sc_code_insn(mk->insns, i).len > 6,
			    some_words(mk));
	else if (opcode == 0x83 || opcode == 0x81)
		add_to_tail(mk, i, opcode == 0x81, some_words(mk));
	else
		return false;
	return true;
}

/* mov between a slot and a register: the displacement ends it. */
static bool change_slot(struct maker *mk, uint32_t i)
{
	uint8_t modrm = mk->code[sc_code_off(mk->insns, i) + 2];

	if (modrm >> 6 != 1 && modrm >> 6 != 2)
		return false;
	add_to_tail(mk, i, modrm >> 6 == 2, some_words(mk));
	return true;
}

static bool change_register(struct maker *mk, uint32_t i)
{
	unsigned int r = any_callee_saved(mk->rng);

	if ((r > 7) != (sc_code_insn(mk->insns, i).len == 2) ||
	    r == sc_code_insn(mk->insns, i).reg ||
	    sc_code_insn(mk->insns, i).len > 2)
		return false;
	begin(mk, i, sc_code_insn(mk->insns, i).len);
	mk->out->new[mk->out->len - 1] &= 0xf8;
	mk->out->new[mk->out->len - 1] |= r & 7;
	return true;
}

/* The register of a slot move: in the middle of its modrm byte. */
static bool change_slot_register(struct maker *mk, uint32_t i)
{
	unsigned int r = any_callee_saved(mk->rng);

	if (r == sc_code_insn(mk->insns, i).reg)
		return false;
	begin(mk, i, sc_code_insn(mk->insns, i).len);
	mk->out->new[0] = (mk->out->new[0] & ~4) | (r > 7 ? 4 : 0);
	mk->out->new[2] = (uint8_t)((mk->out->new[2] & ~0x38) | (r & 7) << 3);
	return true;
}

static bool swap_next(struct maker *mk, uint32_t i)
{
	uint32_t a = sc_code_insn(mk->insns, i).len,
		 b = sc_code_insn(mk->insns, i + 1).len;

	if (sc_code_insn(mk->insns, i).reg ==
	    sc_code_insn(mk->insns, i + 1).reg)
		return false;
	begin(mk, i, a + b);
	memcpy(mk->out->new, mk->out->old + a, b);
	memcpy(mk->out->new + b, mk->out->old, a);
	return true;
}

static bool put_number(struct maker *mk, uint32_t i, unsigned int size,
		       int64_t v)
{
	if (size == 1 && (v < -128 || v > 127))
		return false;
	begin(mk, i, sc_code_insn(mk->insns, i).len);
	memcpy(mk->out->new + mk->out->len - size, &v, size);
	return true;
}

/* To another instruction of the function. */
static bool retarget(struct maker *mk, uint32_t i)
{
	uint32_t to = mk->f->first + mu_below(mk->rng, mk->f->ninsns);
	const struct sc_insn n = sc_code_insn(mk->insns, i);

	if (n.len == 2 && mu_below(mk->rng, 2)) {
		/* near ones, for which a byte is enough */
		to = i + 20 - mu_below(mk->rng, 40);
		if (to < mk->f->first || to >= mk->f->first + mk->f->ninsns)
			return false;
	}
	return put_number(mk, i, n.len == 2 ? 1 : 4,
			  (int64_t)sc_code_off(mk->insns, to) - n.off - n.len);
}

static bool flip_bit(struct maker *mk, uint32_t i)
{
	uint32_t bit = mu_below(mk->rng, sc_code_insn(mk->insns, i).len * 8u);

	begin(mk, i, sc_code_insn(mk->insns, i).len);
	mk->out->new[bit / 8] ^= (uint8_t)(1u << bit % 8);
	return true;
}

/* --- instructions to put in the place of others */

struct text {
	uint8_t len;
	const char *bytes;
};

#define T(s)                                                                   \
	{                                                                      \
		sizeof(s) - 1, s                                               \
	}

static const struct text writes_bp[] = {
	T("\x48\x89\xfd"), /* mov %rdi,%rbp */
	T("\x31\xed"), /* xor %ebp,%ebp */
	T("\x48\x95"), /* xchg %rax,%rbp */
	T("\x48\x87\xeb"), /* xchg %rbp,%rbx */
	T("\x48\x0f\x44\xe8"), /* cmove %rax,%rbp */
	T("\x48\xff\xc5"), /* inc %rbp */
	T("\xff\xcd"), /* dec %ebp */
	T("\x48\x83\xc5\x08"), /* add $8,%rbp */
	T("\x48\x83\xed\x08"), /* sub $8,%rbp */
	T("\x48\x01\xc5"), /* add %rax,%rbp */
	T("\x48\x03\x2f"), /* add (%rdi),%rbp */
	T("\x40\xb5\x00"), /* mov $0,%bpl */
	T("\x66\xbd\x01\x00"), /* mov $1,%bp */
	T("\xbd\x01\x00\x00\x00"), /* mov $1,%ebp */
	T("\x48\xc7\xc5\x01\x00\x00\x00"), /* mov $1,%rbp */
	T("\x48\x8b\x2f"), /* mov (%rdi),%rbp */
	T("\x8b\x2f"), /* mov (%rdi),%ebp */
	T("\x48\x8b\x2c\x37"), /* mov (%rdi,%rsi),%rbp */
	T("\x48\x8b\x2c\x24"), /* mov (%rsp),%rbp */
	T("\x48\x8b\x6c\x24\x08"), /* mov 8(%rsp),%rbp */
	T("\x48\x8b\x6d\x00"), /* mov (%rbp),%rbp */
	T("\x48\x8d\x2c\x37"), /* lea (%rdi,%rsi),%rbp */
	T("\x48\x8d\x6c\x24\x08"), /* lea 8(%rsp),%rbp */
	T("\x48\x8d\x6d\x08"), /* lea 8(%rbp),%rbp */
	T("\x48\x89\xe5"), /* mov %rsp,%rbp */
	T("\x89\xe5"), /* mov %esp,%ebp */
	T("\x89\xed"), /* mov %ebp,%ebp */
	T("\x5d"), /* pop %rbp */
	T("\x66\x5d"), /* pop %bp */
	T("\x55"), /* push %rbp */
	T("\xc9"), /* leave */
	T("\x40\x0f\x94\xc5"), /* sete %bpl */
	T("\x48\x0f\xcd"), /* bswap %rbp */
	T("\x48\xd1\xe5"), /* shl %rbp */
	T("\x48\xc1\xfd\x03"), /* sar $3,%rbp */
	T("\x48\xd3\xc5"), /* rol %cl,%rbp */
	T("\x48\xf7\xdd"), /* neg %rbp */
	T("\x48\xf7\xd5"), /* not %rbp */
	T("\x48\x0f\xbe\x2f"), /* movsbq (%rdi),%rbp */
	T("\x0f\xb6\x2f"), /* movzbl (%rdi),%ebp */
	T("\x48\x63\xe8"), /* movslq %eax,%rbp */
	T("\x48\x0f\xaf\xe8"), /* imul %rax,%rbp */
	T("\x48\x6b\xe8\x03"), /* imul $3,%rax,%rbp */
	T("\xf3\x48\x0f\xb8\xe8"), /* popcnt %rax,%rbp */
	T("\x48\x0f\xbc\xe8"), /* bsf %rax,%rbp */
	T("\x48\x0f\xc1\xc5"), /* xadd %rax,%rbp */
	T("\x48\x0f\xb1\xcd"), /* cmpxchg %rcx,%rbp */
	T("\x48\x11\xc5"), /* adc %rax,%rbp */
	T("\x48\x19\xed"), /* sbb %rbp,%rbp */
	T("\x48\x0f\xab\xc5"), /* bts %rax,%rbp */
	T("\x48\x0f\xa4\xc5\x04"), /* shld $4,%rax,%rbp */
	T("\x66\x48\x0f\x7e\xc5"), /* movq %xmm0,%rbp */
	T("\x66\x0f\x7e\xc5"), /* movd %xmm0,%ebp */
	T("\x66\x48\x0f\x3a\x16\xc5\x00"), /* pextrq $0,%xmm0,%rbp */
	T("\x66\x0f\xd7\xe8"), /* pmovmskb %xmm0,%ebp */
	T("\xf2\x48\x0f\x2d\xe8"), /* cvtsd2si %xmm0,%rbp */
	T("\xf3\x48\x0f\xae\xc5"), /* rdfsbase %rbp */
	T("\x8c\xcd"), /* mov %cs,%ebp */
	T("\x0f\x02\xe8"), /* lar %ax,%ebp */
	T("\x0f\x00\xcd"), /* str %ebp */
	T("\x48\x0f\xc7\xf5"), /* rdrand %rbp */
	T("\x0f\x20\xdd"), /* mov %cr3,%rbp */
	T("\x0f\x21\xc5"), /* mov %db0,%rbp */
	T("\xc4\xe2\xf0\xf2\xe8"), /* andn %rax,%rcx,%rbp */
	T("\xc4\xe2\xf3\xf5\xe8"), /* pdep %rax,%rcx,%rbp */
	T("\xc4\xe2\xfb\xf6\xe8"), /* mulx %rax,%rax,%rbp */
	T("\x0f\x78\xc5"), /* vmread %rax,%rbp */
	T("\x48\x21\xc5"), /* and %rax,%rbp */
	T("\x48\x83\xe5\xf0"), /* and $-16,%rbp */
	T("\x48\x09\xc5"), /* or %rax,%rbp */
	T("\x48\x31\xc5"), /* xor %rax,%rbp */
	T("\xf2\x48\x0f\x38\xf1\xe8"), /* crc32q %rax,%rbp */
	T("\x0f\x38\xf0\x2f"), /* movbe (%rdi),%ebp */
};

static const struct text writes_sp[] = {
	T("\x83\xec\x08"), /* sub $8,%esp */
	T("\x48\x83\xec\x08"), /* sub $8,%rsp */
	T("\x48\x83\xec\x10"), /* sub $16,%rsp */
	T("\x48\x83\xc4\x08"), /* add $8,%rsp */
	T("\x48\x83\xec\x80"), /* sub $-128,%rsp */
	T("\x48\x8b\x27"), /* mov (%rdi),%rsp */
	T("\x48\x8b\x24\x24"), /* mov (%rsp),%rsp */
	T("\x48\x8b\x64\x24\x08"), /* mov 8(%rsp),%rsp */
	T("\x48\x8b\x65\x00"), /* mov (%rbp),%rsp */
	T("\x48\x89\xc4"), /* mov %rax,%rsp */
	T("\x48\x89\xdc"), /* mov %rbx,%rsp */
	T("\x48\x89\xec"), /* mov %rbp,%rsp */
	T("\x48\x8d\x24\x04"), /* lea (%rsp,%rax),%rsp */
	T("\x48\x8d\x64\x24\x08"), /* lea 8(%rsp),%rsp */
	T("\x48\x8d\x64\x24\xf8"), /* lea -8(%rsp),%rsp */
	T("\x48\x8d\x65\xf8"), /* lea -8(%rbp),%rsp */
	T("\x48\xff\xc4"), /* inc %rsp */
	T("\x48\xff\xcc"), /* dec %rsp */
	T("\x48\x01\xc4"), /* add %rax,%rsp */
	T("\x48\x29\xc4"), /* sub %rax,%rsp */
	T("\x48\x83\xe4\xf0"), /* and $-16,%rsp */
	T("\x48\x83\xe4\xc0"), /* and $-64,%rsp */
	T("\x48\x21\xc4"), /* and %rax,%rsp */
	T("\x48\x83\xcc\x08"), /* or $8,%rsp */
	T("\x48\x31\xe4"), /* xor %rsp,%rsp */
	T("\x48\x94"), /* xchg %rax,%rsp */
	T("\x48\x87\xe5"), /* xchg %rsp,%rbp */
	T("\x48\x0f\x44\xe0"), /* cmove %rax,%rsp */
	T("\x89\xe4"), /* mov %esp,%esp */
	T("\xbc\x00\x00\x00\x00"), /* mov $0,%esp */
	T("\x66\xbc\x00\x00"), /* mov $0,%sp */
	T("\x40\xb4\x00"), /* mov $0,%spl */
	T("\x5c"), /* pop %rsp */
	T("\x54"), /* push %rsp */
	T("\x58"), /* pop %rax */
	T("\x50"), /* push %rax */
	T("\x5b"), /* pop %rbx */
	T("\x53"), /* push %rbx */
	T("\x6a\x00"), /* push $0 */
	T("\x9c"), /* pushfq */
	T("\x9d"), /* popfq */
	T("\x66\x50"), /* push %ax */
	T("\x66\x58"), /* pop %ax */
	T("\x66\x6a\x00"), /* pushw $0 */
	T("\x0f\xa0"), /* push %fs */
	T("\x0f\xa1"), /* pop %fs */
	T("\xc8\x10\x00\x00"), /* enter $16,$0 */
	T("\xc8\x10\x00\x01"), /* enter $16,$1 */
	T("\x8f\x04\x24"), /* pop (%rsp) */
	T("\xff\x34\x24"), /* push (%rsp) */
	T("\xff\x30"), /* push (%rax) */
	T("\x8f\x00"), /* pop (%rax) */
	T("\x48\x0f\xc1\xc4"), /* xadd %rax,%rsp */
	T("\x48\x0f\xb1\xcc"), /* cmpxchg %rcx,%rsp */
	T("\x0f\xcc"), /* bswap %esp */
	T("\x48\xf7\xdc"), /* neg %rsp */
	T("\x48\xd1\xe4"), /* shl %rsp */
	T("\x48\x0f\xaf\xe0"), /* imul %rax,%rsp */
	T("\x66\x48\x0f\x7e\xc4"), /* movq %xmm0,%rsp */
	T("\x0f\x20\xc4"), /* mov %cr0,%rsp */
	T("\xf3\x48\x0f\xae\xc4"), /* rdfsbase %rsp */
	T("\x40\x0f\x94\xc4"), /* sete %spl */
	T("\x48\x63\xe0"), /* movslq %eax,%rsp */
	T("\xc4\xe2\xf0\xf2\xe0"), /* andn %rax,%rcx,%rsp */
};

static const struct text turns[] = {
	T("\xfd"), /* std */
	T("\xfd"), /* std */
	T("\xc3"), /* ret */
	T("\xc2\x08\x00"), /* ret $8 */
	T("\xff\xe0"), /* jmp *%rax */
	T("\xff\x20"), /* jmp *(%rax) */
	T("\xff\xd0"), /* call *%rax */
	T("\xff\x10"), /* call *(%rax) */
	T("\xff\xd0"), /* call *%rax */
	T("\xeb\xfe"), /* jmp . */
	T("\xe8\x00\x00\x00\x00"), /* call to right behind it */
	T("\x0f\xa2"), /* cpuid: writes %ebx */
	T("\xf3\x48\xab"), /* rep stos %rax,(%rdi) */
	T("\xf3\xa4"), /* rep movsb */
};

static bool put_text(struct maker *mk, uint32_t i, const struct text *list,
		     size_t n)
{
	const struct text *t = &list[mu_below(mk->rng, (uint32_t)n)];

	return put(mk, i, (const uint8_t *)t->bytes, t->len);
}

#define COUNT(a) (sizeof(a) / sizeof(*(a)))

static bool write_bp(struct maker *mk, uint32_t i)
{
	return put_text(mk, i, writes_bp, COUNT(writes_bp));
}

static bool write_sp(struct maker *mk, uint32_t i)
{
	return put_text(mk, i, writes_sp, COUNT(writes_sp));
}

static bool turn(struct maker *mk, uint32_t i)
{
	return put_text(mk, i, turns, COUNT(turns));
}

/* Has the function anything to do with @r? */
static bool is_used(const struct maker *mk, unsigned int r)
{
	for (uint32_t i = mk->f->first; i < mk->f->first + mk->f->ninsns; i++)
		if ((sc_code_insn(mk->insns, i).writes >> r & 1) ||
		    (sc_code_insn(mk->insns, i).op >= SC_OP_PUSH &&
		     sc_code_insn(mk->insns, i).op <= SC_OP_POP &&
		     sc_code_insn(mk->insns, i).reg == r))
			return true;
	return false;
}

/* A callee-saved register changed where nobody saves it. */
static bool clobber(struct maker *mk, uint32_t i)
{
	unsigned int r = any_callee_saved(mk->rng);
	uint8_t rex = r > 7 ? 0x45 : 0x40, lo = r & 7;
	const uint8_t forms[][7] = {
		{ rex, 0x31, 0xc0 | lo << 3 | lo }, /* xor %r,%r */
		{ rex | 8, 0x89, 0xc0 | lo }, /* mov %rax,%r (or %r8) */
		{ (rex & 0x41) | 8, 0xff, 0xc0 | lo }, /* inc %r */
		{ (rex & 0x44) | 8, 0x8b, 0x07 | lo << 3 }, /* mov (%rdi),%r */
		{ (rex & 0x44) | 8, 0x8d, 0x07 | lo << 3 }, /* lea (%rdi),%r */
		{ (rex & 0x44) | 8, 0x0f, 0x44, 0xc0 | lo << 3 }, /* cmove */
		{ rex & 0x41, 0xb0 | lo, 0 }, /* mov $0,%rb */
		{ (rex & 0x41) | 8, 0xf7, 0xd0 | lo }, /* not %r */
		{ (rex & 0x41), 0x0f, 0x94, 0xc0 | lo }, /* sete %rb */
		{ (rex & 0x41), 0x58 | lo }, /* pop %r */
		{ (rex & 0x41) | 8, 0x87, 0xc0 | lo }, /* xchg %rax,%r */
	};
	static const uint8_t len[] = { 3, 3, 3, 3, 3, 4, 3, 3, 4, 2, 3 };
	uint32_t k = mu_below(mk->rng, COUNT(forms));

	if (is_used(mk, r) && mu_below(mk->rng, 4))
		return false;
	return put(mk, i, forms[k], len[k]);
}

/* --- stores over what must stay */

static size_t operand(uint8_t *at, uint8_t reg, bool bp, int8_t off)
{
	at[0] = (uint8_t)((bp ? 0x45 : 0x44) | reg << 3);
	if (!bp)
		at[1] = 0x24;
	at[bp ? 1 : 2] = (uint8_t)off;
	return bp ? 2 : 3;
}

static const struct {
	uint8_t len;
	uint8_t opcode[4];
	uint8_t reg; /* in modrm */
	uint8_t imm; /* bytes of zeros after the operand */
} stores[] = {
	{ 2, { 0x48, 0x89 }, 0, 0 }, /* mov %rax,... */
	{ 2, { 0x48, 0x89 }, 3, 0 }, /* mov %rbx,... */
	{ 2, { 0x48, 0x89 }, 4, 0 }, /* mov %rsp,... */
	{ 1, { 0x89 }, 0, 0 }, /* mov %eax,... */
	{ 1, { 0x88 }, 1, 0 }, /* mov %cl,... */
	{ 2, { 0x66, 0x89 }, 0, 0 }, /* mov %ax,... */
	{ 1, { 0xc6 }, 0, 1 }, /* movb $0,... */
	{ 1, { 0xc7 }, 0, 4 }, /* movl $0,... */
	{ 2, { 0x48, 0xc7 }, 0, 4 }, /* movq $0,... */
	{ 2, { 0x48, 0xff }, 0, 0 }, /* incq ... */
	{ 2, { 0x48, 0x83 }, 0, 1 }, /* addq $0,...: no change */
	{ 2, { 0x48, 0x01 }, 0, 0 }, /* add %rax,... */
	{ 2, { 0x48, 0x87 }, 0, 0 }, /* xchg %rax,... */
	{ 3, { 0x48, 0x0f, 0xb1 }, 1, 0 }, /* cmpxchg %rcx,... */
	{ 3, { 0x48, 0x0f, 0xc1 }, 0, 0 }, /* xadd %rax,... */
	{ 1, { 0x8f }, 0, 0 }, /* pop ... */
	{ 2, { 0x0f, 0x94 }, 0, 0 }, /* sete ... */
	{ 2, { 0x0f, 0x11 }, 0, 0 }, /* movups %xmm0,... */
	{ 2, { 0x0f, 0x29 }, 1, 0 }, /* movaps %xmm1,... */
	{ 3, { 0x66, 0x0f, 0xd6 }, 0, 0 }, /* movq %xmm0,... */
	{ 2, { 0x48, 0xf7 }, 2, 0 }, /* notq ... */
	{ 2, { 0x48, 0xd1 }, 4, 0 }, /* shlq ... */
	{ 3, { 0x48, 0x0f, 0xc3 }, 0, 0 }, /* movnti %rax,... */
	{ 1, { 0xdd }, 3, 0 }, /* fstpl ... */
	{ 2, { 0x0f, 0xae }, 3, 0 }, /* stmxcsr ... */
};

/* The byte of an instruction that says how far from %rsp the CFA is. */
static int cfa_distance(struct maker *mk, uint32_t i, bool bp)
{
	/* by chance: a slot near either register is a saved one, often */
	(void)i;
	return bp ? (int)(mu_below(mk->rng, 9)) * 8 - 56
		  : (int)(mu_below(mk->rng, 12)) * 8;
}

static bool store_over(struct maker *mk, uint32_t i)
{
	uint32_t k = mu_below(mk->rng, COUNT(stores));
	bool bp = mu_below(mk->rng, 2);
	int off = cfa_distance(mk, i, bp) + (int)(mu_below(mk->rng, 8) ? 0 : 3);
	uint8_t bytes[16] = { 0 };
	size_t n = stores[k].len;

	memcpy(bytes, stores[k].opcode, n);
	n += operand(bytes + n, stores[k].reg, bp, (int8_t)off);
	return put(mk, i, bytes, n + stores[k].imm);
}

/* A pointer into the stack, and a store through it. */
static bool store_through(struct maker *mk, uint32_t i)
{
	bool bp = mu_below(mk->rng, 2);
	uint8_t bytes[16] = { 0x48, 0x8d };
	size_t n = 2;

	n += operand(bytes + n, 0, bp, (int8_t)cfa_distance(mk, i, bp));
	memcpy(bytes + n, "\x48\x89\x08", 3);
	return put(mk, i, bytes, n + 3);
}

/* A jump to another instruction, where there was none. */
static bool put_jump(struct maker *mk, uint32_t i)
{
	uint32_t to = mk->f->first + mu_below(mk->rng, mk->f->ninsns);
	int64_t d = (int64_t)sc_code_off(mk->insns, to) -
		    sc_code_off(mk->insns, i) - 2;
	uint8_t bytes[2] = { mu_below(mk->rng, 2) ? 0xeb : 0x74, (uint8_t)d };

	return d >= -128 && d < 128 && put(mk, i, bytes, 2);
}

static bool is_ret_with_room(const struct maker *mk, uint32_t i)
{
	return is_ret(mk, i) && sc_code_off(mk->insns, i) + 3 <= mk->f->end;
}

static bool widen_ret(struct maker *mk, uint32_t i)
{
	begin(mk, i, 3);
	if (sc_section_reloc(&mk->s->img->secs[mk->f->sec], mk->out->off, 3))
		return false;
	memcpy(mk->out->new, "\xc2\x08\x00", 3);
	return true;
}

static const struct operator operators[] = {
	{ "drop-push", 6, is_push, drop },
	{ "drop-pop", 6, is_pop, drop },
	{ "drop-leave", 2, is_leave, drop },
	{ "drop-stack-move", 4, is_stack_move, drop },
	{ "drop-adjust", 4, is_adjust, drop },
	{ "drop-slot-move", 3, is_slot_move, drop },
	{ "drop-ret", 2, is_ret, drop },
	{ "drop-branch", 3, is_branch, drop },
	{ "change-adjust", 5, is_adjust, change_adjust },
	{ "change-slot", 5, is_slot_move, change_slot },
	{ "change-slot-register", 3, is_slot_move, change_slot_register },
	{ "change-push", 4, is_push, change_register },
	{ "change-pop", 4, is_pop, change_register },
	{ "swap-pops", 4, has_pop_after, swap_next },
	{ "swap-pushes", 4, has_push_after, swap_next },
	{ "ret-pops", 1, is_ret_with_room, widen_ret },
	{ "retarget", 8, is_branch, retarget },
	{ "write-bp", 14, is_room, write_bp },
	{ "write-sp", 12, is_room, write_sp },
	{ "clobber", 8, is_room, clobber },
	{ "store-over", 14, is_room, store_over },
	{ "store-through", 4, is_room, store_through },
	{ "turn", 5, is_room, turn },
	{ "put-jump", 5, is_room, put_jump },
	{ "flip-bit", 8, is_any, flip_bit },
};

static const struct operator* choose_operator(struct mu_rng *rng)
{
	uint32_t total = 0, at;

	for (size_t i = 0; i < COUNT(operators); i++)
		total += operators[i].weight;
	at = mu_below(rng, total);
	for (size_t i = 0; i < COUNT(operators); i++) {
		if (at < operators[i].weight)
			return &operators[i];
		at -= operators[i].weight;
	}
	return &operators[0];
}

/* A place for the operator, evenly among all that fit; UINT32_MAX: none. */
static uint32_t choose_insn(const struct maker *mk, const struct operator* op)
{
	uint32_t n = 0, at = UINT32_MAX;

	for (uint32_t i = mk->f->first; i < mk->f->first + mk->f->ninsns; i++)
		if (op->fits(mk, i) && is_free(mk, i) &&
		    mu_below(mk->rng, ++n) == 0)
			at = i;
	return at;
}

bool mu_mutate(const struct mu_subject *s, uint32_t func, struct mu_rng *rng,
	       struct mu_mutation *ret)
{
	const struct sc_object *obj = s->analysis->obj;
	const struct sc_func *f = &obj->funcs[func];
	struct maker mk = { .s = s, .f = f, .rng = rng, .out = ret };
	const struct operator* op = choose_operator(rng);
	uint32_t i;

	mk.insns = &obj->code[f->sec];
	mk.mark = obj->code[f->sec].mark;
	mk.code = mu_subject_code(s, f->sec);
	*ret = (struct mu_mutation){ .op = op->name, .func = func };
	i = choose_insn(&mk, op);
	return i != UINT32_MAX && op->make(&mk, i) &&
	       memcmp(ret->old, ret->new, ret->len);
}
