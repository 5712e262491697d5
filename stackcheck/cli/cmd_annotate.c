// SPDX-License-Identifier: GPL-2.0-only
/* stackcheck annotate: the listing with the stack state beside it. */
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "stackcheck/analysis/open_one.h"
#include "stackcheck/cli/commands.h"
#include "stackcheck/cli/pager.h"
#include "stackcheck/listing/listing.h"
#include "stackcheck/listing/select.h"
#include "stackcheck/util/escape.h"
#include "stackcheck/util/parallel.h"

enum option_id {
	OPT_MODE = 256,
	OPT_NORETURN,
	OPT_SYMBOLS,
	OPT_COLOR,
	OPT_PAGER
};

struct args {
	struct sc_check_options opt;
	const char **noreturn_files; /* owned; no longer than argv */
	bool colour, pager;
	char *path;
	char **names;
	int nnames;
};

static const struct option options[] = {
	{ "mode", required_argument, NULL, OPT_MODE },
	{ "noreturn", required_argument, NULL, OPT_NORETURN },
	{ "symbols", required_argument, NULL, OPT_SYMBOLS },
	{ "color", required_argument, NULL, OPT_COLOR },
	{ "no-pager", no_argument, NULL, OPT_PAGER },
	{ "help", no_argument, NULL, 'h' },
	{ 0 },
};

static const char help[] =
	"usage: stackcheck annotate [OPTION...] PATH [FUNCTION...]\n"
	"\n"
	"List the instructions of PATH, or of each FUNCTION, with the stack\n"
	"state before each. A finding stands below its instruction.\n"
	"\n"
	"  --mode=MODE       frame, table or auto (default), as for check\n"
	"  --noreturn=FILE   read names of functions that do not return; repeatable\n"
	"  --symbols=FILE    read the symbols of a linked kernel from FILE\n"
	"  --color=WHEN      auto (default: on a terminal), always or never\n"
	"  --no-pager        do not send the listing through $PAGER or less\n"
	"\n"
	"Exit code: 0 no finding in what was listed, 1 findings, 2 PATH could\n"
	"not be read or has no such function, or the usage is wrong.\n";

static int report_wrong_value(const char *option, const char *value,
			      const char *wanted)
{
	sc_escape_line(stderr, "stackcheck annotate: %s '%s': expected %s",
		       option, value, wanted);
	return -1;
}

static int parse_mode(struct args *args, const char *value)
{
	if (!strcmp(value, "auto"))
		args->opt.mode = SC_MODE_AUTO;
	else if (!strcmp(value, "frame"))
		args->opt.mode = SC_MODE_FRAME;
	else if (!strcmp(value, "table"))
		args->opt.mode = SC_MODE_TABLE;
	else
		return report_wrong_value("--mode", value,
					  "auto, frame or table");
	return 0;
}

static int parse_colour(struct args *args, const char *value)
{
	if (!strcmp(value, "always"))
		args->colour = true;
	else if (!strcmp(value, "never"))
		args->colour = false;
	else if (strcmp(value, "auto"))
		return report_wrong_value("--color", value,
					  "auto, always or never");
	return 0;
}

static int parse_option(struct args *args, int id, char **argv)
{
	switch (id) {
	case OPT_MODE:
		return parse_mode(args, optarg);
	case OPT_COLOR:
		return parse_colour(args, optarg);
	case OPT_NORETURN:
		args->noreturn_files[args->opt.n_noreturn_files++] = optarg;
		return 0;
	case OPT_SYMBOLS:
		args->opt.symbols = optarg;
		return 0;
	case OPT_PAGER:
		args->pager = false;
		return 0;
	default:
		sc_escape_line(
			stderr,
			"stackcheck annotate: no option '%s', or it needs a value",
			argv[optind - 1]);
		return -1;
	}
}

/* An exit code when there is nothing to be done, else -1. */
static int parse_args(struct args *args, int argc, char **argv)
{
	int id;

	opterr = 0;
	while ((id = getopt_long(argc, argv, "h", options, NULL)) != -1) {
		if (id == 'h') {
			fputs(help, stdout);
			return SC_EXIT_CLEAN;
		}
		if (parse_option(args, id, argv))
			return SC_EXIT_TROUBLE;
	}
	if (optind == argc) {
		fputs("stackcheck annotate: no PATH given; see --help\n",
		      stderr);
		return SC_EXIT_TROUBLE;
	}
	args->path = argv[optind];
	args->names = argv + optind + 1;
	args->nnames = argc - optind - 1;
	return -1;
}

static int not_found(const struct sc_object *obj, const char *path,
		     const char *name)
{
	const char *near = sc_listing_nearest(obj, name);

	sc_complain("%s: no function '%s'%s%s%s", path, name,
		    near ? "; did you mean '" : "", near ? near : "",
		    near ? "'?" : "");
	return -1;
}

/* All names, so that each wrong one is told of at once. */
static int select_functions(const struct args *args,
			    const struct sc_object *obj, uint8_t *wanted)
{
	int bad = 0;

	for (int i = 0; i < args->nnames; i++)
		if (!sc_listing_select(obj, args->names[i], wanted))
			bad = not_found(obj, args->path, args->names[i]);
	return bad;
}

static int print_listing(const struct args *args, struct sc_opened *o,
			 const uint8_t *wanted, struct sc_error *err)
{
	struct sc_listing_options how = {
		.wanted = args->nnames ? wanted : NULL,
		.out = sc_pager_open(args->pager),
		.colour = args->colour,
	};
	size_t found = 0;
	int bad = sc_listing_print(o->analysis, &o->res, &how, &found, err);

	if (sc_pager_close(how.out) && !bad)
		bad = sc_fail(err, "the pager could not be run");
	if (bad)
		return SC_EXIT_TROUBLE;
	return found ? SC_EXIT_FINDINGS : SC_EXIT_CLEAN;
}

static int annotate_object(struct args *args)
{
	struct sc_error err = { "" };
	int code = SC_EXIT_TROUBLE;
	uint8_t *wanted = NULL;
	struct sc_opened o;

	if (!sc_opened_open(&o, args->path, &args->opt, &err)) {
		wanted = calloc(o.analysis->obj->nfuncs + 1, 1);
		if (!wanted)
			sc_fail(&err, "out of memory");
		else if (!select_functions(args, o.analysis->obj, wanted))
			code = print_listing(args, &o, wanted, &err);
	}
	if (err.text[0])
		sc_complain("%s", err.text);
	free(wanted);
	sc_opened_close(&o);
	return code;
}

int sc_cmd_annotate(int argc, char **argv)
{
	struct args args = { .pager = true,
			     .colour = sc_terminal_wants_colour() };
	int code;

	args.noreturn_files = calloc((size_t)argc + 1, sizeof(char *));
	if (!args.noreturn_files) {
		fputs("stackcheck annotate: out of memory\n", stderr);
		return SC_EXIT_TROUBLE;
	}
	args.opt.noreturn_files = args.noreturn_files;
	args.opt.jobs = sc_cpu_count();
	code = parse_args(&args, argc, argv);
	if (code < 0)
		code = annotate_object(&args);
	free(args.noreturn_files);
	return code;
}
