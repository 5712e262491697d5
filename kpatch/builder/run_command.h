/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Programs that are run without a shell. Each gets a process group of its own,
 * LC_ALL=C, and an empty input. It is killed when this program dies, when a
 * signal that this program catches came, or when its time is over.
 */
#ifndef KPATCH_BUILDER_RUN_COMMAND_H
#define KPATCH_BUILDER_RUN_COMMAND_H

#include <stddef.h>
#include <stdint.h>

#include "stackcheck/util/error.h"

/* Programs that one run can have. */
#define PB_RUN_MOST 4

/* One program. All belongs to the caller. */
struct pb_command {
	const char *const *argv; /* argv[0] is looked for in PATH; NULL ends */
	const char *folder; /* to run in; NULL: this one */
	const char *const *env; /* "NAME=VALUE" to add; NULL ends; or NULL */
};

/* One run: a program, or several, each of which reads what the one before
 * writes. */
struct pb_run {
	const struct pb_command *commands;
	size_t n; /* 1 to PB_RUN_MOST */
	/* A file for output and errors. It is made or emptied. NULL: none. */
	const char *output;
	size_t limit; /* of captured output, bytes; 0: 16 MiB */
	int64_t deadline_ms; /* 0: as long as it takes */
};

/*
 * Run it, and wait for its end. @text_ret gets what the last one wrote to its
 * standard output, NUL-terminated; the caller frees it. @text_ret may be NULL:
 * the output is read, and forgotten. With @run->output it must be NULL.
 *
 * Returns 0 if each program ended with exit code 0. Else -1 with @err, which has
 * the program's name, its exit code and the last line that it printed, and
 * nothing to free.
 */
int pb_run_commands(const struct pb_run *run, char **text_ret,
		    struct sc_error *err);

/* The same for one program with this argv, without a deadline. */
int pb_run_program(const char *const *argv, char **text_ret,
		   struct sc_error *err);

#endif
