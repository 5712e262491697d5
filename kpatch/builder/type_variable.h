/* SPDX-License-Identifier: GPL-2.0-only */
/* Which structs and unions the variables of a source are made of. */
#ifndef KPATCH_BUILDER_TYPE_VARIABLE_H
#define KPATCH_BUILDER_TYPE_VARIABLE_H

#include "kpatch/builder/type_texts.h"

/*
 * If @text declares a variable at file scope, add "variable NAME" to @types. Its
 * text is the words of the declaration: "static struct list_head NAME". @text has a space between all
 * tokens, and no initial value. Declarations of functions and "extern" are passed
 * over. 0, or -1 when out of memory.
 */
int pb_variable_collect(const char *text, struct pb_type_texts *types);

/*
 * Say in @to, which has room for @size bytes, which structs and unions the variable
 * @type of @types is made of, also behind typedefs: "struct list_head". Other words
 * of its declaration are left out.
 */
void pb_variable_parts(const struct pb_type_texts *types,
		       const struct pb_type_text *type, char *to, size_t size);

#endif
