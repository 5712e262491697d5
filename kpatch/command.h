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

struct kp_options {
	bool json;
	bool force;
	bool replace;
	bool installed;
	bool functions;
	bool all;
	int64_t timeout_ms; /* -1: as it is */
	const char *module; /* kpatch.ko, or NULL */
	const char *kernel; /* a release, or NULL */
	const char *policy; /* or NULL */
	const char *sysfs; /* normally /sys */
	const char *root; /* of file names below /lib, /etc; normally "" */
};

struct kp_system;

/* One run of the command. Owned by main(), or by a test. */
struct kp_ctx {
	struct kp_options opt;
	const struct kp_system *sys; /* what changes the kernel */
	const char *release; /* of the running kernel */
	const char *lock; /* file that keeps commands apart */
	const char *cmdline; /* file with the kernel's command line */
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
enum kp_exit kp_cmd_check(struct kp_ctx *ctx, int argc, char **argv);
enum kp_exit kp_cmd_list(struct kp_ctx *ctx, int argc, char **argv);
enum kp_exit kp_cmd_info(struct kp_ctx *ctx, int argc, char **argv);
enum kp_exit kp_cmd_install(struct kp_ctx *ctx, int argc, char **argv);
enum kp_exit kp_cmd_uninstall(struct kp_ctx *ctx, int argc, char **argv);
enum kp_exit kp_cmd_trust(struct kp_ctx *ctx, int argc, char **argv);

/*
 * Options and arguments of @cmd; argv[0] is its name. Returns the index of the
 * first argument, or -1 after the usage was shown, with the code to exit with.
 */
int kp_options_parse(const struct kp_command *cmd, struct kp_ctx *ctx, int argc,
		     char **argv, enum kp_exit *code_ret);

/* Whether --json is among the arguments of any command. */
bool kp_options_json(int argc, char **argv);

/*
 * --- output (output.c): text, or members of @ctx->doc
 *
 * What is printed is escaped as a whole (stackcheck/util/escape.h), so that no name
 * or message can steer a terminal.
 */

/* A line of text on standard output; nothing under --json. */
void kp_print(const struct kp_ctx *ctx, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/*
 * What went wrong, in words: on standard error, or as "error" of the document.
 * Returns @code.
 */
enum kp_exit kp_error(const struct kp_ctx *ctx, enum kp_exit code,
		      const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* More to it, after kp_error(): what to do; "advice" of the document. */
void kp_hint(const struct kp_ctx *ctx, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* Something that went well and should not be overlooked; "warnings". */
void kp_warn(const struct kp_ctx *ctx, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* A member of the document; takes @value over, also without a document. */
void kp_put(const struct kp_ctx *ctx, const char *key, json_t *value);

/*
 * With --json: begin the document about @command, which may be NULL where none
 * is known; and write it, with the exit code, as one line. Whatever ran out of
 * memory, what is written is a document by the schema. Returns the code to exit
 * with.
 */
void kp_document_begin(struct kp_ctx *ctx, const char *command);
enum kp_exit kp_document_end(struct kp_ctx *ctx, const char *command,
			     enum kp_exit code);

#endif
