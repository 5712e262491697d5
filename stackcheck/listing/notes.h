/* SPDX-License-Identifier: GPL-2.0-only */
/* What is told around an instruction: hints, edges, tables, findings. */
#ifndef STACKCHECK_LISTING_NOTES_H
#define STACKCHECK_LISTING_NOTES_H

#include "stackcheck/listing/internal.h"

/* What applies before an instruction, and what follows from it. */
void sc_listing_before(struct sc_listing *l, const struct sc_func *f,
		       uint32_t i);
void sc_listing_after(struct sc_listing *l, const struct sc_func *f,
		      uint32_t i);
/* Findings at [from, to) of the function's section that were not told. */
void sc_listing_findings(struct sc_listing *l, const struct sc_func *f,
			 uint32_t from, uint32_t to);
/* Findings that belong to nothing that was printed. */
void sc_listing_elsewhere(struct sc_listing *l);

#endif
