/* SPDX-License-Identifier: GPL-2.0-only */
/* The error a library function hands back; only main() prints and exits. */
#ifndef STACKCHECK_UTIL_ERROR_H
#define STACKCHECK_UTIL_ERROR_H

/*
 * A message for a person: which file, where, what was found, what to do.
 * Owned by the caller, usually on its stack; empty when nothing went wrong.
 */
struct sc_error {
	char text[512];
};

/* Fill @err (may be NULL) and return -1, so that callers can return it. */
int sc_fail(struct sc_error *err, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

#endif
