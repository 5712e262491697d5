// SPDX-License-Identifier: GPL-2.0-only
/*
 * The laws that the fixpoint rests on, tried on random states:
 *
 *	match	is reflexive and symmetric
 *	meet	is idempotent, knows no more than either state, and is
 *		commutative and associative for states that match
 *	step	never knows more after a state that knows less
 *
 * The states are what random instructions make of a function's first one, so
 * they have what all states have in common.
 */
#include "tests/unit/test.h"

#include "arch/x86/x86.h"
#include "stackcheck/core/arch.h"
#include "stackcheck/core/state.h"

#define ROUNDS 500000

static uint32_t seed = 1;

static uint32_t draw(uint32_t n)
{
	seed = seed * 1664525u + 1013904223u;
	return (uint32_t)((uint64_t)(seed >> 8) * n >> 24);
}

/* An operation of the stack with random operands. */
static void draw_insn(struct sc_insn *insn)
{
	static const uint8_t ops[] = {
		SC_OP_MOV,	   SC_OP_LEA,	  SC_OP_ADD,
		SC_OP_AND,	   SC_OP_LOAD,	  SC_OP_STORE,
		SC_OP_XCHG,	   SC_OP_PUSH,	  SC_OP_POP,
		SC_OP_LEAVE,	   SC_OP_SUB_REG, SC_OP_OTHER,
		SC_OP_ADD_REG,	   SC_OP_STD,	  SC_OP_PUSH_OTHER,
		SC_OP_PUSH_MEM,	   SC_OP_POP_MEM, SC_OP_TO_VECTOR,
		SC_OP_FROM_VECTOR,
	};

	*insn = (struct sc_insn){
		.op = ops[draw(sizeof(ops))],
		.reg = (uint8_t)draw(SC_NREGS),
		.base = (uint8_t)draw(SC_NREGS),
		.index = SC_REG_NONE,
		.val = 8 * (int32_t)draw(9) - 32,
		.size = 8,
		.len = 4,
	};
	if (draw(2))
		insn->base = draw(2) ? X86_RSP : X86_RBP;
	if (draw(3) == 0)
		insn->reg = draw(2) ? X86_RSP : X86_RBP;
	if (insn->op == SC_OP_AND)
		insn->val = draw(2) ? -16 : -64;
	if (insn->op == SC_OP_TO_VECTOR || insn->op == SC_OP_FROM_VECTOR)
		insn->size = (uint8_t)draw(2);
	if (insn->op == SC_OP_OTHER) {
		insn->writes = (uint16_t)(1u << draw(SC_NREGS));
		insn->flags = draw(2) ? SC_F_MEMW : 0;
	}
}

static void draw_step(struct sc_state *st)
{
	struct sc_step step = { 0 };
	struct sc_insn insn;

	draw_insn(&insn);
	sc_arch_x86_64.step(st, &insn, &step);
}

/* What a few random instructions make of a function's first state. */
static void draw_state(struct sc_state *st)
{
	sc_arch_x86_64.entry_state(st);
	for (unsigned int n = draw(8); n; n--)
		draw_step(st);
}

/* The same state after a few more of them: often it still matches. */
static void draw_neighbour(struct sc_state *to, const struct sc_state *from)
{
	*to = *from;
	for (unsigned int n = draw(3); n; n--)
		draw_step(to);
}

static enum sc_mismatch match(const struct sc_state *a,
			      const struct sc_state *b)
{
	unsigned int reg;

	return sc_state_match(a, b, &sc_arch_x86_64, &reg);
}

static bool is_free_sp(const struct sc_state *st)
{
	return sc_val_kind(st->reg[X86_RSP]) == SC_V_ROOM || st->loose;
}

/* Is register @r saved at @slot, as far as @st knows? */
static bool is_saved_at(const struct sc_state *st, unsigned int r, sc_val slot)
{
	return st->saved[r] == slot ||
	       sc_state_load(st, slot) == sc_val_make(SC_V_ENTRY, (int32_t)r);
}

/* Is @a no more than @b, or than that @b is a place in the stack? */
static bool is_no_more(sc_val a, sc_val b)
{
	return !a || a == b ||
	       (a == SC_V_STACK && sc_val_is_addr(b) &&
		sc_val_kind(b) != SC_V_AUX);
}

/*
 * Does @b tell all that @a tells? Where a register is saved twice the two may
 * name different slots. A free %rsp in @a is left out: it has a base of its own.
 */
static bool knows_no_more(const struct sc_state *a, const struct sc_state *b)
{
	for (unsigned int r = 0; r < SC_NREGS; r++) {
		if (r == X86_RSP && is_free_sp(a))
			continue;
		if (!is_no_more(a->reg[r], b->reg[r]))
			return false;
		if (a->saved[r] && !is_saved_at(b, r, a->saved[r]))
			return false;
	}
	for (int i = 0; i < a->nslots; i++)
		if (!is_no_more(a->slot[i].val,
				sc_state_load(b, a->slot[i].addr)))
			return false;
	return !a->align_from || a->align_from == b->align_from;
}

static void print_state(const char *name, const struct sc_state *st)
{
	print_message("%s: df %u align %u from %x\n", name, st->df, st->align,
		      (unsigned int)st->align_from);
	for (unsigned int r = 0; r < SC_NREGS; r++)
		print_message("  %s %x saved %x\n", sc_arch_x86_64.reg_name(r),
			      (unsigned int)st->reg[r],
			      (unsigned int)st->saved[r]);
	for (int i = 0; i < st->nslots; i++)
		print_message("  [%x] %x\n", (unsigned int)st->slot[i].addr,
			      (unsigned int)st->slot[i].val);
}

