/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Loops that make large room on the stack page by page and touch each, so that
 * none is skipped (-fstack-clash-protection).
 */
#ifndef STACKCHECK_DATAFLOW_WALK_PROBE_H
#define STACKCHECK_DATAFLOW_WALK_PROBE_H

#include "stackcheck/dataflow/internal.h"

/* A conditional jump; does the walk go on behind it? */
bool sc_walk_conditional(struct sc_walk *w);
/*
 * A state whose stack pointer is not that of block @to: does it go back in a
 * loop that touches new room? Then *@both is what they have in common, but for
 * what only one of the two knows.
 */
bool sc_walk_join_probe(struct sc_walk *w, uint32_t to, struct sc_state *both);

#endif
