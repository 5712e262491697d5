/* SPDX-License-Identifier: GPL-2.0-only */
/* The exit codes of stackcheck: stackcheck(1). */
#ifndef STACKCHECK_CLI_EXIT_CODE_H
#define STACKCHECK_CLI_EXIT_CODE_H

enum sc_exit {
	SC_EXIT_CLEAN = 0,
	SC_EXIT_FINDINGS = 1,
	SC_EXIT_TROUBLE = 2, /* something not read, or wrong usage */
};

#endif
