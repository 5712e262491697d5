// SPDX-License-Identifier: GPL-2.0-only
/* The dataflow analysis: states before the basic blocks of small functions. */
#include "tests/unit/test.h"

#include "stackcheck/dataflow/fixpoint.h"
#include "tests/unit/sample.h"

enum { BX = 3, SP = 4 }; /* as instructions number them */

struct seen {
	unsigned int insns, edges, disagree, exits;
	const struct sc_flow *flow;
};

static void on_insn(void *ctx, const struct sc_block *b, uint32_t i,
		    const struct sc_state *pre)
{
	struct seen *seen = ctx;

	(void)b;
	(void)i;
	assert_non_null(pre);
	seen->insns++;
}

static void on_edge(void *ctx, const struct sc_block *b, uint32_t i,
		    const struct sc_state *st, uint32_t to)
{
	struct seen *seen = ctx;

	(void)b;
	(void)i;
	seen->edges++;
	seen->disagree += seen->flow->blocks[to].in->reg[SP] != st->reg[SP];
}

static void on_leave(void *ctx, const struct sc_block *b, uint32_t i,
		     const struct sc_state *st, enum sc_exit_kind kind,
		     const struct sc_target *to)
{
	struct seen *seen = ctx;

	(void)b;
	(void)i;
	(void)st;
	(void)to;
	assert_int_equal(kind, SC_EXIT_RETURN);
	seen->exits++;
}

/* What a visitor sees of the only function. */
static struct seen run(struct sample *s, struct sc_flow **flow_ret)
{
	static const struct sc_visitor visitor = { .insn = on_insn,
						   .exit = on_leave,
						   .edge = on_edge };
	struct sc_flow *flow = sc_flow_new(s->study->obj);
	struct seen seen = { .flow = flow };

	assert_non_null(flow);
	assert_int_equal(sc_flow_run(flow, 0), 0);
	sc_flow_visit(flow, &visitor, &seen);
	*flow_ret = flow;
	return seen;
}

static void a_straight_line_is_one_block(void **state)
{
	/* push %rbx; pop %rbx; ret */
	static const struct sample_code code[] = {
		SAMPLE_CODE("line", "\x53\x5b\xc3"),
	};
	struct sc_flow *flow;
	struct sample s;
	struct seen seen;

	(void)state;
	sample_open(&s, code, 1);
	seen = run(&s, &flow);
	assert_int_equal(flow->nblocks, 1);
	assert_int_equal(seen.insns, 3);
	assert_int_equal(seen.exits, 1);
	assert_true(flow->returns);
	assert_false(flow->runs_on);
	assert_false(flow->revisited);
	assert_int_equal(flow->clobbers, 0);
	sc_flow_free(flow);
	sample_close(&s);
}

static void a_join_keeps_what_both_paths_know(void **state)
{
	/* test; je 1f; xor %ebx,%ebx; 1: ret: %rbx is lost on one path */
	static const struct sample_code code[] = {
		SAMPLE_CODE("join", "\x85\xff\x74\x02\x31\xdb\xc3"),
	};
	struct sc_flow *flow;
	const struct sc_block *last;
	struct sample s;
	struct seen seen;

	(void)state;
	sample_open(&s, code, 1);
	seen = run(&s, &flow);
	assert_int_equal(flow->nblocks, 3);
	assert_int_equal(seen.disagree, 0);
	last = &flow->blocks[2];
	assert_int_equal(last->in->reg[SP],
			 sc_arch_entry_sp(s.study->obj->arch));
	assert_int_equal(sc_val_kind(last->in->reg[BX]), SC_V_ANY);
	assert_true(flow->clobbers & 1u << BX);
	sc_flow_free(flow);
	sample_close(&s);
}

static void where_paths_disagree_the_first_stands(void **state)
{
	/* test; je 1f; push %rax; 1: ret */
	static const struct sample_code code[] = {
		SAMPLE_CODE("bad", "\x85\xff\x74\x01\x50\xc3"),
	};
	struct sc_flow *flow;
	struct sample s;
	struct seen seen;

	(void)state;
	sample_open(&s, code, 1);
	seen = run(&s, &flow);
	assert_int_equal(seen.disagree, 1);
	assert_int_equal(seen.exits, 1);
	sc_flow_free(flow);
	sample_close(&s);
}

static void a_loop_ends(void **state)
{
	/* 1: push %rax; pop %rax; dec %edi; jne 1b; ret */
	static const struct sample_code code[] = {
		SAMPLE_CODE("loop", "\x50\x58\xff\xcf\x75\xfa\xc3"),
	};
	struct sc_flow *flow;
	struct sample s;
	struct seen seen;

	(void)state;
	sample_open(&s, code, 1);
	seen = run(&s, &flow);
	assert_int_equal(seen.insns, 5);
	assert_int_equal(seen.disagree, 0);
	assert_true(flow->returns);
	sc_flow_free(flow);
	sample_close(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_straight_line_is_one_block),
		cmocka_unit_test(a_join_keeps_what_both_paths_know),
		cmocka_unit_test(where_paths_disagree_the_first_stands),
		cmocka_unit_test(a_loop_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
