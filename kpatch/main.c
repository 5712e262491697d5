// SPDX-License-Identifier: GPL-2.0-only
/* From the command's name to the command. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/utsname.h>

#include "kpatch/system.h"
#include "stackcheck/json.h"
#include "stackcheck/version.h"

static const struct kp_command commands[] = {
	{ "load", "jtfmiR", 0, -1, "FILE...",
	  "Put patches into the running kernel.", kp_cmd_load },
	{ "replace", "jtfmR", 1, 1, "FILE",
	  "Put a patch in and take all others out, in the same moment.",
	  kp_cmd_replace },
	{ "unload", "jt", 1, -1, "NAME...",
	  "Take patches out and unload their modules.", kp_cmd_unload },
	{ "check", "jrmR", 1, -1, "NAME|FILE...",
	  "Would it go in, or come out, now? Nothing changes.", kp_cmd_check },
	{ "list", "js", 0, 0, "", "The patches that are loaded.", kp_cmd_list },
	{ "info", "js", 0, 1, "[NAME|FILE]",
	  "A patch, a file, or kpatch.ko itself.", kp_cmd_info },
	{ "install", "jkmR", 1, -1, "FILE...",
	  "Have patches loaded when the kernel boots that they are for.",
	  kp_cmd_install },
	{ "uninstall", "jkR", 1, -1, "NAME...",
	  "Have them not loaded any more.", kp_cmd_uninstall },
	{ "trust", "jFpsR", 0, 1, "[IMAGE]",
	  "How far code is covered by trust tables.", kp_cmd_trust },
};

#define N_COMMANDS (sizeof(commands) / sizeof(commands[0]))

static void usage(FILE *out)
{
	fputs("usage: kpatch COMMAND [OPTION...] [ARGUMENT...]\n\n", out);
	for (size_t i = 0; i < N_COMMANDS; i++)
		fprintf(out, "  %-11s%s\n", commands[i].name, commands[i].help);
	fputs("\nkpatch COMMAND --help tells more about one.\n", out);
}

static enum kp_exit run(const struct kp_command *cmd, int argc, char **argv)
{
	struct kp_ctx ctx = {
		.opt = { .timeout_ms = -1, .sysfs = "/sys", .root = "" },
		.sys = &kp_system_real,
	};
	enum kp_exit code;
	struct utsname name;
	int first;

	uname(&name);
	ctx.release = name.release;
	first = kp_options_parse(cmd, &ctx, argc, argv, &code);
	if (first < 0)
		return code;
	if (ctx.opt.json)
		ctx.doc = json_pack("{ss}", "command", cmd->name);
	kp_catch_signals();
	code = cmd->run(&ctx, argc - first, argv + first);
	if (ctx.doc) {
		kp_put(&ctx, "exit", json_integer(code));
		sc_json_put(stdout, ctx.doc);
		putchar('\n');
	}
	return code;
}

/* What was written may still be on its way to a full disk. */
static int flushed(enum kp_exit code)
{
	if (!fflush(stdout) && !ferror(stdout))
		return code;
	if (errno != EPIPE)
		fprintf(stderr, "kpatch: standard output: %s\n",
			strerror(errno));
	return code ? code : KP_SYSTEM;
}

int main(int argc, char **argv)
{
	const char *name = argc > 1 ? argv[1] : "";

	for (size_t i = 0; i < N_COMMANDS; i++) {
		if (!strcmp(commands[i].name, name))
			return flushed(run(&commands[i], argc - 1, argv + 1));
	}
	if (!strcmp(name, "help") || !strcmp(name, "--help") ||
	    !strcmp(name, "-h")) {
		usage(stdout);
		return flushed(KP_DONE);
	}
	if (!strcmp(name, "--version") || !strcmp(name, "-V")) {
		puts("kpatch " SC_VERSION);
		return flushed(KP_DONE);
	}
	if (*name)
		fprintf(stderr, "kpatch: no command '%s'\n\n", name);
	usage(stderr);
	return KP_USAGE;
}
