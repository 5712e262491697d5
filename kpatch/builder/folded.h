/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Static variables that a change leaves without a writer. The compiler takes such
 * a variable away, and puts its first value where it is read. But the one in the
 * kernel may have another value by now.
 */
#ifndef KPATCH_BUILDER_FOLDED_H
#define KPATCH_BUILDER_FOLDED_H

#include "kpatch/builder/unit.h"

/*
 * The first old item from *@at on that is gone so, though the new source names it
 * beside its declaration; *@at is then behind it. PB_NO_ITEM: there is none. 0, or
 * -1 with @err filled: the source cannot be read.
 */
int pb_folded_next(const struct pb_unit *unit, uint32_t *at, uint32_t *item_ret,
		   struct sc_error *err);

#endif
