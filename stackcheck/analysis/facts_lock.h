/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Runs with one file of facts come one after the other, from reading it to
 * writing it: each would lose what the other has found.
 */
#ifndef STACKCHECK_ANALYSIS_FACTS_LOCK_H
#define STACKCHECK_ANALYSIS_FACTS_LOCK_H

#include "stackcheck/util/error.h"

/*
 * Wait until no other run uses the file @facts. The lock, or -1 with @err. It
 * ends with the process at the latest.
 */
int sc_facts_lock(const char *facts, struct sc_error *err);
/* Give the lock back; -1 is none, and is left. */
void sc_facts_unlock(int *lock);

#endif
