/* SPDX-License-Identifier: GPL-2.0-only */
/* Trust tables made from a checked analysis. */
#ifndef STACKCHECK_TRUST_TABLE_H
#define STACKCHECK_TRUST_TABLE_H

#include "stackcheck/analysis/analysis.h"
#include "stackcheck/trust.h"

/* Code of an analysis's section that stays in one piece. */
struct sc_trust_piece {
	uint32_t sec;
	uint32_t start, end; /* bytes in the section, [start, end) */
	int64_t at; /* where it ends up, in bytes from _text */
};

/* Where the code of an analysis ends up, if that is known already. */
struct sc_trust_target {
	struct sc_trust_piece *pieces; /* by section, then by start */
	size_t npieces;
	const uint8_t *id; /* build-id, borrowed; up to SC_TRUST_ID_MAX bytes */
	size_t id_len;
};

struct sc_trust_table {
	uint8_t *bytes;
	size_t size;
	struct sc_new_reloc *relocs; /* of the refs, if they are relative */
	size_t nrelocs;
	size_t nleft; /* sections without a symbol to relocate by: left out */
};

/*
 * propagate.c: functions that a wrong state at sec:off goes on into get
 * @reason, unless they have one. Freeing tells whether memory was out (-1).
 */
struct sc_trust_propagation;

/* --- rows by place, from which a table is put together */

struct sc_trust_item {
	uint32_t sec, off;
	uint32_t row; /* index into sc_trust_rows.rows */
};

struct sc_trust_rows {
	struct sc_trust_row *rows; /* each once */
	size_t nrows;
	uint32_t *slots; /* hash of rows: index + 1, 0 is free */
	size_t nslots; /* a power of two */
	struct sc_trust_item *items; /* by place, each up to the next */
	size_t nitems;
	uint32_t nothing; /* index of the row for what is under no function */
};

/* --- entry_rows.c: hints of entry code, from an image's own ORC */

struct sc_orc_entry;

struct sc_trust_hints {
	const struct sc_arch *arch;
	struct sc_orc_entry *entries;
	size_t n;
};

/* What the reasons have for functions whose rows are hints. */
#define SC_TRUST_HINTED 0xff

typedef void sc_trust_add_fn(void *ctx, uint32_t sec, uint32_t off,
			     const struct sc_trust_row *row);

/* --- the table at work */

#endif
