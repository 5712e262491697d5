/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the parts of the judgement share. checker.c takes events of the walk to
 * the rules; check_function.c and check_alternatives.c look at what no walk
 * shows; report_finding.c answers what rules ask, and keeps what they find.
 */
#ifndef STACKCHECK_CHECKER_INTERNAL_H
#define STACKCHECK_CHECKER_INTERNAL_H

#include "stackcheck/checker/checker.h"

/* Show @site to each rule that asked for its event. */
void sc_judge_tell(struct sc_judge *j, const struct sc_site *site);

/* An event at instruction @i of @b, before which the state is @st. */
struct sc_site sc_judge_site(const struct sc_judge *j, enum sc_event event,
			     const struct sc_block *b, uint32_t i,
			     const struct sc_state *st);

/* The functions of the group as wholes, after its walks. */
void sc_judge_functions(struct sc_judge *j);

/* Keep the row at @i, which an alternative replaces or is a part of. */
void sc_judge_keep_alt_row(struct sc_judge *j, const struct sc_block *b,
			   uint32_t i, const struct sc_state *pre);
/* Do any two of the rows kept differ at one address? */
bool sc_judge_has_conflict(struct sc_judge *j);
/* Report those, and forget all. */
void sc_judge_alternatives(struct sc_judge *j);

#endif
