// SPDX-License-Identifier: GPL-2.0-only
/* Instructions come out of the packed form as they went in. */
#include "tests/unit/test.h"

#include "stackcheck/cfg/code.h"
#include "stackcheck/core/state.h"

#define SP 4

struct packed {
	struct sc_shapes shapes;
	struct sc_code code;
};

static void begin(struct packed *p, size_t n)
{
	*p = (struct packed){ .code.shapes = &p->shapes };
	assert_int_equal(sc_shapes_init(&p->shapes, SP), 0);
	assert_int_equal(sc_code_make_room(&p->code, n), 0);
}

static void end(struct packed *p)
{
	sc_code_free(&p->code);
	sc_shapes_free(&p->shapes);
}

static void add(struct packed *p, const struct sc_insn *insn, bool whole)
{
	assert_int_equal(sc_code_add(&p->code, &p->shapes, insn, whole), 0);
}

static void assert_insn(const struct packed *p, uint32_t i,
			const struct sc_insn *want)
{
	struct sc_insn got = sc_code_insn(&p->code, i);

	assert_memory_equal(&got, want, sizeof(got));
	assert_int_equal(sc_code_off(&p->code, i), want->off);
	assert_int_equal(p->code.mark[i], 0);
}

/* An instruction of a shape that @i alone has. */
static struct sc_insn own_shape(uint32_t i)
{
	return (struct sc_insn){ .off = i,
				 .val = (int32_t)(i % 7) - 3,
				 .op = SC_OP_OTHER,
				 .len = 1,
				 .writes = (uint16_t)i,
				 .reg = (uint8_t)(i >> 16),
				 .base = 5,
				 .index = SC_REG_NONE,
				 .size = 8 };
}

static void values_of_any_size_are_kept(void **state)
{
	static const int32_t vals[] = { 0,	   1,	      -1,
					INT16_MAX, INT16_MIN, 32768,
					-32769,	   INT32_MAX, INT32_MIN };
	enum { N = sizeof(vals) / sizeof(*vals) };
	struct packed p;

	(void)state;
	begin(&p, 4 * N);
	for (uint32_t i = 0; i < 4 * N; i++) {
		struct sc_insn insn = own_shape(1);

		insn.off = i;
		insn.val = vals[i % N];
		add(&p, &insn, false);
	}
	for (uint32_t i = 0; i < 4 * N; i++) {
		struct sc_insn insn = own_shape(1);

		insn.off = i;
		insn.val = vals[i % N];
		assert_insn(&p, i, &insn);
	}
	end(&p);
}

/* Forwards, far, and back: replacements may share their bytes. */
static void places_in_any_order_are_kept(void **state)
{
	enum { N = 200 };
	struct packed p;

	(void)state;
	begin(&p, N);
	for (uint32_t i = 0; i < N; i++) {
		struct sc_insn insn = own_shape(i);

		insn.off = i * 7919 % 1000;
		add(&p, &insn, false);
	}
	sc_code_trim(&p.code);
	for (uint32_t i = 0; i < N; i++) {
		struct sc_insn insn = own_shape(i);

		insn.off = i * 7919 % 1000;
		assert_insn(&p, i, &insn);
	}
	end(&p);
}

static void more_shapes_than_numbers_are_kept(void **state)
{
	enum { N = 70000 };
	struct packed p;

	(void)state;
	begin(&p, 2 * N);
	for (uint32_t i = 0; i < 2 * N; i++) {
		struct sc_insn insn = own_shape(i % N);

		add(&p, &insn, false);
	}
	assert_true(p.shapes.n <= 65536);
	for (uint32_t i = 0; i < 2 * N; i++) {
		struct sc_insn insn = own_shape(i % N);

		assert_insn(&p, i, &insn);
	}
	end(&p);
}

static void what_was_added_for_it_can_be_changed(void **state)
{
	struct sc_insn other;
	struct packed p;

	(void)state;
	begin(&p, 100);
	for (uint32_t i = 0; i < 100; i++) {
		struct sc_insn insn = own_shape(i);

		add(&p, &insn, i % 10 == 3);
		assert_int_equal(sc_code_may_change(&p.code, i), i % 10 == 3);
	}
	other = own_shape(43);
	other.op = SC_OP_FILL;
	other.val = 1 << 20;
	sc_code_change(&p.code, 43, &other);
	for (uint32_t i = 0; i < 100; i++) {
		struct sc_insn insn = own_shape(i);

		assert_insn(&p, i, i == 43 ? &other : &insn);
	}
	end(&p);
}

static void registers_that_matter_are_those_of_the_shape(void **state)
{
	const struct sc_insn insns[] = {
		{ .op = SC_OP_OTHER, .len = 1, .writes = 0x9 },
		{ .op = SC_OP_RET, .len = 1 },
		{ .op = SC_OP_STORE, .len = 3, .flags = SC_F_MEMW, .reg = 1 },
	};
	const uint16_t acts[] = { 0x9, 1u << SP, 1u << 0 };
	struct packed p;

	(void)state;
	begin(&p, 3);
	for (int i = 0; i < 3; i++) {
		add(&p, &insns[i], false);
		assert_int_equal(p.shapes.acts[p.code.insns[i].shape], acts[i]);
	}
	assert_int_equal(p.shapes.acts[SC_SHAPE_WHOLE], UINT16_MAX);
	end(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_of_any_size_are_kept),
		cmocka_unit_test(places_in_any_order_are_kept),
		cmocka_unit_test(more_shapes_than_numbers_are_kept),
		cmocka_unit_test(what_was_added_for_it_can_be_changed),
		cmocka_unit_test(registers_that_matter_are_those_of_the_shape),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
