/* SPDX-License-Identifier: GPL-2.0-only */
/* A table while it is being put together; private to trust_*.c. */
#ifndef STACKCHECK_TRUST_WRITE_H
#define STACKCHECK_TRUST_WRITE_H

#include "stackcheck/trust/table.h"

struct sc_trust_writer {
	struct sc_analysis *analysis;
	const uint8_t *reasons;
	const struct sc_trust_rows *rows;
	const struct sc_trust_target *target;
	struct sc_trust_target sections; /* the target when there is none */
	bool relative; /* regions refer to sections by relocations */
	uint32_t *rank; /* by row: its number in the table */
	uint32_t nothing; /* the row of code that nothing is said of */
	size_t at; /* the next item */

	struct sc_trust_header head;
	struct sc_trust_region *regions;
	size_t nregions;
	struct sc_trust_range *ranges;
	size_t nranges;
	uint8_t *stream;
	size_t nstream;
	uint32_t *known; /* hash of streams: offset + 1, 0 is free */
	uint32_t *known_len; /* beside it */
	size_t nknown, used; /* nknown is a power of two */
	uint8_t *one; /* the stream being made */
	size_t none;
	bool failed;
};

struct sc_result;
struct sc_trust_table;
struct sc_error;
/*
 * The table of @analysis, whose findings are in @res. Without a target the
 * regions refer to the analysis's sections by relocations. @ret is freed by
 * sc_trust_table_free(), after failure too. 0, or -1 with @err filled.
 */
int sc_trust_make(struct sc_analysis *analysis, const struct sc_result *res,
		  const struct sc_trust_target *target,
		  struct sc_trust_table *ret, struct sc_error *err);
void sc_trust_table_free(struct sc_trust_table *table);

#endif
