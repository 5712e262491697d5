// SPDX-License-Identifier: GPL-2.0-only
/* From the command's name to the command. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "stackcheck/cli/commands.h"
#include "stackcheck/util/escape.h"
#include "stackcheck/util/library.h"
#include "stackcheck/util/memory.h"
#include "stackcheck/util/process.h"
#include "stackcheck/util/version.h"

struct command {
	const char *name;
	int (*run)(int argc, char **argv);
	const char *help;
};

static const struct command commands[] = {
	{ "check", sc_cmd_check, "check that every stack can be walked" },
	{ "annotate", sc_cmd_annotate,
	  "list instructions with the stack state before each" },
	{ "trust", sc_cmd_trust, "make, embed and show trust tables" },
	{ "orc", sc_cmd_orc, "write a copy with ORC made from this analysis" },
	{ "explain", sc_cmd_explain,
	  "explain a rule, and how to mend its findings" },
};

#define N_COMMANDS (sizeof(commands) / sizeof(commands[0]))

static void print_usage(FILE *out)
{
	fputs("usage: stackcheck COMMAND [OPTION...] [ARGUMENT...]\n\n", out);
	for (size_t i = 0; i < N_COMMANDS; i++)
		fprintf(out, "  %-10s%s\n", commands[i].name, commands[i].help);
	fputs("\nstackcheck COMMAND --help describes one command.\n", out);
}

/*
 * What was written may still be on its way to a full disk, which some file
 * systems tell no sooner than when the file is closed.
 */
static int flush_stdout(int code)
{
	int bad = ferror(stdout);

	if (fclose(stdout) || bad) {
		if (errno != EPIPE && code != SC_EXIT_TROUBLE)
			sc_complain("standard output: %s", strerror(errno));
		return SC_EXIT_TROUBLE;
	}
	if (sc_memory_failed())
		sc_complain(
			"out of memory; the result is not complete; do not use it");
	else if (sc_library_error())
		sc_complain("%s; the result is not complete; do not use it",
			    sc_library_error());
	else
		return code;
	return SC_EXIT_TROUBLE;
}

int sc_usage_wrong(const char *option, int (*how)(FILE *out))
{
	sc_complain("no option '%s', or it needs a value", option);
	return how(stderr);
}

int main(int argc, char **argv)
{
	const char *name = argc > 1 ? argv[1] : "";

	if (sc_process_begin())
		return SC_EXIT_TROUBLE;
	for (size_t i = 0; i < N_COMMANDS; i++) {
		if (!strcmp(commands[i].name, name))
			return flush_stdout(
				commands[i].run(argc - 1, argv + 1));
	}
	if (!strcmp(name, "help") || !strcmp(name, "--help") ||
	    !strcmp(name, "-h")) {
		print_usage(stdout);
		return flush_stdout(SC_EXIT_CLEAN);
	}
	if (!strcmp(name, "--version") || !strcmp(name, "-V")) {
		puts("stackcheck " SC_VERSION);
		return flush_stdout(SC_EXIT_CLEAN);
	}
	if (*name)
		sc_complain("no command '%s'; see the list below", name);
	print_usage(stderr);
	return SC_EXIT_TROUBLE;
}
