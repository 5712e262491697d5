/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The types that a preprocessed source defines, as texts. Objects of a type
 * exist in the kernel with its old layout, so a patch must not change it. Macros
 * are expanded in these texts: equal texts mean equal layouts.
 */
#ifndef KPATCH_BUILDER_TYPE_TEXTS_H
#define KPATCH_BUILDER_TYPE_TEXTS_H

#include <stddef.h>

#include "stackcheck/util/error.h"

struct pb_type_text {
	char *name; /* "struct page", "type u32", "enum with ZONE_DMA" */
	char *text; /* of the definition, a space between all tokens */
};

/* Owns its texts. */
struct pb_type_texts {
	struct pb_type_text *list; /* by name */
	size_t n;
};

/*
 * Collect the definitions at file scope in the @size bytes at @text, those of
 * type_local.h, and what type_variable.h tells of variables. 0, or -1
 * with @err and nothing to free: parentheses or braces that do not fit.
 */
int pb_types_collect(const char *text, size_t size, struct pb_type_texts *types,
		     struct sc_error *err);
void pb_types_free(struct pb_type_texts *types);

#endif
