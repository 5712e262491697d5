/* SPDX-License-Identifier: GPL-2.0-only */
/* Types that a function defines for its static variables. */
#ifndef KPATCH_BUILDER_TYPE_LOCAL_H
#define KPATCH_BUILDER_TYPE_LOCAL_H

#include "kpatch/builder/type_texts.h"

/*
 * Add those of one function to @types: @text is its head and body, a space between
 * all tokens. They are called "struct TAG in FUNCTION", or by the variable: "type
 * NAME in FUNCTION". 0, or -1 when out of memory.
 */
int pb_local_types_collect(const char *text, struct pb_type_texts *types);

#endif
