/* SPDX-License-Identifier: GPL-2.0-only */
/* Rows by place, from the states of an analysis. */
#ifndef STACKCHECK_TRUST_ROWS_H
#define STACKCHECK_TRUST_ROWS_H

#include "stackcheck/trust/table.h"

/* 0, or -1 when out of memory; sc_trust_rows_free() in either case. */
int sc_trust_rows_collect(struct sc_analysis *analysis, const uint8_t *reasons,
			  const struct sc_trust_hints *hints,
			  struct sc_trust_rows *rows);

#endif
