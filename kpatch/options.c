// SPDX-License-Identifier: GPL-2.0-only
/* Options: one table; each command names those that it knows. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/command.h"
#include "stackcheck/util/json.h"
#include "kpatch/options.h"
#include "kpatch/output.h"

static const struct option table[] = {
	{ "json", no_argument, NULL, 'j' },
	{ "timeout", required_argument, NULL, 't' },
	{ "consistency", required_argument, NULL, 'y' },
	{ "force", no_argument, NULL, 'f' },
	{ "replace", no_argument, NULL, 'r' },
	{ "module", required_argument, NULL, 'm' },
	{ "module-source", required_argument, NULL, 'D' },
	{ "core", required_argument, NULL, 'e' },
	{ "engine", required_argument, NULL, 'E' },
	{ "installed", no_argument, NULL, 'i' },
	{ "all", no_argument, NULL, 'a' },
	{ "functions", no_argument, NULL, 'F' },
	{ "policy", required_argument, NULL, 'p' },
	{ "kernel", required_argument, NULL, 'k' },
	{ "root", required_argument, NULL, 'R' },
	{ "sysfs", required_argument, NULL, 's' },
	{ "prepare", no_argument, NULL, 'P' },
	{ "match", no_argument, NULL, 'C' },
	{ "cache", required_argument, NULL, 'c' },
	{ "packages", required_argument, NULL, 'd' },
	{ "source", required_argument, NULL, 'S' },
	{ "headers", required_argument, NULL, 'H' },
	{ "vmlinuz", required_argument, NULL, 'z' },
	{ "modules", required_argument, NULL, 'M' },
	{ "output", required_argument, NULL, 'o' },
	{ "name", required_argument, NULL, 'n' },
	{ "format", required_argument, NULL, 'T' },
	{ "fuzz", required_argument, NULL, 'u' },
	{ "keep", required_argument, NULL, 'K' },
	{ "max-objects", required_argument, NULL, 'N' },
	{ "changed-types", required_argument, NULL, 'L' },
	{ "cross-compile", required_argument, NULL, 'x' },
	{ "jobs", required_argument, NULL, 'J' },
	{ "help", no_argument, NULL, 'h' },
	{ 0 },
};

static const struct {
	char name;
	const char *help;
} helps[] = {
	{ 'j',
	  "  --json              print the result as one JSON document\n" },
	{ 't',
	  "  --timeout=SECONDS   how long to try what is refused, or to wait\n" },
	{ 'y',
	  "  --consistency=HOW   atomic, hybrid or per-task, if the patch allows it\n" },
	{ 'f',
	  "  --force             do not check tasks; can never be unloaded\n" },
	{ 'r',
	  "  --replace           test whether it could replace all others\n" },
	{ 'e', "  --core=FILE         take kpatch.ko from FILE\n" },
	{ 'E',
	  "  --engine=ENGINE     kpatch or livepatch enables the patch\n" },
	{ 'i', "  --installed         load what `kpatch install` installed\n" },
	{ 'a', "  --all               unload every patch\n" },
	{ 'F',
	  "  --functions         name the functions that are not covered\n" },
	{ 'p', "  --policy=POLICY     set the policy: off, modules or all\n" },
	{ 'k',
	  "  --kernel=RELEASE    act for this kernel, not the running one\n" },
	{ 'R', "  --root=DIR          use another system's files below DIR\n" },
	{ 's', "  --sysfs=DIR         read DIR instead of /sys\n" },
	{ 'P', "  --prepare           only get what building needs\n" },
	{ 'C',
	  "  --match             only compare what SOURCE... gives with the kernel\n" },
	{ 'c', "  --cache=DIR         keep prepared kernels in DIR\n" },
	{ 'd', "  --packages=DIR      look for packages in DIR first\n" },
	{ 'S', "  --source=DIR        the kernel's source is in DIR\n" },
	{ 'H', "  --headers=DIR       the kernel's headers are in DIR\n" },
	{ 'z', "  --vmlinuz=FILE      the kernel's boot image is FILE\n" },
	{ 'M', "  --modules=DIR       the kernel's modules are in DIR\n" },
	{ 'm', "  --module=FILE       change the out-of-tree module FILE\n" },
	{ 'D', "  --module-source=DIR  its source is in DIR\n" },
	{ 'o', "  --output=DIR        put the patch module into DIR\n" },
	{ 'n', "  --name=NAME         give the patch module this name\n" },
	{ 'T',
	  "  --format=FORMAT     what loads the patch: kpatch or livepatch\n" },
	{ 'u', "  --fuzz=LINES        lines of context that need not fit\n" },
	{ 'K',
	  "  --keep=DIR          work in DIR, and leave all files there\n" },
	{ 'N',
	  "  --max-objects=N     compile N objects at most for headers\n" },
	{ 'L', "  --changed-types=TYPES  no objects of these types live on\n" },
	{ 'x', "  --cross-compile=PREFIX  put PREFIX before names of tools\n" },
	{ 'J', "  --jobs=N            run N compilers at a time\n" },
};

static void print_usage(const struct kp_command *cmd, FILE *to)
{
	fprintf(to, "usage: kpatch %s [OPTION...]%s%s\n%s\n", cmd->name,
		*cmd->args ? " " : "", cmd->args, cmd->help);
	for (size_t i = 0; i < sizeof(helps) / sizeof(helps[0]); i++)
		if (strchr(cmd->options, helps[i].name))
			fputs(helps[i].help, to);
}

static void print_help(const struct kp_command *cmd, const struct kp_ctx *ctx)
{
	char *text = NULL;
	size_t len;
	FILE *to;

	if (!ctx->opt.json) {
		print_usage(cmd, stdout);
		return;
	}
	to = open_memstream(&text, &len);
	if (!to)
		return;
	print_usage(cmd, to);
	fclose(to);
	if (text)
		kp_put(ctx, "help", sc_json_text(text));
	free(text);
}

/* Seconds, with or without a fraction, up to 24 days. */
static int parse_timeout(const char *text, int64_t *ms_ret)
{
	char *end;
	double seconds = strtod(text, &end);

	if (*text < '0' || *text > '9' || *end || !(seconds <= 2147483.0))
		return -1;
	*ms_ret = (int64_t)(seconds * 1000 + 0.5);
	return 0;
}

