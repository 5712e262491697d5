/* SPDX-License-Identifier: GPL-2.0-only */
/* ORC tables made from the analysis, and from nothing else. */
#ifndef STACKCHECK_ORC_GENERATE_H
#define STACKCHECK_ORC_GENERATE_H

#include "stackcheck/analysis/analysis.h"
#include "stackcheck/image/orc_table.h"

/* An entry that says what @row says. False: ORC has no way to say it. */
bool sc_orc_from_row(const struct sc_arch *arch, const struct sc_row *row,
		     struct sc_orc_entry *entry_ret);

/*
 * The table of a checked analysis: by (sec, off), each entry holding up to the
 * next, one at the end of each section's functions. *@entries_ret is the
 * caller's to free. 0, or -1 when out of memory.
 */
int sc_orc_make(struct sc_analysis *analysis, struct sc_orc_entry **entries_ret,
		size_t *n_ret);

/* The six bytes of an entry; one without a row, if the format cannot say it. */
void sc_orc_pack(const struct sc_orc_entry *entry,
		 const struct sc_format *format, uint8_t out[6]);

#endif
