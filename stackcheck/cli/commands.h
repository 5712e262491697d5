/* SPDX-License-Identifier: GPL-2.0-only */
/* The commands; each gets its own name as argv[0] and returns an exit code. */
#ifndef STACKCHECK_CLI_COMMANDS_H
#define STACKCHECK_CLI_COMMANDS_H

#include <stdio.h>

#include "stackcheck/cli/exit_code.h"

/* Say that @option is wrong, and how it is done; returns SC_EXIT_TROUBLE. */
int sc_usage_wrong(const char *option, int (*usage)(FILE *out));

int sc_cmd_check(int argc, char **argv);
int sc_cmd_annotate(int argc, char **argv);
int sc_cmd_trust(int argc, char **argv);
int sc_cmd_orc(int argc, char **argv);
int sc_cmd_explain(int argc, char **argv);

#endif
