/* SPDX-License-Identifier: GPL-2.0-only */
/* Rows, each once. */
#ifndef STACKCHECK_TRUST_ROW_SET_H
#define STACKCHECK_TRUST_ROW_SET_H

#include "stackcheck/trust/table.h"

void sc_trust_rows_free(struct sc_trust_rows *rows);
/* The number of @row, which is added if it is new. 0, or -1. */
int sc_trust_row_intern(struct sc_trust_rows *rows,
			const struct sc_trust_row *row, uint32_t *index_ret);

#endif
