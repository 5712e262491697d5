/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the parts of the check share. checker.c takes events of the walk to
 * the rules; check_function.c and check_alternatives.c look at what no walk
 * shows; report_finding.c answers what rules ask, and keeps what they find.
 */
#ifndef STACKCHECK_CHECKER_INTERNAL_H
#define STACKCHECK_CHECKER_INTERNAL_H

#include "stackcheck/checker/checker.h"

/* Show @event to each rule that asked for its event. */
void sc_checker_dispatch(struct sc_checker *c, const struct sc_event *event);

/* An event at instruction @i of @b, before which the state is @st. */
struct sc_event sc_checker_event(const struct sc_checker *c,
				 enum sc_event_kind kind,
				 const struct sc_block *b, uint32_t i,
				 const struct sc_state *st);

/* The functions of the group as wholes, after its walks. */
void sc_check_functions(struct sc_checker *c);

/* Keep the row at @i, which an alternative replaces or is a part of. */
void sc_checker_keep_alt_row(struct sc_checker *c, const struct sc_block *b,
			     uint32_t i, const struct sc_state *pre);
/* Do any two of the rows kept differ at one address? */
bool sc_checker_has_conflict(struct sc_checker *c);
/* Report those, and forget all. */
void sc_check_alternatives(struct sc_checker *c);

#endif
