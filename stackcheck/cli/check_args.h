/* SPDX-License-Identifier: GPL-2.0-only */
/* The command line of `stackcheck check`. */
#ifndef STACKCHECK_CLI_CHECK_ARGS_H
#define STACKCHECK_CLI_CHECK_ARGS_H

#include <stdbool.h>
#include <stddef.h>

#include "stackcheck/analysis/options.h"
#include "stackcheck/report/report.h"

struct sc_check_args {
	struct sc_check_options opt;
	const struct sc_report_ops *format;
	const char *out; /* NULL: standard output */
	bool stats;
	size_t limit; /* findings shown per object; 0: all */
	const char **noreturn_files; /* the arrays are owned by the args */
	const char **disabled; /* rules */
	size_t ndisabled;
	const char **promoted; /* rules whose findings are errors */
	size_t npromoted;
	char **paths; /* in argv */
	size_t npaths;
};

enum sc_args_verdict { SC_ARGS_RUN, SC_ARGS_HELP, SC_ARGS_WRONG };

/*
 * Parse; what is wrong has been said on stderr. Released by
 * sc_check_args_free() whatever the verdict.
 */
enum sc_args_verdict sc_check_args_parse(struct sc_check_args *args, int argc,
					 char **argv);
void sc_check_args_free(struct sc_check_args *args);

#endif
