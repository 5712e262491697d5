// SPDX-License-Identifier: GPL-2.0-only
/*
 * A machine that knows the numbers it needs: the registers that a function
 * was entered with, its stack, and what is computed from them. All else is a
 * fresh random number each time, so that nothing agrees by accident.
 */
#include "tests/mutate/mutate.h"

#include <string.h>

uint64_t mu_random(struct mu_rng *rng)
{
	uint64_t z = rng->s += 0x9e3779b97f4a7c15ull;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9ull;
	z = (z ^ z >> 27) * 0x94d049bb133111ebull;
	return z ^ z >> 31;
}

uint32_t mu_below(struct mu_rng *rng, uint32_t n)
{
	return (uint32_t)(((mu_random(rng) >> 32) * n) >> 32);
}

/* A number, and whether the function itself made it. */
struct val {
	uint64_t v;
	bool known;
};

static struct val known(uint64_t v)
{
	return (struct val){ v, true };
}

static struct val unknown(struct mu_machine *m)
{
	return (struct val){ mu_random(&m->rng), false };
}

static uint64_t size_mask(unsigned int size)
{
	return size >= 8 ? ~0ull : (1ull << 8 * size) - 1;
}

/* --- the stack */

static bool on_stack(const struct mu_machine *m, uint64_t addr)
{
	return addr - m->base < 8ull * MU_STACK_WORDS;
}

/* Memory that was never written holds the same for the whole path. */
static struct mu_word *word_at(struct mu_machine *m, uint64_t addr)
{
	uint64_t i = (addr - m->base) / 8;
	struct mu_word *w = &m->word[i];
	struct mu_rng r = { i * 0x2545f4914f6cdd1dull + m->run };

	if (w->run != m->run)
		*w = (struct mu_word){ .v = mu_random(&r), .run = m->run };
	if (w->epoch != m->epoch)
		w->known = 0;
	w->epoch = m->epoch;
	return w;
}

static struct val load(struct mu_machine *m, uint64_t addr, unsigned int size)
{
	struct val ret = known(0);

	for (unsigned int i = 0; i < size && i < 8; i++) {
		unsigned int at = (addr + i) % 8;
		const struct mu_word *w;

		if (!on_stack(m, addr + i))
			return unknown(m);
		w = word_at(m, addr + i);
		ret.v |= (w->v >> 8 * at & 0xff) << 8 * i;
		ret.known &= w->known >> at & 1;
	}
	return ret;
}

static bool is_precious(const struct mu_machine *m, uint64_t v)
{
	for (unsigned int r = 0; r < MU_NREGS; r++)
		if ((MU_CALLEE_SAVED >> r & 1) && v == m->entry[r])
			return true;
	return v == m->ra;
}

static void store_byte(struct mu_machine *m, uint64_t addr, struct val v)
{
	struct mu_word *w = word_at(m, addr);
	unsigned int at = addr % 8;

	if (m->smashed_by == UINT32_MAX && is_precious(m, w->v) &&
	    (w->v >> 8 * at & 0xff) != (v.v & 0xff))
		m->smashed_by = m->at;
	w->v = (w->v & ~(0xffull << 8 * at)) | (v.v & 0xff) << 8 * at;
	w->known = (uint8_t)((w->known & ~(1u << at)) | (unsigned int)v.known
								<< at);
}

/* Below %rsp an interrupt may write at any time: nothing stays there. */
static void store(struct mu_machine *m, uint64_t addr, struct val v,
		  unsigned int size)
{
	for (unsigned int i = 0; i < size; i++) {
		/* of a value wider than a register: anything */
		struct val byte = { i < 8 ? v.v >> 8 * i : i * 29, v.known };

		if (on_stack(m, addr + i) && addr + i >= m->reg[MU_RSP])
			store_byte(m, addr + i, byte);
	}
}

bool mu_machine_holds(const struct mu_machine *m, uint64_t addr, uint64_t value)
{
	const struct mu_word *w;

	if (!on_stack(m, addr) || addr % 8 || addr < m->reg[MU_RSP])
		return false;
	w = &m->word[(addr - m->base) / 8];
	return w->run == m->run && w->v == value;
}

/* What is popped is gone. */
static void set_rsp(struct mu_machine *m, struct val to)
{
	uint64_t from = m->reg[MU_RSP] & ~7ull;

	m->reg[MU_RSP] = to.v;
	m->known &= (uint16_t) ~(1u << MU_RSP);
	m->known |= (uint16_t)(to.known << MU_RSP);
	for (; on_stack(m, from) && from + 8 <= to.v; from += 8)
		m->word[(from - m->base) / 8].run = 0;
}

static void move_rsp(struct mu_machine *m, uint64_t by)
{
	set_rsp(m, (struct val){ m->reg[MU_RSP] + by, m->known >> MU_RSP & 1 });
}

