/* SPDX-License-Identifier: GPL-2.0-only */
/* ORC tables made from the analysis, and from nothing else. */
#ifndef STACKCHECK_ORC_GENERATE_H
#define STACKCHECK_ORC_GENERATE_H

#include "stackcheck/analysis/analysis.h"
#include "stackcheck/image/orc_table.h"

/* Entries in the maker's list: those of a group, or of a block. */
struct sc_orc_range {
	size_t first, n;
};

/*
 * What is gathered while an object is analysed. One that is zero-filled is
 * empty. Give it and sc_orc_sink to the analysis, in its options.
 */
struct sc_orc_maker {
	const struct sc_object *obj; /* borrowed, as is: */
	const struct sc_dataflow *flow;
	struct sc_orc_entry *list;
	size_t n;
	struct sc_orc_range *groups; /* all */
	struct sc_orc_range *blocks; /* of the group that is run now */
	uint32_t nblocks, blocks_cap;
	struct sc_orc_range *group, *block; /* that are told now, or NULL */
	struct sc_row row; /* told last in the block */
	bool alone; /* its instruction is as sc_insn_is_alone() says */
	struct sc_row entry_row; /* what is told of last, and */
	struct sc_orc_entry entry; /* its entry, but for the place */
	bool failed; /* memory ran out */
};

extern const struct sc_state_sink sc_orc_sink;

void sc_orc_maker_free(struct sc_orc_maker *maker);

/*
 * The table of a checked analysis: by (sec, off), each entry holding up to the
 * next, one at the end of each section's functions. If the analysis told no
 * maker, its groups are run again. *@entries_ret is the caller's to free. 0, or
 * -1 when out of memory. The maker is empty afterwards.
 */
int sc_orc_make(struct sc_analysis *analysis, struct sc_orc_entry **entries_ret,
		size_t *n_ret);

#endif
