/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Code beside functions, in a special section. A function leads to its own pieces
 * of it, and they lead back. .altinstr_aux has such pieces: each asks whether the
 * processor has a feature, until the kernel has written the answer into the code
 * that jumps there.
 */
#ifndef KPATCH_BUILDER_SPECIAL_CODE_H
#define KPATCH_BUILDER_SPECIAL_CODE_H

#include "kpatch/builder/special.h"

/*
 * Add an entry for each place of section @sec that code leads to. It belongs to
 * the function that leads there, and ends where the next one begins. 0, or -1
 * without memory.
 */
int pb_special_add_code(struct pb_entries *entries,
			const struct pb_items *items, uint32_t sec,
			const struct pb_special *special);

#endif