/* --- registers and operands */

static void set_reg(struct mu_machine *m, unsigned int r, struct val v)
{
	if (r == MU_RSP) {
		set_rsp(m, v);
		return;
	}
	m->reg[r] = v.v;
	m->known &= (uint16_t) ~(1u << r);
	m->known |= (uint16_t)(v.known << r);
}

static struct val get_reg(const struct mu_machine *m, unsigned int r)
{
	return (struct val){ m->reg[r], m->known >> r & 1 };
}

static void set_part(struct mu_machine *m, const struct mu_operand *o,
		     struct val v)
{
	struct val old = get_reg(m, o->reg);

	if (o->size < 4)
		v.known &= old.known;
	if (o->size == 4)
		v.v &= 0xffffffff;
	else if (o->high)
		v.v = (old.v & ~0xff00ull) | (v.v & 0xff) << 8;
	else if (o->size < 4)
		v.v = (old.v & ~size_mask(o->size)) |
		      (v.v & size_mask(o->size));
	set_reg(m, o->reg, v);
}

static struct val address(struct mu_machine *m, const struct mu_operand *o)
{
	struct val a = known((uint64_t)o->val);

	if (o->elsewhere) {
		a = unknown(m);
		a.v >>= 8; /* on no stack */
		return a;
	}
	if (o->base != MU_NO_REG) {
		a.v += m->reg[o->base];
		a.known &= m->known >> o->base & 1;
	}
	if (o->index != MU_NO_REG) {
		a.v += m->reg[o->index] * o->scale;
		a.known &= m->known >> o->index & 1;
	}
	return a;
}

static struct val get(struct mu_machine *m, const struct mu_operand *o)
{
	struct val v;

	switch (o->kind) {
	case MU_O_REG:
		v = get_reg(m, o->reg);
		v.v >>= o->high ? 8 : 0;
		break;
	case MU_O_MEM:
		v = load(m, address(m, o).v, o->size);
		break;
	case MU_O_IMM:
		v = known((uint64_t)o->val);
		break;
	default:
		v = unknown(m);
	}
	v.v &= size_mask(o->size);
	return v;
}

static void set(struct mu_machine *m, const struct mu_operand *o, struct val v)
{
	if (o->kind == MU_O_REG)
		set_part(m, o, v);
	else if (o->kind == MU_O_MEM)
		store(m, address(m, o).v, v, o->size);
}

/* --- flags */

int mu_machine_condition(const struct mu_machine *m, uint8_t cc)
{
	static const uint8_t needs[] = { MU_OF,		MU_CF,
					 MU_ZF,		MU_CF | MU_ZF,
					 MU_SF,		MU_PF,
					 MU_SF | MU_OF, MU_ZF | MU_SF | MU_OF };
	uint8_t f = m->flags;
	bool less = !(f & MU_SF) != !(f & MU_OF), is;

	if (cc > 15 || needs[cc / 2] & ~m->flags_known)
		return -1;
	if (cc / 2 < 6)
		is = f & needs[cc / 2];
	else
		is = less || (cc / 2 == 7 && (f & MU_ZF));
	return is != (cc & 1);
}

static void set_flags(struct mu_machine *m, uint64_t r, unsigned int size,
		      bool carry, bool overflow)
{
	uint64_t mask = size_mask(size);

	m->flags = (uint8_t)((carry ? MU_CF : 0) | (overflow ? MU_OF : 0) |
			     (r & mask ? 0 : MU_ZF) |
			     (r >> (8 * size - 1) & 1 ? MU_SF : 0) |
			     (__builtin_popcountll(r & 0xff) & 1 ? 0 : MU_PF));
	m->flags_known = MU_CF | MU_PF | MU_ZF | MU_SF | MU_OF;
}

/* The flags of a op b = r; all operands are masked to @size bytes. */
static void flags_of(struct mu_machine *m, unsigned int op, uint64_t a,
		     uint64_t b, uint64_t r, unsigned int size)
{
	uint64_t top = 1ull << (8 * size - 1);
	bool carry = m->flags & m->flags_known & MU_CF;
	bool carry_known = m->flags_known & MU_CF;

	r &= size_mask(size);
	switch (op) {
	case MU_ADD:
		set_flags(m, r, size, r < a, ~(a ^ b) & (a ^ r) & top);
		break;
	case MU_SUB:
	case MU_CMP:
		set_flags(m, r, size, a < b, (a ^ b) & (a ^ r) & top);
		break;
	case MU_NEG:
		set_flags(m, r, size, a != 0, a == top);
		break;
	case MU_INC:
	case MU_DEC:
		set_flags(m, r, size, carry,
			  op == MU_INC ? r == top : a == top);
		if (!carry_known)
			m->flags_known &= (uint8_t)~MU_CF;
		break;
	default:
		set_flags(m, r, size, false, false);
	}
}

