/* SPDX-License-Identifier: GPL-2.0-only */
/* Lines of instructions, and of the texts that may replace them. */
#ifndef STACKCHECK_LISTING_LINES_H
#define STACKCHECK_LISTING_LINES_H

#include "stackcheck/listing/internal.h"

/* One instruction with its state; @indent: it is a replacement's. */
void sc_listing_insn(struct sc_listing *l, const struct sc_func *f, uint32_t i,
		     int indent);
/* Every text that may stand here instead. */
void sc_listing_alternatives(struct sc_listing *l, const struct sc_func *f,
			     uint32_t i);

#endif
