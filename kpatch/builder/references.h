/* SPDX-License-Identifier: GPL-2.0-only */
/* Where the undefined symbols of a patch's object come from. */
#ifndef KPATCH_BUILDER_REFERENCES_H
#define KPATCH_BUILDER_REFERENCES_H

#include "kpatch/builder/plan.h"
#include "kpatch/builder/unit.h"

/*
 * A name that another object of the kernel has. It may be exported, and else
 * vmlinux or the target of the unit must have it: the plan gets to know that.
 * 0, or -1 with @err filled: nothing has it, or several have.
 */
int pb_reference_name(struct pb_plan *plan, const struct pb_unit *unit,
		      const char *name, struct sc_error *err);
/*
 * May a patch have the address of the kernel's function @name, which it does not
 * only call? It may not if the function is sealed (seals.h). 0, or -1 with @err.
 * A name that is not found, or that several have, is left to the others.
 */
int pb_reference_address(const struct pb_unit *unit, const char *name,
			 struct sc_error *err);
/* Has the kernel sealed a function of that name? */
bool pb_reference_is_sealed(const struct pb_unit *unit, const char *name);
/* A symbol of the unit's target that is known exactly, under the name @symbol. */
int pb_reference_place(struct pb_plan *plan, const struct pb_unit *unit,
		       const char *symbol, const struct pb_kernel_symbol *sym,
		       struct sc_error *err);

#endif
