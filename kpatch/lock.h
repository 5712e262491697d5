/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Locks between commands: files that nobody but their owner can open, so that
 * nobody else can hold them.
 */
#ifndef KPATCH_LOCK_H
#define KPATCH_LOCK_H

#include <stdint.h>

#include "stackcheck/util/error.h"

/*
 * Take the lock @name in the folder that @dir is open on; the file is made if
 * it is not there, and stays. @path is for messages. Waits at most @wait_ms
 * milliseconds, and until a signal that this program catches.
 *
 * Returns a descriptor that holds the lock until it is closed; -1 with @err,
 * and errno: ETIMEDOUT (@err names who holds it), EINTR, or why the file cannot
 * be opened. A process must not take a lock that it holds.
 */
int kp_lock_take(int dir, const char *name, const char *path, int64_t wait_ms,
		 struct sc_error *err);

#endif
