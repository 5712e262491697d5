/* SPDX-License-Identifier: GPL-2.0-only */
/* The other forms of an object that was compiled as the kernel has it. */
#ifndef KPATCH_BUILDER_FORMS_H
#define KPATCH_BUILDER_FORMS_H

#include "kpatch/builder/compile.h"

/*
 * Preprocess the source of @compiled before and after the change, into its texts.
 * 0, or -1 with @err.
 */
int pb_preprocess_forms(const struct pb_workshop *shop,
			const struct pb_shadow *shadow,
			struct pb_compiled *compiled, struct sc_error *err);

/*
 * Compile the other forms of @compiled: as unit.h says, with the source as it is
 * in @shadow for those that are changed. 0, or -1 with @err.
 */
int pb_compile_forms(const struct pb_workshop *shop,
		     const struct pb_shadow *shadow,
		     struct pb_compiled *compiled, struct sc_error *err);

#endif
