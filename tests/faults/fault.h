/* SPDX-License-Identifier: GPL-2.0-only */
/* What the driver of the fault tests and a program under test share. */
#ifndef TESTS_FAULTS_FAULT_H
#define TESTS_FAULTS_FAULT_H

#include <stdatomic.h>
#include <stdbool.h>

/* In memory that both map. */
struct fault {
	unsigned long at; /* the call that is to fail, from 1; 0: none */
	bool after; /* all later ones, too */
	atomic_ulong count; /* calls so far */
	atomic_int fired; /* one has failed */
};

/* How one call that writes is to fail. */
struct write_fault {
	unsigned long at; /* the call, from 1; 0: none */
	int error; /* an errno; 0: it writes half of what it was given */
	unsigned long count; /* filled: calls that there were */
	bool fired; /* filled: the one that was to fail was reached */
};

/*
 * Run to its end the child @pid, which has stopped itself with SIGSTOP after
 * PTRACE_TRACEME, with a fault in what it and its threads write. Writing to
 * standard error never fails. Returns its wait status, or -1 after @seconds.
 */
int trace_writes(int pid, struct write_fault *fault, unsigned int seconds);

#endif
