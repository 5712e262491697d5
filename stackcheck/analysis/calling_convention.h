/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Assembly may have calling conventions of its own. Registers that a
 * function does not keep, and need not: its callers are told of it.
 */
#ifndef STACKCHECK_ANALYSIS_CALLING_CONVENTION_H
#define STACKCHECK_ANALYSIS_CALLING_CONVENTION_H

#include "stackcheck/dataflow/fixpoint.h"

/*
 * Which of the callee-saved registers that the group last run by @flow
 * changes are part of its convention, a mask. Proven for a function that no
 * other object and no pointer can reach: it takes the register's value from
 * its caller or leaves a result there, only code without a frame of its own calls it, or all of its
 * callers are known, are not compiled, and are asked whether they rely on the
 * register (reliance.h). Those of the last kind go to *@scratch_ret as well.
 * The frame pointer can only be of the last kind, and if walks go @by_table.
 * Declared for those in data/conventions.txt, whose callers are inline
 * assembly.
 */
uint16_t sc_convention_of_group(struct sc_dataflow *flow, bool by_table,
				uint16_t *scratch_ret);

/* Note in each function whether its address is given away. */
void sc_convention_find_address_taken(struct sc_object *obj);

/*
 * Could the group have a convention that the taken addresses decide? Asked
 * first, because finding them means reading every relocation and every instruction.
 */
bool sc_convention_is_open(const struct sc_dataflow *flow);

/* What the data file says of a symbol, a mask. */
uint16_t sc_convention_declared(const struct sc_arch *arch, const char *name);

#endif