/* --- instructions */

static struct val sign_extend(struct val v, unsigned int size)
{
	unsigned int shift = 64 - 8 * size;

	if (size && size < 8)
		v.v = (uint64_t)((int64_t)(v.v << shift) >> shift);
	return v;
}

static void push(struct mu_machine *m, struct val v, unsigned int size)
{
	move_rsp(m, -(uint64_t)size);
	store(m, m->reg[MU_RSP], v, size);
}

static struct val pop(struct mu_machine *m, unsigned int size)
{
	struct val v = load(m, m->reg[MU_RSP], size);

	move_rsp(m, size);
	return v;
}

static uint64_t combine(unsigned int op, uint64_t a, uint64_t b)
{
	switch (op) {
	case MU_ADD:
		return a + b;
	case MU_SUB:
	case MU_CMP:
		return a - b;
	case MU_AND:
	case MU_TEST:
		return a & b;
	case MU_OR:
		return a | b;
	case MU_XOR:
		return a ^ b;
	case MU_INC:
		return a + 1;
	case MU_DEC:
		return a - 1;
	case MU_NEG:
		return -a;
	default:
		return ~a;
	}
}

static bool is_same_register(const struct mu_insn *i)
{
	return i->n == 2 && i->o[0].kind == MU_O_REG &&
	       i->o[1].kind == MU_O_REG && i->o[0].reg == i->o[1].reg &&
	       i->o[0].high == i->o[1].high;
}

static bool is_rsp(const struct mu_operand *o)
{
	return o->kind == MU_O_REG && o->reg == MU_RSP && o->size == 8;
}

/*
 * Arithmetic with a result that can be told, if its operands can. What is
 * subtracted from %rsp is taken for a size: so arrays of variable length are
 * made.
 */
static void compute(struct mu_machine *m, const struct mu_insn *i)
{
	unsigned int size = i->o[0].size ? i->o[0].size : 8;
	struct val a = get(m, &i->o[0]), b = known(0), r;

	if (i->n > 1)
		b = get(m, &i->o[1]);
	b.v &= size_mask(size);
	if (i->op == MU_SUB && is_rsp(&i->o[0]) && !b.known)
		b.v = 8ull * mu_below(&m->rng, 64);
	r = (struct val){ combine(i->op, a.v, b.v), a.known && b.known };
	/* zero, whatever it was */
	if (is_same_register(i) && (i->op == MU_XOR || i->op == MU_SUB))
		r.known = true;
	if (i->op != MU_NOT && r.known)
		flags_of(m, i->op, a.v, b.v, r.v, size);
	else if (i->op != MU_NOT)
		m->flags_known = 0;
	if (i->op != MU_CMP && i->op != MU_TEST)
		set(m, &i->o[0], r);
}

/* Memory is written first: its address may use the register. */
static void set_both(struct mu_machine *m, const struct mu_insn *i,
		     struct val first, struct val second)
{
	if (i->o[0].kind == MU_O_MEM) {
		set(m, &i->o[0], first);
		set(m, &i->o[1], second);
	} else {
		set(m, &i->o[1], second);
		set(m, &i->o[0], first);
	}
}

static void exchange(struct mu_machine *m, const struct mu_insn *i)
{
	struct val a = get(m, &i->o[0]), b = get(m, &i->o[1]);
	struct val sum = { a.v + b.v, a.known && b.known };

	set_both(m, i, i->op == MU_XADD ? sum : b, a);
	if (i->op == MU_XADD)
		m->flags_known = 0;
}

static void compare_exchange(struct mu_machine *m, const struct mu_insn *i)
{
	struct mu_operand rax = { .kind = MU_O_REG, .size = i->o[0].size };
	struct val old = get(m, &i->o[0]);

	m->flags_known = 0;
	if (mu_below(&m->rng, 2))
		set(m, &i->o[0], get(m, &i->o[1]));
	else
		set(m, &rax, old);
}

/* Stores of a length that is known are done; of others, the first. */
static void string(struct mu_machine *m, const struct mu_insn *i)
{
	uint64_t n = i->rep ? m->reg[1] : 1, at = m->reg[7];
	bool all = n <= 2 * MU_STACK_WORDS;

	for (uint64_t k = 0; k < (all ? n : 1); k++)
		store(m, at + k * i->size,
		      i->op == MU_STOS ? get_reg(m, 0) : unknown(m), i->size);
	at += n * i->size;
	set_reg(m, 7, (struct val){ at, all && (m->known >> 7 & 1) });
	if (i->op == MU_MOVS)
		set_reg(m, 6, unknown(m));
	if (i->rep)
		set_reg(m, 1, known(0));
}

