/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * No-ops that are not there when the code is run: where alternatives leave
 * no-ops of one byte, the kernel makes a run of them longer ones.
 */
#ifndef STACKCHECK_CFG_MERGED_NOPS_H
#define STACKCHECK_CFG_MERGED_NOPS_H

#include "stackcheck/cfg/cfg.h"

/*
 * Mark (SC_M_MERGED) the no-ops of alternatives' original text which no kernel
 * keeps as instructions of their own. All alternatives have been read.
 */
void sc_nops_merge(struct sc_object *obj);

#endif
