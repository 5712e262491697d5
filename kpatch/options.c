// SPDX-License-Identifier: GPL-2.0-only
/* Options: one table; each command names those that it knows. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/command.h"

static const struct option table[] = {
	{ "json", no_argument, NULL, 'j' },
	{ "timeout", required_argument, NULL, 't' },
	{ "force", no_argument, NULL, 'f' },
	{ "replace", no_argument, NULL, 'r' },
	{ "module", required_argument, NULL, 'm' },
	{ "installed", no_argument, NULL, 'i' },
	{ "functions", no_argument, NULL, 'F' },
	{ "policy", required_argument, NULL, 'p' },
	{ "kernel", required_argument, NULL, 'k' },
	{ "root", required_argument, NULL, 'R' },
	{ "sysfs", required_argument, NULL, 's' },
	{ "help", no_argument, NULL, 'h' },
	{ 0 },
};

static const struct {
	char name;
	const char *help;
} helps[] = {
	{ 'j', "  --json              the outcome as one JSON document\n" },
	{ 't', "  --timeout=SECONDS   how long a refused change is tried\n" },
	{ 'f', "  --force             do not look who is inside; for ever\n" },
	{ 'r', "  --replace           whether it could replace all others\n" },
	{ 'm', "  --module=FILE       kpatch.ko, if it is not found\n" },
	{ 'i', "  --installed         what `kpatch install` put there\n" },
	{ 'F', "  --functions         functions that are not covered\n" },
	{ 'p', "  --policy=POLICY     set it: off, modules or all\n" },
	{ 'k', "  --kernel=RELEASE    the kernel that is meant\n" },
	{ 'R', "  --root=DIR          another system's files below DIR\n" },
	{ 's', "  --sysfs=DIR         read DIR instead of /sys\n" },
};

static void usage(const struct kp_command *cmd, FILE *to)
{
	fprintf(to, "usage: kpatch %s [OPTION...]%s%s\n%s\n", cmd->name,
		*cmd->args ? " " : "", cmd->args, cmd->help);
	for (size_t i = 0; i < sizeof(helps) / sizeof(helps[0]); i++)
		if (strchr(cmd->options, helps[i].name))
			fputs(helps[i].help, to);
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

static int take(struct kp_options *opt, int c)
{
	switch (c) {
	case 'j':
		opt->json = true;
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
	case 'm':
		opt->module = optarg;
		return 0;
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
		fprintf(stderr, "kpatch: '%s' is no kernel's release\n",
			optarg);
		return -1;
	case 't':
		if (!parse_timeout(optarg, &opt->timeout_ms))
			return 0;
		fprintf(stderr, "kpatch: '%s' is no number of seconds\n",
			optarg);
		return -1;
	default:
		return -1;
	}
}

static int bad_usage(const struct kp_command *cmd, enum kp_exit *code_ret)
{
	usage(cmd, stderr);
	*code_ret = KP_USAGE;
	return -1;
}

int kp_options_parse(const struct kp_command *cmd, struct kp_ctx *ctx, int argc,
		     char **argv, enum kp_exit *code_ret)
{
	int c, n;

	optind = 1;
	while ((c = getopt_long(argc, argv, "jh", table, NULL)) != -1) {
		if (c == 'h') {
			usage(cmd, stdout);
			*code_ret = KP_DONE;
			return -1;
		}
		if (c != '?' && !strchr(cmd->options, c))
			fprintf(stderr, "kpatch: %s has no such option\n",
				cmd->name);
		if (!strchr(cmd->options, c) || take(&ctx->opt, c))
			return bad_usage(cmd, code_ret);
	}
	n = argc - optind;
	if (n >= cmd->min_args && (cmd->max_args < 0 || n <= cmd->max_args))
		return optind;
	fprintf(stderr,
		n ? "kpatch: %s: too many or too few arguments\n"
		  : "kpatch: %s: an argument is missing\n",
		cmd->name);
	return bad_usage(cmd, code_ret);
}
