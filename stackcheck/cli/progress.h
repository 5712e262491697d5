/* SPDX-License-Identifier: GPL-2.0-only */
/* A progress bar on a terminal. */
#ifndef STACKCHECK_CLI_PROGRESS_H
#define STACKCHECK_CLI_PROGRESS_H

#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

/* Any thread may step; one of them draws. */
struct sc_progress {
	size_t total;
	int fd; /* -1: nobody is looking */
	atomic_size_t done;
	_Atomic uint64_t drawn_at; /* nanoseconds */
};

void sc_progress_begin(struct sc_progress *bar, size_t total);
void sc_progress_step(struct sc_progress *bar);
/* Clears the line. */
void sc_progress_end(struct sc_progress *bar);

#endif
