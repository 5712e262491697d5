/* SPDX-License-Identifier: GPL-2.0-only */
/* Options: one table; each command names those that it knows. */
#ifndef KPATCH_OPTIONS_H
#define KPATCH_OPTIONS_H

#include "kpatch/command.h"

/*
 * Options and arguments of @cmd; argv[0] is its name. Returns the index of the
 * first argument, or -1 after the usage was shown, with the code to exit with.
 */
int kp_options_parse(const struct kp_command *cmd, struct kp_ctx *ctx, int argc,
		     char **argv, enum kp_exit *code_ret);

/* Whether --json is among the arguments of any command. */
bool kp_options_json(int argc, char **argv);

#endif