static void other(struct mu_machine *m, const struct mu_insn *i)
{
	m->flags_known = 0;
	for (unsigned int k = 0; k < i->n; k++)
		if (i->o[k].kind == MU_O_MEM && i->o[k].write)
			set(m, &i->o[k], unknown(m));
	for (unsigned int r = 0; r < MU_NREGS; r++)
		if (i->clobber >> r & 1)
			set_reg(m, r, unknown(m));
}

static void do_enter(struct mu_machine *m, const struct mu_insn *i)
{
	push(m, get_reg(m, MU_RBP), 8);
	set_reg(m, MU_RBP, get_reg(m, MU_RSP));
	if (i->o[1].val & 31)
		set_rsp(m, unknown(m)); /* nested: nobody uses it */
	else
		move_rsp(m, -(uint64_t)(i->o[0].val & 0xffff));
}

static void do_pop(struct mu_machine *m, const struct mu_insn *i)
{
	struct val v = pop(m, i->size);

	if (i->n)
		set(m, &i->o[0], v);
	else
		m->flags_known = 0;
}

static void step_stack(struct mu_machine *m, const struct mu_insn *i)
{
	switch (i->op) {
	case MU_PUSH:
		push(m, i->n ? get(m, &i->o[0]) : unknown(m), i->size);
		break;
	case MU_POP:
		do_pop(m, i);
		break;
	case MU_LEAVE:
		set_rsp(m, get_reg(m, MU_RBP));
		set_reg(m, MU_RBP, pop(m, 8));
		break;
	case MU_ENTER:
		do_enter(m, i);
		break;
	case MU_STOS:
	case MU_MOVS:
		string(m, i);
		break;
	case MU_STD:
	case MU_CLD:
		m->df = i->op == MU_STD;
		break;
	default:
		break;
	}
}

static bool is_taken(struct mu_machine *m, const struct mu_insn *i)
{
	int is = mu_machine_condition(m, i->cc);

	return is < 0 ? mu_below(&m->rng, 2) != 0 : is != 0;
}

static void step_move(struct mu_machine *m, const struct mu_insn *i)
{
	struct val v;

	switch (i->op) {
	case MU_MOV:
	case MU_MOVZX:
		set(m, &i->o[0], get(m, &i->o[1]));
		break;
	case MU_MOVSX:
		set(m, &i->o[0], sign_extend(get(m, &i->o[1]), i->o[1].size));
		break;
	case MU_LEA:
		set(m, &i->o[0], address(m, &i->o[1]));
		break;
	case MU_CMOV:
		/* the half-wide form clears the upper half either way */
		v = get(m, &i->o[is_taken(m, i) ? 1 : 0]);
		v.known &= mu_machine_condition(m, i->cc) >= 0;
		set(m, &i->o[0], v);
		break;
	case MU_SETCC:
		v.known = mu_machine_condition(m, i->cc) >= 0;
		v.v = is_taken(m, i);
		set(m, &i->o[0], v);
		break;
	case MU_XCHG:
	case MU_XADD:
		exchange(m, i);
		break;
	default:
		compare_exchange(m, i);
	}
}

void mu_machine_step(struct mu_machine *m, const struct mu_insn *i)
{
	if (i->op == MU_OTHER)
		other(m, i);
	else if (i->op == MU_CMP || i->op == MU_TEST ||
		 (i->op >= MU_ADD && i->op <= MU_NOT))
		compute(m, i);
	else if (i->op >= MU_PUSH)
		step_stack(m, i);
	else if (i->op != MU_NOP)
		step_move(m, i);
}

/* What was known of memory is not any more: the callee may have its address. */
void mu_machine_called(struct mu_machine *m, uint16_t clobber)
{
	uint16_t mask = MU_CALLER_SAVED | clobber;

	m->flags_known = 0;
	m->epoch++;
	for (unsigned int r = 0; r < MU_NREGS; r++)
		if (mask >> r & 1)
			set_reg(m, r, unknown(m));
}

/* No byte of it is zero or sign-like, so that part writes show. */
static uint64_t token(struct mu_machine *m)
{
	return (mu_random(&m->rng) & 0x7f7f7f7f7f7f7f7full) |
	       0x0202020202020202ull;
}

void mu_machine_enter(struct mu_machine *m, unsigned int align)
{
	m->run++;
	m->epoch++;
	m->base = 0xffffc90000a00000ull + 0x100000ull * mu_below(&m->rng, 64);
	m->cfa = m->base + 8ull * MU_STACK_WORDS - MU_STACK_ABOVE + align;
	m->df = false;
	m->smashed_by = UINT32_MAX;
	m->flags_known = 0;
	m->known = 1u << MU_RSP;
	for (unsigned int r = 0; r < MU_NREGS; r++)
		m->reg[r] = m->entry[r] = token(m);
	m->ra = token(m);
	m->reg[MU_RSP] = m->cfa;
	push(m, (struct val){ m->ra, false }, 8);
}
