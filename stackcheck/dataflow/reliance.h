/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Who relies on a register that a callee does not keep. Functions that only
 * calls of this object reach may use callee-saved registers as they like, as
 * long as nobody who calls them wants back what was there.
 */
#ifndef STACKCHECK_DATAFLOW_RELIANCE_H
#define STACKCHECK_DATAFLOW_RELIANCE_H

#include "stackcheck/dataflow/fixpoint.h"

struct sc_reliance_visitor {
	/*
	 * The call @i of block @b needs @regs, a mask, which its callee changes
	 * for itself alone: they are read later, or a walk needs the frame
	 * pointer among them.
	 */
	void (*relies)(void *ctx, const struct sc_block *b, uint32_t i,
		       const struct sc_target *to, uint16_t regs);
	void *ctx;
};

/* Tell of such calls in the group last run by @flow. 0, or -1: out of memory. */
int sc_reliance_find(struct sc_dataflow *flow,
		     const struct sc_reliance_visitor *visitor);

/*
 * Registers from which the group last run by @flow takes values, and those that
 * it leaves for its caller to read: it writes them last for nobody here, on
 * each of its paths. Masks. 0, or -1 when out of memory.
 */
int sc_reliance_roles(struct sc_dataflow *flow, uint16_t *inputs_ret,
		      uint16_t *results_ret);

#endif
