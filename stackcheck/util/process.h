/* SPDX-License-Identifier: GPL-2.0-only */
/* What every program of ours does first. */
#ifndef STACKCHECK_UTIL_PROCESS_H
#define STACKCHECK_UTIL_PROCESS_H

/*
 * Makes sure that descriptors 0 to 2 are open, so that no file opened later
 * gets one of their numbers and takes in messages. A standard output that was
 * closed stays unusable: writing to it fails, and is told. Makes a file-size
 * limit an error instead of a signal. Returns 0, or -1 with errno set.
 */
int sc_process_begin(void);

#endif
