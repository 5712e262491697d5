/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Places of the new code that refer to a symbol of a module. They are filled in
 * when that module is there: by kpatch.ko, which has a table with an entry for
 * each, or by the kernel's livepatch code.
 */
#ifndef KPATCH_BUILDER_MODULE_PLACES_H
#define KPATCH_BUILDER_MODULE_PLACES_H

#include <stdbool.h>

#include "kpatch/builder/object.h"
#include "kpatch/builder/plan.h"
#include "stackcheck/util/error.h"

/* The reference of the plan that an undefined symbol is; NULL: none. */
const struct pb_plan_ref *pb_find_ref(const struct pb_plan *plan,
				      const struct pb_symbol *sym);

/*
 * Whether the loader reads what a section's relocations make. It does not read
 * sections without SHF_ALLOC, and .discard* is gone after the link.
 */
bool pb_is_loaded(const struct pb_section *sec);

/*
 * Whether it is enough to fill in the places of a section when a module comes: 0,
 * or -1 with @err. The kernel reads tables as it loads the patch, and copies
 * replacements of alternatives then. @ko and @reloc, which leads to @ref, are for
 * the message.
 */
int pb_check_late_place(const struct pb_object *ko,
			const struct pb_section *sec,
			const struct pb_reloc *reloc,
			const struct pb_plan_ref *ref, struct sc_error *err);

/*
 * How many places of the plan's new objects refer to the module @target. 0, or
 * -1 with @err if an object cannot be read.
 */
int pb_count_places(const struct pb_plan *plan, const char *target,
		    size_t *n_ret, struct sc_error *err);

#endif
