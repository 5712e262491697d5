/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Hints that a linked image has lost, from the ORC it was shipped with. Entry
 * code follows no convention: what its stack holds only its authors can tell,
 * and they did, in hints that objtool turned into ORC. Where ORC has frames of
 * registers there were hints, and rows for that code are taken from it and
 * marked as such, also if it looked like a function without them.
 */
#ifndef STACKCHECK_TRUST_ENTRY_ROWS_H
#define STACKCHECK_TRUST_ENTRY_ROWS_H

#include "stackcheck/trust/table.h"

/* Mark the functions that have hints and nothing better. 0, or -1. */
int sc_trust_hints_read(struct sc_trust_hints *h,
			const struct sc_analysis *analysis, uint8_t *reasons,
			struct sc_error *err);
void sc_trust_hints_rows(const struct sc_trust_hints *h,
			 const struct sc_func *f, sc_trust_add_fn *add,
			 void *ctx);
void sc_trust_hints_free(struct sc_trust_hints *h);

#endif
