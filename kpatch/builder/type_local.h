/* SPDX-License-Identifier: GPL-2.0-only */
/* A function's static variables, and the types that it defines for them. */
#ifndef KPATCH_BUILDER_TYPE_LOCAL_H
#define KPATCH_BUILDER_TYPE_LOCAL_H

#include "kpatch/builder/type_texts.h"

/*
 * Add those of one function to @types: @text is its head and body, a space between
 * all tokens. They are called "struct TAG in FUNCTION", or by the variable: "type
 * NAME in FUNCTION". A variable of another type adds what type_variable.h says.
 * 0, or -1 when out of memory.
 */
int pb_local_types_collect(const char *text, struct pb_type_texts *types);

#endif
