// SPDX-License-Identifier: GPL-2.0-only
/* Rows, each once. */
#include <stdlib.h>
#include <string.h>

#include "stackcheck/trust/row_set.h"
#include "stackcheck/trust/table.h"
#include "stackcheck/util/vec.h"

static uint32_t hash_row(const struct sc_trust_row *row)
{
	return (uint32_t)sc_trust_hash(SC_TRUST_HASH_START, row, sizeof(*row));
}

static uint32_t *find_slot(const struct sc_trust_rows *r,
			   const struct sc_trust_row *row)
{
	size_t i = hash_row(row);

	for (;; i++) {
		uint32_t *slot = &r->slots[i & (r->nslots - 1)];

		if (!*slot || !memcmp(&r->rows[*slot - 1], row, sizeof(*row)))
			return slot;
	}
}

static int grow_slots(struct sc_trust_rows *r)
{
	size_t n = r->nslots ? 2 * r->nslots : 256;
	uint32_t *slots = calloc(n, sizeof(*slots));

	if (!slots)
		return -1;
	free(r->slots);
	r->slots = slots;
	r->nslots = n;
	for (size_t i = 0; i < r->nrows; i++)
		*find_slot(r, &r->rows[i]) = (uint32_t)i + 1;
	return 0;
}

int sc_trust_row_intern(struct sc_trust_rows *r, const struct sc_trust_row *row,
			uint32_t *index_ret)
{
	uint32_t *slot;

	*index_ret = 0;
	if (2 * r->nrows >= r->nslots && grow_slots(r))
		return -1;
	slot = find_slot(r, row);
	if (!*slot) {
		if (SC_VEC_PUSH(r->rows, r->nrows, *row))
			return -1;
		*slot = (uint32_t)r->nrows;
	}
	*index_ret = *slot - 1;
	return 0;
}

void sc_trust_rows_free(struct sc_trust_rows *rows)
{
	free(rows->rows);
	free(rows->slots);
	free(rows->items);
}
