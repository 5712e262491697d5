/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Whether an allocation has failed. The libraries that read ELF, DWARF and
 * code, or build JSON, may go on without what they could not allocate, and
 * tell nobody. So each allocation of the process is watched. After one has
 * failed, nothing that was computed is to be relied on:
 *   - sc_output_commit() refuses to put an output in its place,
 *   - the program's exit code tells of trouble.
 */
#ifndef STACKCHECK_UTIL_MEMORY_H
#define STACKCHECK_UTIL_MEMORY_H

#include <stdbool.h>
#include <stddef.h>

/* Has an allocation failed since the program began, in any thread? */
bool sc_memory_failed(void);

/*
 * Call fn(arg), which calls a library that crashes, or ends the process, when
 * it gets no memory. The first allocation that fails in it ends it at once:
 * then this returns false. Whatever fn() and the library had in hand is left as
 * it was then, and lost: do not use it, nor give it back. So fn() holds no lock,
 * and all it changes is written before it calls the library.
 */
bool sc_memory_guard(void (*fn)(void *arg), void *arg);

/*
 * posix_memalign() for a size that a file names, and that may be more than there
 * is: the caller tells of a failure, which is that file's alone and is not noted.
 */
void *sc_memory_try(size_t align, size_t size);

/*
 * Around a callback out of such a library into code of ours, which handles
 * failures itself: what sc_memory_unguard() returned goes to
 * sc_memory_reguard().
 */
void *sc_memory_unguard(void);
void sc_memory_reguard(void *guard);

#endif
