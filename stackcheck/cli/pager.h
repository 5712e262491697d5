/* SPDX-License-Identifier: GPL-2.0-only */
/* Long output on a terminal goes through the user's pager. */
#ifndef STACKCHECK_CLI_PAGER_H
#define STACKCHECK_CLI_PAGER_H

#include <stdbool.h>
#include <stdio.h>

/*
 * The stream to print to: a pager's input when standard output is a terminal
 * and there is one ($PAGER, or less), else stdout.
 */
FILE *sc_pager_open(bool allowed);

/* Wait for the pager to end. 0, or -1 when output was lost. */
int sc_pager_close(FILE *out);

/* Is the terminal one that shows colours, and does the user want them? */
bool sc_terminal_wants_colour(void);

#endif
