/* SPDX-License-Identifier: GPL-2.0-only */
/* What stands before a block: names, and where control comes from. */
#ifndef STACKCHECK_LISTING_LABELS_H
#define STACKCHECK_LISTING_LABELS_H

#include "stackcheck/listing/internal.h"

/*
 * What stands before instruction @i, if @block, the next one to be listed,
 * begins there. Returns the block that is then the next.
 */
uint32_t sc_listing_block(struct sc_listing *l, uint32_t func, uint32_t i,
			  uint32_t block);

#endif
