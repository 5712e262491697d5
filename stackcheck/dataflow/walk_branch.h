/* SPDX-License-Identifier: GPL-2.0-only */
/* Branches, calls and traps: which way control goes, and if it comes back. */
#ifndef STACKCHECK_DATAFLOW_WALK_BRANCH_H
#define STACKCHECK_DATAFLOW_WALK_BRANCH_H

#include "stackcheck/dataflow/internal.h"

/* True when the walk goes on with the next instruction. */
bool sc_walk_branch(struct sc_walk *w);

#endif
