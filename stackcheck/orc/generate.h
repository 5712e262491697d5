/* SPDX-License-Identifier: GPL-2.0-only */
/* ORC tables made from the analysis, and from nothing else. */
#ifndef STACKCHECK_ORC_GENERATE_H
#define STACKCHECK_ORC_GENERATE_H

#include "stackcheck/analysis/analysis.h"
#include "stackcheck/image/orc_table.h"

/* The entries of a group, in the maker's list. */
struct sc_orc_range {
	size_t first, n;
};

/*
 * What is gathered while an object is analysed. One that is zero-filled is
 * empty. Give it and sc_orc_sink to the analysis, in its options.
 */
struct sc_orc_maker {
	const struct sc_object *obj; /* borrowed */
	struct sc_orc_entry *list;
	size_t n;
	struct sc_orc_range *groups; /* by group */
	struct sc_orc_range *range; /* of the group that is told now, or NULL */
	const struct sc_block *block; /* that is or was walked last, or NULL */
	struct sc_row row; /* the last one of its walk */
	bool alone; /* its instruction is as sc_insn_is_alone() says */
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
