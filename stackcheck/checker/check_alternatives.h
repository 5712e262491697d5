/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One table serves whichever alternative is in place, so all of them must have
 * the same row at the same address.
 */
#ifndef STACKCHECK_CHECKER_CHECK_ALTERNATIVES_H
#define STACKCHECK_CHECKER_CHECK_ALTERNATIVES_H

#include "stackcheck/checker/checker.h"

/* Keep the row at @i, which an alternative replaces or is a part of. */
void sc_checker_keep_alt_row(struct sc_checker *c, const struct sc_block *b,
			     uint32_t i, const struct sc_state *pre);
/* Do any two of the rows kept differ at one address? */
bool sc_checker_has_conflict(struct sc_checker *c);
/* Report those, and forget all. */
void sc_check_alternatives(struct sc_checker *c);

#endif
