// SPDX-License-Identifier: GPL-2.0-only
#include "tests/unit/test.h"

#include <getopt.h>

#include "stackcheck/cli/check_args.h"

/* Parse words as a command line; the caller frees the args. */
static enum sc_args_verdict parse(struct sc_check_args *args, char **words)
{
	int argc = 0;

	while (words[argc])
		argc++;
	optind = 0; /* getopt starts over */
	return sc_check_args_parse(args, argc, words);
}

#define WORDS(...) ((char *[]){ (char *)"check", __VA_ARGS__, NULL })
#define W (char *)

static void defaults(void **state)
{
	struct sc_check_args args;

	(void)state;
	assert_int_equal(parse(&args, WORDS(W "a.o")), SC_ARGS_RUN);
	assert_int_equal(args.opt.mode, SC_MODE_AUTO);
	assert_true(args.opt.jobs >= 1);
	assert_ptr_equal(args.format, &sc_report_text);
	assert_int_equal(args.npaths, 1);
	assert_int_equal(args.opt.n_noreturn_files, 0);
	sc_check_args_free(&args);
}

static void all_options(void **state)
{
	struct sc_check_args args;
	char **words = WORDS(W "a.o", W "--mode=frame", W "-j", W "3",
			     W "--format=json", W "--stats", W "--noreturn=x",
			     W "--noreturn", W "y", W "--symbols=s",
			     W "--facts=f", W "--dump=cfg",
			     W "--disable=ret-pop", W "--error=ret-outside",
			     W "--limit=5", W "-oout", W "b.o");

	(void)state;
	assert_int_equal(parse(&args, words), SC_ARGS_RUN);
	assert_int_equal(args.opt.mode, SC_MODE_FRAME);
	assert_int_equal(args.opt.jobs, 3);
	assert_ptr_equal(args.format, &sc_report_json);
	assert_true(args.stats);
	assert_int_equal(args.opt.n_noreturn_files, 2);
	assert_string_equal(args.opt.noreturn_files[1], "y");
	assert_string_equal(args.opt.symbols, "s");
	assert_string_equal(args.opt.facts, "f");
	assert_int_equal(args.opt.dump, SC_DUMP_CFG);
	assert_string_equal(args.disabled[0], "ret-pop");
	assert_string_equal(args.promoted[0], "ret-outside");
	assert_int_equal(args.limit, 5);
	assert_string_equal(args.out, "out");
	assert_int_equal(args.npaths, 2);
	sc_check_args_free(&args);
}

static void assert_wrong(char *option)
{
	struct sc_check_args args;

	assert_int_equal(parse(&args, WORDS(option, W "a.o")), SC_ARGS_WRONG);
	sc_check_args_free(&args);
}

static void wrong_values_are_refused(void **state)
{
	(void)state;
	assert_wrong(W "--mode=");
	assert_wrong(W "--mode=frames");
	assert_wrong(W "-j0");
	assert_wrong(W "-j-1");
	assert_wrong(W "-j2x");
	assert_wrong(W "-j99999999999999999999");
	assert_wrong(W "--limit=");
	assert_wrong(W "--format=yaml");
	assert_wrong(W "--dump=all");
	assert_wrong(W "--disable=none");
	assert_wrong(W "--nonsense");
	assert_wrong(W "-x");
}

static void a_dash_ends_the_options(void **state)
{
	struct sc_check_args args;

	(void)state;
	assert_int_equal(parse(&args, WORDS(W "--", W "--odd.o")), SC_ARGS_RUN);
	assert_int_equal(args.npaths, 1);
	assert_string_equal(args.paths[0], "--odd.o");
	sc_check_args_free(&args);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(defaults),
		cmocka_unit_test(all_options),
		cmocka_unit_test(wrong_values_are_refused),
		cmocka_unit_test(a_dash_ends_the_options),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
