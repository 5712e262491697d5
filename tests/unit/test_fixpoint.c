// SPDX-License-Identifier: GPL-2.0-only
/* The dataflow analysis: states before the basic blocks of small functions. */
#include "tests/unit/test.h"

#include "stackcheck/dataflow/fixpoint.h"
#include "tests/unit/sample.h"

enum { BX = 3, SP = 4 }; /* as instructions number them */

struct seen {
	unsigned int insns, edges, disagree, exits;
};

/* The only function of a sample, its states, and what a visitor sees of it. */
struct run {
	struct sample s;
	struct sc_dataflow *flow;
	struct seen seen;
};

static void on_insn(void *ctx, const struct sc_block *b, uint32_t i,
		    const struct sc_state *pre)
{
	struct run *run = ctx;

	(void)b;
	(void)i;
	assert_non_null(pre);
	run->seen.insns++;
}

static void on_edge(void *ctx, const struct sc_block *b, uint32_t i,
		    const struct sc_state *st, uint32_t to)
{
	struct run *run = ctx;

	(void)b;
	(void)i;
	run->seen.edges++;
	run->seen.disagree += run->flow->blocks[to].in->reg[SP] != st->reg[SP];
}

static void on_leave(void *ctx, const struct sc_block *b, uint32_t i,
		     const struct sc_state *st, enum sc_exit_kind kind,
		     const struct sc_target *to)
{
	struct run *run = ctx;

	(void)b;
	(void)i;
	(void)st;
	(void)to;
	assert_int_equal(kind, SC_EXIT_RETURN);
	run->seen.exits++;
}

static void begin(struct run *run, const char *bytes, size_t size)
{
	static const struct sc_visitor visitor = { .insn = on_insn,
						   .exit = on_leave,
						   .edge = on_edge };
	const struct sample_code code = { "sample", bytes, size };

	sample_open(&run->s, &code, 1);
	run->flow = sc_dataflow_new(run->s.analysis->obj);
	run->seen = (struct seen){ 0 };
	assert_non_null(run->flow);
	assert_int_equal(sc_dataflow_run(run->flow, 0), 0);
	sc_dataflow_visit(run->flow, &visitor, run);
}

#define BEGIN(run, bytes) begin(run, bytes, sizeof(bytes) - 1)

static void end(struct run *run)
{
	sc_dataflow_free(run->flow);
	sample_close(&run->s);
}

static void a_straight_line_is_one_block(void **state)
{
	struct run run;

	(void)state;
	/* push %rbx; pop %rbx; ret */
	BEGIN(&run, "\x53\x5b\xc3");
	assert_int_equal(run.flow->nblocks, 1);
	assert_int_equal(run.seen.insns, 3);
	assert_int_equal(run.seen.edges, 0);
	assert_int_equal(run.seen.exits, 1);
	assert_true(run.flow->returns);
	assert_false(run.flow->runs_on);
	assert_false(run.flow->revisited);
	assert_int_equal(run.flow->clobbers, 0);
	end(&run);
}

static void a_join_keeps_what_both_paths_know(void **state)
{
	const struct sc_block *last;
	struct run run;

	(void)state;
	/* test; je 1f; xor %ebx,%ebx; 1: ret: %rbx is lost on one path */
	BEGIN(&run, "\x85\xff\x74\x02\x31\xdb\xc3");
	assert_int_equal(run.flow->nblocks, 3);
	assert_int_equal(run.seen.edges, 3);
	assert_int_equal(run.seen.disagree, 0);
	last = &run.flow->blocks[2];
	assert_int_equal(last->in->reg[SP],
			 sc_arch_entry_sp(run.s.analysis->obj->arch));
	assert_int_equal(sc_val_kind(last->in->reg[BX]), SC_V_ANY);
	assert_true(run.flow->clobbers & 1u << BX);
	end(&run);
}

static void where_paths_disagree_the_first_stands(void **state)
{
	struct run run;

	(void)state;
	/* test; je 1f; push %rax; 1: ret */
	BEGIN(&run, "\x85\xff\x74\x01\x50\xc3");
	assert_int_equal(run.seen.edges, 3);
	assert_int_equal(run.seen.disagree, 1);
	assert_int_equal(run.seen.exits, 1);
	end(&run);
}

static void a_loop_ends(void **state)
{
	struct run run;

	(void)state;
	/* 1: push %rax; pop %rax; dec %edi; jne 1b; ret */
	BEGIN(&run, "\x50\x58\xff\xcf\x75\xfa\xc3");
	assert_int_equal(run.seen.insns, 5);
	assert_int_equal(run.seen.edges, 2);
	assert_int_equal(run.seen.disagree, 0);
	assert_true(run.flow->returns);
	end(&run);
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