/* Options of `kpatch build`; false: it is none of them. */
static bool take_build_value(struct kp_build_options *build, int c)
{
	switch (c) {
	case 'c':
		build->cache = optarg;
		return true;
	case 'd':
		build->packages = optarg;
		return true;
	case 'S':
		build->source = optarg;
		return true;
	case 'H':
		build->headers = optarg;
		return true;
	case 'z':
		build->vmlinuz = optarg;
		return true;
	case 'M':
		build->modules = optarg;
		return true;
	case 'm':
		build->module = optarg;
		return true;
	case 'D':
		build->module_source = optarg;
		return true;
	case 'o':
		build->output = optarg;
		return true;
	case 'n':
		build->name = optarg;
		return true;
	case 'T':
		build->format = optarg;
		return true;
	case 'u':
		build->fuzz = optarg;
		return true;
	case 'K':
		build->keep = optarg;
		return true;
	case 'N':
		build->max_objects = optarg;
		return true;
	case 'L':
		build->changed_types = optarg;
		return true;
	case 'x':
		build->cross_compile = optarg;
		return true;
	case 'J':
		build->jobs = optarg;
		return true;
	default:
		return false;
	}
}

static int take_engine(struct kp_ctx *ctx)
{
	ctx->opt.engine = optarg;
	if (!strcmp(optarg, "kpatch") || !strcmp(optarg, "livepatch"))
		return 0;
	kp_error(ctx, KP_USAGE, "--engine=%s: it is kpatch or livepatch",
		 optarg);
	return -1;
}

static bool is_consistency(const char *text)
{
	return !strcmp(text, "atomic") || !strcmp(text, "hybrid") ||
	       !strcmp(text, "per-task");
}

