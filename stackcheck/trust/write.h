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

/* stream.c; all of them note failures in w->failed */
void sc_trust_rank_rows(struct sc_trust_writer *w);
/* Append a number to the stream being made. */
void sc_trust_put(struct sc_trust_writer *w, uint32_t number);
/* Where the stream just made is, or goes. */
uint32_t sc_trust_keep_stream(struct sc_trust_writer *w);

/* bytes.c: 0, or -1; or failures noted as above */
int sc_trust_put_together(struct sc_trust_writer *w,
			  struct sc_trust_table *ret);
void sc_trust_add_relocs(struct sc_trust_writer *w, struct sc_trust_table *ret);
/*
 * What the regions of a section are relocated by: its own symbol, or when it
 * was dropped any other in it; but not a weak one, which may come to mean
 * another's. 0: none, or the linker may drop the section (COMDAT).
 */
uint32_t sc_trust_anchor(const struct sc_image *img, uint32_t sec);

#endif
