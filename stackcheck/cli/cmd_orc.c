// SPDX-License-Identifier: GPL-2.0-only
/* stackcheck orc PATH -o OUT: ORC tables made from the analysis alone. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stackcheck/analysis/open_one.h"
#include "stackcheck/cli/commands.h"
#include "stackcheck/elf_writer/elf_write.h"
#include "stackcheck/orc/generate.h"
#include "stackcheck/orc/write_linked.h"
#include "stackcheck/orc/write_object.h"
#include "stackcheck/util/escape.h"
#include "stackcheck/util/output.h"
#include "stackcheck/util/plural.h"

struct args {
	char *path;
	const char *out;
	struct sc_check_options opt;
	const char *noreturn;
};

static int print_usage(FILE *to)
{
	fprintf(to,
		"usage: stackcheck orc [--noreturn FILE] PATH -o OUT\n"
		"Write a copy of PATH with ORC tables made from this analysis.\n"
		"Tables that PATH has already are not read.\n");
	return to == stderr ? SC_EXIT_TROUBLE : SC_EXIT_CLEAN;
}

static int parse_args(struct args *args, int argc, char **argv)
{
	static const struct option options[] = {
		{ "output", required_argument, NULL, 'o' },
		{ "noreturn", required_argument, NULL, 'n' },
		{ "help", no_argument, NULL, 'h' },
		{ 0 },
	};
	int c;

	optind = 1;
	opterr = 0;
	while ((c = getopt_long(argc, argv, "o:h", options, NULL)) != -1) {
		if (c == 'h')
			return print_usage(stdout);
		if (c == 'o')
			args->out = optarg;
		else if (c == 'n')
			args->noreturn = optarg;
		else
			return sc_usage_wrong(argv[optind - 1], print_usage);
	}
	if (optind + 1 != argc || !args->out)
		return print_usage(stderr);
	args->path = argv[optind];
	args->opt.mode = SC_MODE_TABLE;
	args->opt.detail = SC_DETAIL_NONE;
	if (args->noreturn) {
		args->opt.noreturn_files = &args->noreturn;
		args->opt.n_noreturn_files = 1;
	}
	return -1;
}

static int write_orc(struct sc_opened *o, const char *out, struct sc_error *err)
{
	struct sc_orc_entry *entries = NULL;
	size_t n = 0;
	int bad;

	if (sc_orc_make(o->analysis, &entries, &n))
		return sc_fail(err, "out of memory");
	if (o->img->linked)
		bad = sc_orc_write_linked(o->img, entries, n, out, err);
	else
		bad = sc_orc_write_object(o->img, entries, n, out, err);
	free(entries);
	return bad;
}

int sc_cmd_orc(int argc, char **argv)
{
	struct sc_orc_maker maker = { 0 };
	struct args args = { 0 };
	struct sc_opened o;
	struct sc_error err = { "" };
	int code = parse_args(&args, argc, argv);

	if (code >= 0)
		return code;
	args.opt.sink = &sc_orc_sink;
	args.opt.sink_ctx = &maker;
	memset(&o, 0, sizeof(o));
	if (sc_output_spare(args.out, args.path, &err) ||
	    sc_output_spare(args.out, args.noreturn, &err) ||
	    sc_opened_open(&o, args.path, &args.opt, &err) ||
	    sc_output_spare(args.out, o.inputs.items[0].file, &err) ||
	    write_orc(&o, args.out, &err)) {
		sc_complain("%s", err.text);
		code = SC_EXIT_TROUBLE;
	} else {
		code = o.res.nfindings ? SC_EXIT_FINDINGS : SC_EXIT_CLEAN;
		sc_opened_warn_unsigned(&o, args.out);
		if (code)
			sc_complain(
				"%s: the copy is written, but behind %zu finding%s rows may be missing; `stackcheck check` shows where",
				args.path, o.res.nfindings,
				sc_plural(o.res.nfindings));
	}
	sc_orc_maker_free(&maker);
	sc_opened_close(&o);
	return code;
}