static void match_is_reflexive_and_symmetric(void **state)
{
	struct sc_state a, b;

	(void)state;
	for (unsigned int i = 0; i < ROUNDS; i++) {
		draw_state(&a);
		draw_neighbour(&b, &a);
		assert_int_equal(match(&a, &a), SC_MATCH);
		assert_int_equal(match(&a, &b), match(&b, &a));
	}
}

static void meet_is_idempotent(void **state)
{
	struct sc_state a, m;

	(void)state;
	for (unsigned int i = 0; i < ROUNDS; i++) {
		draw_state(&a);
		m = a;
		assert_false(sc_state_meet(&m, &a, X86_RSP));
		assert_true(sc_state_equal(&m, &a));
	}
}

static void meet_knows_no_more_than_either(void **state)
{
	struct sc_state a, b, m;

	(void)state;
	for (unsigned int i = 0; i < ROUNDS; i++) {
		draw_state(&a);
		draw_neighbour(&b, &a);
		m = a;
		sc_state_meet(&m, &b, X86_RSP);
		if (!knows_no_more(&m, &a) || !knows_no_more(&m, &b)) {
			print_state("a", &a);
			print_state("b", &b);
			print_state("met", &m);
			fail();
		}
		/* what was met with it once is not changed by it again */
		assert_false(sc_state_meet(&m, &b, X86_RSP));
	}
}

static void meet_is_commutative(void **state)
{
	struct sc_state a, b, ab, ba;
	unsigned int tried = 0;

	(void)state;
	for (unsigned int i = 0; i < ROUNDS; i++) {
		draw_state(&a);
		draw_neighbour(&b, &a);
		if (match(&a, &b) != SC_MATCH)
			continue;
		tried++;
		ab = a;
		ba = b;
		sc_state_meet(&ab, &b, X86_RSP);
		sc_state_meet(&ba, &a, X86_RSP);
		if (!sc_state_equal(&ab, &ba)) {
			print_state("a", &a);
			print_state("b", &b);
			print_state("a met with b", &ab);
			print_state("b met with a", &ba);
			fail();
		}
	}
	assert_true(tried > ROUNDS / 10);
}

static void meet_is_associative(void **state)
{
	struct sc_state a, b, c, left, right, bc;
	unsigned int tried = 0;

	(void)state;
	for (unsigned int i = 0; i < ROUNDS; i++) {
		draw_state(&a);
		draw_neighbour(&b, &a);
		draw_neighbour(&c, &a);
		if (match(&a, &b) || match(&b, &c) || match(&a, &c))
			continue;
		tried++;
		left = a;
		sc_state_meet(&left, &b, X86_RSP);
		sc_state_meet(&left, &c, X86_RSP);
		bc = b;
		sc_state_meet(&bc, &c, X86_RSP);
		right = a;
		sc_state_meet(&right, &bc, X86_RSP);
		if (!sc_state_equal(&left, &right)) {
			print_state("a", &a);
			print_state("b", &b);
			print_state("c", &c);
			print_state("(a b) c", &left);
			print_state("a (b c)", &right);
			fail();
		}
	}
	assert_true(tried > ROUNDS / 20);
}

/*
 * The first exception: %rsp that is stored to, or loaded from, memory that no
 * stack pointer leads to. The store gives that place a name. So the state that
 * knows less about the base learns something.
 */
static bool is_task_switch(const struct sc_insn *insn)
{
	return (insn->op == SC_OP_STORE || insn->op == SC_OP_LOAD) &&
	       insn->reg == X86_RSP;
}

/*
 * The second: a write through a pointer of which nothing is known is taken to
 * miss the slots. So the state that knows the pointer forgets more.
 */
static bool writes_elsewhere(const struct sc_insn *insn,
			     const struct sc_state *a, const struct sc_state *m)
{
	bool writes = insn->op == SC_OP_STORE || insn->op == SC_OP_POP_MEM ||
		      (insn->flags & SC_F_MEMW);

	return writes && a->reg[insn->base] != m->reg[insn->base];
}

static void step_never_gains_knowledge(void **state)
{
	struct sc_state a, b, m;
	struct sc_insn insn;
	struct sc_step step;

	(void)state;
	for (unsigned int i = 0; i < ROUNDS; i++) {
		struct sc_state before_a, before_m;

		draw_state(&a);
		draw_neighbour(&b, &a);
		if (match(&a, &b) != SC_MATCH)
			continue;
		m = a;
		sc_state_meet(&m, &b, X86_RSP);
		if (m.reg[X86_RSP] != a.reg[X86_RSP])
			continue;
		draw_insn(&insn);
		if (is_task_switch(&insn) || writes_elsewhere(&insn, &a, &m))
			continue;
		before_a = a;
		before_m = m;
		step = (struct sc_step){ 0 };
		sc_arch_x86_64.step(&a, &insn, &step);
		step = (struct sc_step){ 0 };
		sc_arch_x86_64.step(&m, &insn, &step);
		/* losing it is a finding, and leaves what is on the stack */
		if (!m.reg[X86_RSP])
			continue;
		if (!knows_no_more(&m, &a)) {
			print_message("%s reg %s base %s val %d\n",
				      sc_op_names[insn.op],
				      sc_arch_x86_64.reg_name(insn.reg),
				      sc_arch_x86_64.reg_name(insn.base),
				      insn.val);
			print_state("more", &before_a);
			print_state("less", &before_m);
			print_state("more, after", &a);
			print_state("less, after", &m);
			fail();
		}
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(match_is_reflexive_and_symmetric),
		cmocka_unit_test(meet_is_idempotent),
		cmocka_unit_test(meet_knows_no_more_than_either),
		cmocka_unit_test(meet_is_commutative),
		cmocka_unit_test(meet_is_associative),
		cmocka_unit_test(step_never_gains_knowledge),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
