// SPDX-License-Identifier: GPL-2.0-only
/* The command line of `stackcheck check`. */
#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "stackcheck/cli/check_args.h"
#include "stackcheck/checker/rules/rule.h"
#include "stackcheck/report/rule_text.h"
#include "stackcheck/util/escape.h"
#include "stackcheck/util/parallel.h"

enum option_id {
	OPT_MODE = 256,
	OPT_FORMAT,
	OPT_STATS,
	OPT_NORETURN,
	OPT_SYMBOLS,
	OPT_FACTS,
	OPT_DUMP,
	OPT_DISABLE,
	OPT_ERROR,
	OPT_LIMIT,
	OPT_MITIGATION,
};

static const struct option options[] = {
	{ "mode", required_argument, NULL, OPT_MODE },
	{ "jobs", required_argument, NULL, 'j' },
	{ "format", required_argument, NULL, OPT_FORMAT },
	{ "stats", no_argument, NULL, OPT_STATS },
	{ "output", required_argument, NULL, 'o' },
	{ "noreturn", required_argument, NULL, OPT_NORETURN },
	{ "symbols", required_argument, NULL, OPT_SYMBOLS },
	{ "facts", required_argument, NULL, OPT_FACTS },
	{ "dump", required_argument, NULL, OPT_DUMP },
	{ "disable", required_argument, NULL, OPT_DISABLE },
	{ "error", required_argument, NULL, OPT_ERROR },
	{ "limit", required_argument, NULL, OPT_LIMIT },
	{ "mitigation", required_argument, NULL, OPT_MITIGATION },
	{ "help", no_argument, NULL, 'h' },
	{ 0 },
};

static const char help[] =
	"usage: stackcheck check [OPTION...] PATH...\n"
	"\n"
	"Check that the stack can be walked at every instruction. PATH is an\n"
	"object, a module (also .xz, .zst, .gz), an archive, a vmlinux, a\n"
	"vmlinuz, or a folder of them.\n"
	"\n"
	"  --mode=MODE       frame: every call needs a frame;\n"
	"                    table: every instruction needs one stack state;\n"
	"                    auto (default): one of them, as the object is built\n"
	"  --mitigation=NAME the kernel is built with it: retpoline, rethunk, sls,\n"
	"                    ibt, uaccess, noinstr, unret, noabs or kcfi; repeatable\n"
	"  -j, --jobs=N      use N threads (default: one for each processor)\n"
	"  --format=FORMAT   text (default), json or sarif\n"
	"  -o, --output=FILE write the report to FILE\n"
	"  --stats           print times and sizes on stderr\n"
	"  --noreturn=FILE   read names of functions that do not return; repeatable\n"
	"  --symbols=FILE    read the symbols of a linked kernel from a System.map\n"
	"                    or a copy of /proc/kallsyms\n"
	"  --facts=FILE      keep for later runs what objects show about others\n"
	"  --disable=RULE    hide the findings of RULE; repeatable\n"
	"  --error=RULE      report the findings of RULE as errors; repeatable\n"
	"  --limit=N         show at most N findings of each object\n"
	"  --dump=STAGE      print the result of a stage: insns, functions, cfg\n"
	"                    or state\n"
	"\n"
	"Exit code: 0 no findings, 1 findings, 2 something could not be read or\n"
	"the usage is wrong. What could be read was still checked.\n";

static const char *const dumps[] = {
	[SC_DUMP_NONE] = "none",	   [SC_DUMP_INSNS] = "insns",
	[SC_DUMP_FUNCTIONS] = "functions", [SC_DUMP_CFG] = "cfg",
	[SC_DUMP_STATE] = "state",	   NULL,
};

static int report_wrong_value(const char *option, const char *value,
			      const char *wanted)
{
	sc_escape_line(stderr, "stackcheck check: %s '%s': expected %s", option,
		       value, wanted);
	return -1;
}

/* Index of @value in the NULL-ended @names, or -1 after saying so. */
static int choose_name(const char *const *names, const char *option,
		       const char *value, const char *wanted)
{
	for (int i = 0; names[i]; i++) {
		if (!strcmp(names[i], value))
			return i;
	}
	return report_wrong_value(option, value, wanted);
}

static int parse_number(const char *option, const char *value,
			unsigned long *ret)
{
	char *end;

	errno = 0;
	*ret = strtoul(value, &end, 10);
	if (errno || *end || end == value || *value == '-' || !*ret ||
	    *ret > 1u << 20)
		return report_wrong_value(option, value, "a number from 1");
	return 0;
}

static int parse_rule(const char *option, const char *id)
{
	const struct sc_rule_text *near;

	if (sc_rule_text_find(id))
		return 0;
	near = sc_rule_text_nearest(id);
	sc_escape_line(stderr, "stackcheck check: %s: no rule '%s'%s%s%s",
		       option, id, near ? "; did you mean '" : "",
		       near ? near->id : "", near ? "'?" : "");
	return -1;
}

