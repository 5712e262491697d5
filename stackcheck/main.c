// SPDX-License-Identifier: GPL-2.0-only
/* From the command's name to the command. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "stackcheck/commands.h"
#include "stackcheck/version.h"

struct command {
	const char *name;
	int (*run)(int argc, char **argv);
	const char *help;
};

static const struct command commands[] = {
	{ "check", sc_cmd_check, "check that every stack can be walked" },
	{ "annotate", sc_cmd_annotate,
	  "listing with the stack state beside it" },
	{ "trust", sc_cmd_trust, "trust tables: make, embed, show" },
	{ "orc", sc_cmd_orc, "a copy with ORC made from this analysis" },
	{ "explain", sc_cmd_explain, "a rule: meaning, example, mending" },
};

#define N_COMMANDS (sizeof(commands) / sizeof(commands[0]))

static void usage(FILE *out)
{
	fputs("usage: stackcheck COMMAND [OPTION...] [ARGUMENT...]\n\n", out);
	for (size_t i = 0; i < N_COMMANDS; i++)
		fprintf(out, "  %-10s%s\n", commands[i].name, commands[i].help);
	fputs("\nstackcheck COMMAND --help tells more about one.\n", out);
}

/* What was written may still be on its way to a full disk. */
static int flushed(int code)
{
	if (!fflush(stdout) && !ferror(stdout))
		return code;
	if (errno != EPIPE && code != SC_EXIT_TROUBLE)
		fprintf(stderr, "stackcheck: standard output: %s\n",
			strerror(errno));
	return SC_EXIT_TROUBLE;
}

int main(int argc, char **argv)
{
	const char *name = argc > 1 ? argv[1] : "";

	for (size_t i = 0; i < N_COMMANDS; i++) {
		if (!strcmp(commands[i].name, name))
			return flushed(commands[i].run(argc - 1, argv + 1));
	}
	if (!strcmp(name, "help") || !strcmp(name, "--help") ||
	    !strcmp(name, "-h")) {
		usage(stdout);
		return flushed(SC_EXIT_CLEAN);
	}
	if (!strcmp(name, "--version") || !strcmp(name, "-V")) {
		puts("stackcheck " SC_VERSION);
		return flushed(SC_EXIT_CLEAN);
	}
	if (*name)
		fprintf(stderr, "stackcheck: no command '%s'\n\n", name);
	usage(stderr);
	return SC_EXIT_TROUBLE;
}
