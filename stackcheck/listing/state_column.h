/* SPDX-License-Identifier: GPL-2.0-only */
/* What of the states is shown: collected for one group at a time. */
#ifndef STACKCHECK_LISTING_STATE_COLUMN_H
#define STACKCHECK_LISTING_STATE_COLUMN_H

#include "stackcheck/listing/internal.h"

/* Run @group and collect what its instructions show. 0, or -1. */
int sc_listing_collect(struct sc_listing *l, uint32_t group);
/* What is shown of instruction @i of function @func of that group. */
const struct sc_shown *sc_listing_shown(const struct sc_listing *l,
					uint32_t func, uint32_t i);
/* The columns beside an instruction. */
void sc_listing_columns(const struct sc_listing *l, uint32_t func, uint32_t i,
			struct sc_columns *ret);

#endif
