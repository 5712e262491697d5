/* SPDX-License-Identifier: GPL-2.0-only */
/* What the commands share: their options and their output. */
#ifndef KPATCH_COMMAND_H
#define KPATCH_COMMAND_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "kpatch/exit_code.h"
#include "kpatch/file.h"
#include "stackcheck/util/error.h"

/* Of `kpatch build`. Texts are NULL if the option was not given. */
struct kp_build_options {
	bool prepare;
	bool match;
	const char *cache;
	const char *packages;
	const char *source;
	const char *headers;
	const char *vmlinuz;
	const char *modules;
	const char *module; /* an out-of-tree module */
	const char *module_source; /* folder of its source */
	const char *cross_compile; /* what comes before the tools' names */
	const char *output; /* folder of the module */
	const char *name; /* of the module */
	const char *format; /* "kpatch" or "livepatch" */
	const char *fuzz; /* a number, as it was given */
	const char *keep; /* folder to work in */
	const char *jobs; /* a number, as it was given */
	const char *max_objects; /* a number, as it was given */
	const char *changed_types; /* see build.h */
};

struct kp_options {
	bool json;
	bool force;
	bool replace;
	bool installed;
	bool functions;
	bool all;
	int64_t timeout_ms; /* -1: as it is */
	const char *core; /* kpatch.ko, or NULL */
	const char *consistency; /* or NULL */
	const char *kernel; /* a release, or NULL */
	const char *policy; /* or NULL */
	const char *engine; /* "kpatch" or "livepatch"; NULL: by the file */
	const char *sysfs; /* normally /sys */
	const char *root; /* of file names below /lib, /etc; normally "" */
	struct kp_build_options build;
};

struct kp_system;

/* One run of the command. Owned by main(), or by a test. */
struct kp_ctx {
	struct kp_options opt;
	const struct kp_system *sys; /* what changes the kernel */
	const char *release; /* of the running kernel */
	const char *lock; /* file that keeps commands apart */
	const char *cmdline; /* file with the kernel's command line */
	const char *proc; /* folder of tasks; normally /proc */
	json_t *doc; /* the output under --json; NULL also without memory */
};

struct kp_command {
	const char *name;
	const char *options; /* short names of those that it knows */
	int min_args, max_args; /* -1: any number */
	const char *args; /* for the usage */
	const char *help;
	enum kp_exit (*run)(struct kp_ctx *ctx, int argc, char **argv);
};

enum kp_exit kp_cmd_load(struct kp_ctx *ctx, int argc, char **argv);
enum kp_exit kp_cmd_replace(struct kp_ctx *ctx, int argc, char **argv);
enum kp_exit kp_cmd_unload(struct kp_ctx *ctx, int argc, char **argv);
enum kp_exit kp_cmd_wait(struct kp_ctx *ctx, int argc, char **argv);
enum kp_exit kp_cmd_reverse(struct kp_ctx *ctx, int argc, char **argv);
enum kp_exit kp_cmd_force(struct kp_ctx *ctx, int argc, char **argv);
enum kp_exit kp_cmd_check(struct kp_ctx *ctx, int argc, char **argv);
enum kp_exit kp_cmd_list(struct kp_ctx *ctx, int argc, char **argv);
enum kp_exit kp_cmd_info(struct kp_ctx *ctx, int argc, char **argv);
enum kp_exit kp_cmd_install(struct kp_ctx *ctx, int argc, char **argv);
enum kp_exit kp_cmd_uninstall(struct kp_ctx *ctx, int argc, char **argv);
enum kp_exit kp_cmd_build(struct kp_ctx *ctx, int argc, char **argv);
enum kp_exit kp_cmd_trust(struct kp_ctx *ctx, int argc, char **argv);

/*
 * --- output (output.c): text, or members of @ctx->doc
 *
 * What is printed is escaped as a whole (stackcheck/util/escape.h), so that no name
 * or message can steer a terminal.
 */

#endif
