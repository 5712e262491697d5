/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Whether an allocation has failed. The libraries that read ELF, DWARF and
 * code, or build JSON, may go on without what they could not allocate, and
 * tell nobody. So each allocation of the process is watched. After one has
 * failed, nothing that was computed is to be relied on:
 *   - sc_output_commit() refuses to put an output in its place,
 *   - the program's exit code tells of trouble.
 */
#ifndef STACKCHECK_MEMORY_H
#define STACKCHECK_MEMORY_H

#include <stdbool.h>

/* Has an allocation failed since the program began, in any thread? */
bool sc_memory_failed(void);

#endif
