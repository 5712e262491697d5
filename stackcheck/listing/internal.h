/* SPDX-License-Identifier: GPL-2.0-only */
/* What the listing's files share. */
#ifndef STACKCHECK_LISTING_INTERNAL_H
#define STACKCHECK_LISTING_INTERNAL_H

#include "stackcheck/image/orc_table.h"
#include "stackcheck/listing/listing.h"

/* How the shipped ORC entry relates to our state. */
enum sc_orc_verdict {
	SC_ORC_SAME,
	SC_ORC_OTHER_WAY, /* leads to the same, told otherwise */
	SC_ORC_DIFFERS,
};

/* The state before an instruction, as far as it is shown. */
struct sc_shown {
	struct sc_row row;
	sc_val saved[SC_NREGS];
	sc_val bp, sp; /* what the frame and the stack pointer hold */
	uint16_t changed; /* callee-saved registers that are not as on entry */
	bool reached, framed, df;
	uint8_t orc; /* enum sc_orc_verdict */
};

/* An edge into a block, other than from the instruction before it. */
struct sc_incoming {
	uint32_t block;
	uint32_t func, insn; /* where it comes from */
};

/* The columns of state last printed, so that only changes are. */
struct sc_columns {
	char cfa[40], frame[8], orc[48], saved[160];
};

struct sc_listing {
	struct sc_analysis *analysis;
	struct sc_object *obj;
	const struct sc_result *res;
	const struct sc_listing_options *opt;
	struct sc_decoder *dec;
	struct sc_orc_entry *orc;
	size_t norc;
	uint8_t *reported; /* by finding */
	size_t nreported;

	/* of the group last run */
	struct sc_dataflow *flow;
	uint32_t *base; /* by member: its first in `shown` */
	struct sc_shown *shown;
	struct sc_incoming *incoming; /* by block, func, insn */
	uint32_t nincoming;
	size_t base_cap, shown_cap;
	bool failed;

	/* of what is being printed */
	uint32_t home; /* function that names are told relative to */
	struct sc_columns last;
	int column;
};

/* state_column.c */

/* text.c */

enum sc_tint {
	SC_TINT_PLAIN,
	SC_TINT_HEADER,
	SC_TINT_DIM,
	SC_TINT_LABEL,
	SC_TINT_STATE,
	SC_TINT_NOTE,
	SC_TINT_BAD,
};

/* lines.c */

/* Where the columns begin. */
enum {
	SC_COL_INSN = 9,
	SC_COL_CFA = 58,
	SC_COL_FRAME = 74,
	SC_COL_ORC = 77,
	SC_COL_AFTER_ORC = 105,
};

/* Where the column of saved registers begins. */
static inline int sc_listing_last_column(const struct sc_listing *l)
{
	return l->norc ? SC_COL_AFTER_ORC : SC_COL_ORC;
}

/* labels.c */

/* notes.c */

#endif