/* 0, or -1 after it was told what is wrong with the value. */
static int take_value(struct kp_ctx *ctx, int c)
{
	struct kp_options *opt = &ctx->opt;

	if (take_build_value(&opt->build, c))
		return 0;
	switch (c) {
	case 'e':
		opt->core = optarg;
		return 0;
	case 'E':
		return take_engine(ctx);
	case 'y':
		opt->consistency = optarg;
		if (is_consistency(optarg))
			return 0;
		kp_error(ctx, KP_USAGE,
			 "'%s' is not atomic, hybrid or per-task", optarg);
		return -1;
	case 'p':
		opt->policy = optarg;
		return 0;
	case 's':
		opt->sysfs = optarg;
		return 0;
	case 'R':
		opt->root = optarg;
		return 0;
	case 'k':
		opt->kernel = optarg;
		if (*optarg && *optarg != '.' && !strchr(optarg, '/'))
			return 0;
		kp_error(ctx, KP_USAGE, "'%s' is not a kernel release", optarg);
		return -1;
	default:
		if (!parse_timeout(optarg, &opt->timeout_ms))
			return 0;
		kp_error(ctx, KP_USAGE, "'%s' is not a number of seconds",
			 optarg);
		return -1;
	}
}

static int take_option(struct kp_ctx *ctx, int c)
{
	struct kp_options *opt = &ctx->opt;

	switch (c) {
	case 'j': /* known from kp_options_json() */
		return 0;
	case 'f':
		opt->force = true;
		return 0;
	case 'r':
		opt->replace = true;
		return 0;
	case 'i':
		opt->installed = true;
		return 0;
	case 'F':
		opt->functions = true;
		return 0;
	case 'P':
		opt->build.prepare = true;
		return 0;
	case 'C':
		opt->build.match = true;
		return 0;
	case 'a':
		opt->all = true;
		return 0;
	default:
		return take_value(ctx, c);
	}
}

/* What getopt_long() has just found no option in. */
static int unknown_option(const struct kp_command *cmd, struct kp_ctx *ctx,
			  int c, char **argv)
{
	const char *word = argv[optind - 1];

	if (c == ':')
		kp_error(ctx, KP_USAGE, "%s: %s needs a value", cmd->name,
			 word);
	else if (c == '?' && optopt && word[0] == '-' && word[1] != '-')
		kp_error(ctx, KP_USAGE, "%s: no option -%c", cmd->name, optopt);
	else
		kp_error(ctx, KP_USAGE, "%s has no such option: %s", cmd->name,
			 word);
	return -1;
}

static int bad_usage(const struct kp_command *cmd, const struct kp_ctx *ctx,
		     enum kp_exit *code_ret)
{
	if (!ctx->opt.json)
		print_usage(cmd, stderr);
	*code_ret = KP_USAGE;
	return -1;
}

/* Short options, and that a missing value is told apart. */
#define SHORT ":jho:"

bool kp_options_json(int argc, char **argv)
{
	bool json = false;
	int c;

	opterr = 0;
	optind = 0;
	while ((c = getopt_long(argc, argv, SHORT, table, NULL)) != -1)
		json |= c == 'j';
	return json;
}

int kp_options_parse(const struct kp_command *cmd, struct kp_ctx *ctx, int argc,
		     char **argv, enum kp_exit *code_ret)
{
	int c, n;

	opterr = 0;
	optind = 0;
	while ((c = getopt_long(argc, argv, SHORT, table, NULL)) != -1) {
		if (c == 'h') {
			print_help(cmd, ctx);
			*code_ret = KP_DONE;
			return -1;
		}
		if (c == '?' || c == ':' || !strchr(cmd->options, c)
			    ? unknown_option(cmd, ctx, c, argv)
			    : take_option(ctx, c))
			return bad_usage(cmd, ctx, code_ret);
	}
	n = argc - optind;
	if (n >= cmd->min_args && (cmd->max_args < 0 || n <= cmd->max_args))
		return optind;
	kp_error(ctx, KP_USAGE,
		 n ? "%s: too many or too few arguments"
		   : "%s: an argument is missing",
		 cmd->name);
	return bad_usage(cmd, ctx, code_ret);
}
