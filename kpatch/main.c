// SPDX-License-Identifier: GPL-2.0-only
/* From the command's name to the command. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/utsname.h>

#include "kpatch/options.h"
#include "kpatch/output.h"
#include "kpatch/system.h"
#include "stackcheck/util/escape.h"
#include "stackcheck/util/json.h"
#include "stackcheck/util/library.h"
#include "stackcheck/util/memory.h"
#include "stackcheck/util/process.h"
#include "stackcheck/util/version.h"

static const struct kp_command commands[] = {
	{ "load", "jtyfeiRE", 0, -1, "FILE...",
	  "Load patches into the running kernel.", kp_cmd_load },
	{ "replace", "jtyfeRE", 1, 1, "FILE",
	  "Load a patch and disable all others, at the same moment.",
	  kp_cmd_replace },
	{ "unload", "jtay", 0, -1, "NAME...",
	  "Disable patches and unload their modules.", kp_cmd_unload },
	{ "wait", "jt", 0, -1, "[NAME...]",
	  "Wait until no tasks move to a patch or from it.", kp_cmd_wait },
	{ "reverse", "jt", 1, -1, "NAME...",
	  "Have the tasks that move to a patch or from it come back.",
	  kp_cmd_reverse },
	{ "force", "jt", 1, -1, "NAME...",
	  "End such a change without the tasks that are left.", kp_cmd_force },
	{ "check", "jreR", 1, -1, "NAME|FILE...",
	  "Test whether it could be enabled or disabled now. Nothing changes.",
	  kp_cmd_check },
	{ "list", "js", 0, 0, "", "List the patches that are loaded.",
	  kp_cmd_list },
	{ "info", "js", 0, 1, "[NAME|FILE]",
	  "Show a patch, a file, or kpatch.ko itself.", kp_cmd_info },
	{ "install", "jkeR", 1, -1, "FILE...",
	  "Load patches at each boot of the kernel they were built for.",
	  kp_cmd_install },
	{ "uninstall", "jkR", 1, -1, "NAME...", "Stop loading patches at boot.",
	  kp_cmd_uninstall },
	{ "build", "jPCkcdSHzMmDxonTuKeJNL", 0, -1, "PATCH...",
	  "Build a patch module from diffs of the kernel's source.",
	  kp_cmd_build },
	{ "trust", "jFpsR", 0, 1, "[IMAGE]",
	  "Show how much code trust tables cover.", kp_cmd_trust },
};

#define N_COMMANDS (sizeof(commands) / sizeof(commands[0]))

static void print_usage(FILE *out)
{
	fputs("usage: kpatch COMMAND [OPTION...] [ARGUMENT...]\n\n", out);
	for (size_t i = 0; i < N_COMMANDS; i++)
		fprintf(out, "  %-11s%s\n", commands[i].name, commands[i].help);
	fputs("\nkpatch COMMAND --help describes one command.\n", out);
}

static enum kp_exit run_command(const struct kp_command *cmd,
				struct kp_ctx *ctx, int argc, char **argv)
{
	enum kp_exit code;
	int first = kp_options_parse(cmd, ctx, argc, argv, &code);

	if (first < 0)
		return code;
	kp_catch_signals();
	return cmd->run(ctx, argc - first, argv + first);
}

/* What is no command: help, the version, or a mistake. */
static enum kp_exit run_none(const struct kp_ctx *ctx, const char *name)
{
	if (!strcmp(name, "help") || !strcmp(name, "--help") ||
	    !strcmp(name, "-h")) {
		if (!ctx->opt.json)
			print_usage(stdout);
		kp_put(ctx, "help", json_string("kpatch COMMAND --help"));
		return KP_DONE;
	}
	if (!strcmp(name, "--version") || !strcmp(name, "-V")) {
		kp_print(ctx, "kpatch " SC_VERSION);
		kp_put(ctx, "version", json_string(SC_VERSION));
		return KP_DONE;
	}
	kp_error(ctx, KP_USAGE, *name ? "no command '%s'" : "which command?%s",
		 name);
	if (!ctx->opt.json)
		print_usage(stderr);
	return KP_USAGE;
}

/* What was written may still be on its way to a full disk. */
static enum kp_exit flush_stdout(enum kp_exit code)
{
	if (fflush(stdout) || ferror(stdout)) {
		if (errno != EPIPE)
			sc_escape_line(stderr, "kpatch: standard output: %s",
				       strerror(errno));
		return code ? code : KP_SYSTEM;
	}
	if (sc_memory_failed())
		sc_escape_line(
			stderr,
			"kpatch: out of memory; what was shown may not be complete");
	else if (!code && sc_library_error())
		sc_escape_line(stderr, "kpatch: %s", sc_library_error());
	else
		return code;
	return KP_SYSTEM;
}

int main(int argc, char **argv)
{
	const char *name = argc > 1 ? argv[1] : "";
	const struct kp_command *cmd = NULL;
	struct kp_ctx ctx = {
		.opt = { .timeout_ms = -1, .sysfs = "/sys", .root = "" },
		.sys = &kp_system_real,
		.lock = "/run/kpatch.lock",
		.cmdline = "/proc/cmdline",
		.proc = "/proc",
	};
	struct utsname uts;
	enum kp_exit code;

	if (sc_process_begin())
		return KP_SYSTEM;
	uname(&uts);
	ctx.release = uts.release;
	for (size_t i = 0; i < N_COMMANDS; i++)
		if (!strcmp(commands[i].name, name))
			cmd = &commands[i];
	ctx.opt.json = cmd ? kp_options_json(argc - 1, argv + 1)
			   : kp_options_json(argc, argv);
	kp_document_begin(&ctx, cmd ? cmd->name : NULL);
	code = cmd ? run_command(cmd, &ctx, argc - 1, argv + 1)
		   : run_none(&ctx, name);
	return ctx.opt.json
		       ? kp_document_end(&ctx, cmd ? cmd->name : NULL, code)
		       : flush_stdout(code);
}