static int parse_mode(struct sc_check_args *args, const char *value)
{
	int mode = choose_name(sc_mode_names, "--mode", value,
			       "auto, frame or table");

	if (mode >= 0)
		args->opt.mode = (enum sc_mode)mode;
	return mode < 0 ? -1 : 0;
}

/* Objects are taken for parts of modules: their start-up code is no exception. */
static int parse_mitigation(struct sc_check_args *args, const char *value)
{
	int i = choose_name(
		sc_mitigation_names, "--mitigation", value,
		"retpoline, rethunk, sls, ibt, uaccess, noinstr, unret, noabs or kcfi");

	if (i >= 0)
		args->opt.mitigations |= 1u << i | SC_IN_MODULE;
	return i < 0 ? -1 : 0;
}

static int parse_dump(struct sc_check_args *args, const char *value)
{
	int dump = choose_name(dumps, "--dump", value,
			       "insns, functions, cfg or state");

	if (dump >= 0)
		args->opt.dump = (enum sc_dump)dump;
	return dump < 0 ? -1 : 0;
}

static int parse_format(struct sc_check_args *args, const char *value)
{
	args->format = sc_report_find(value);
	if (!args->format)
		return report_wrong_value("--format", value,
					  "text, json or sarif");
	return 0;
}

static int parse_jobs(struct sc_check_args *args, const char *value)
{
	unsigned long n;

	if (parse_number("-j", value, &n))
		return -1;
	args->opt.jobs = n < 1024 ? (unsigned int)n : 1024;
	return 0;
}

static int parse_option(struct sc_check_args *args, int id, const char *value)
{
	switch (id) {
	case OPT_MODE:
		return parse_mode(args, value);
	case OPT_MITIGATION:
		return parse_mitigation(args, value);
	case OPT_FORMAT:
		return parse_format(args, value);
	case OPT_DUMP:
		return parse_dump(args, value);
	case 'j':
		return parse_jobs(args, value);
	case OPT_LIMIT:
		return parse_number("--limit", value, &args->limit);
	case OPT_STATS:
		args->stats = true;
		return 0;
	case 'o':
		args->out = value;
		return 0;
	case OPT_SYMBOLS:
		args->opt.symbols = value;
		return 0;
	case OPT_FACTS:
		args->opt.facts = value;
		return 0;
	case OPT_NORETURN:
		args->noreturn_files[args->opt.n_noreturn_files++] = value;
		return 0;
	case OPT_DISABLE:
		args->disabled[args->ndisabled++] = value;
		return parse_rule("--disable", value);
	case OPT_ERROR:
		args->promoted[args->npromoted++] = value;
		return parse_rule("--error", value);
	default:
		return -1;
	}
}

/* No list can be longer than the command line. */
static int args_init(struct sc_check_args *args, int argc)
{
	size_t n = (size_t)argc + 1;

	memset(args, 0, sizeof(*args));
	args->format = &sc_report_text;
	args->opt.jobs = sc_cpu_count();
	args->noreturn_files = calloc(n, sizeof(char *));
	args->disabled = calloc(n, sizeof(char *));
	args->promoted = calloc(n, sizeof(char *));
	args->opt.noreturn_files = args->noreturn_files;
	return args->noreturn_files && args->disabled && args->promoted ? 0
									: -1;
}

void sc_check_args_free(struct sc_check_args *args)
{
	free(args->noreturn_files);
	free(args->disabled);
	free(args->promoted);
}

/* optind is past the option by now, or past its missing value. */
static enum sc_args_verdict refuse_option(char **argv)
{
	sc_escape_line(stderr,
		       "stackcheck check: no option '%s', or it needs a value",
		       argv[optind - 1]);
	return SC_ARGS_WRONG;
}

enum sc_args_verdict sc_check_args_parse(struct sc_check_args *args, int argc,
					 char **argv)
{
	int id;

	if (args_init(args, argc)) {
		fputs("stackcheck check: out of memory\n", stderr);
		return SC_ARGS_WRONG;
	}
	opterr = 0;
	while ((id = getopt_long(argc, argv, "j:o:h", options, NULL)) != -1) {
		if (id == 'h') {
			fputs(help, stdout);
			return SC_ARGS_HELP;
		}
		if (id == '?')
			return refuse_option(argv);
		if (parse_option(args, id, optarg))
			return SC_ARGS_WRONG;
	}
	args->paths = argv + optind;
	args->npaths = (size_t)(argc - optind);
	if (args->npaths)
		return SC_ARGS_RUN;
	fputs("stackcheck check: no PATH given; see --help\n", stderr);
	return SC_ARGS_WRONG;
}
