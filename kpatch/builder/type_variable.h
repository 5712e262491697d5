/* SPDX-License-Identifier: GPL-2.0-only */
/* Which structs and unions the variables of a source are made of. */
#ifndef KPATCH_BUILDER_TYPE_VARIABLE_H
#define KPATCH_BUILDER_TYPE_VARIABLE_H

#include <stdint.h>

#include "kpatch/builder/type_texts.h"

/*
 * If @text declares a variable, add "variable NAME" to @types, or "variable NAME in
 * FUNCTION" if it is one of @function, which is NULL for those at file scope. Its
 * text is the words and asterisks of the declaration: "static struct file * NAME".
 * Behind it comes @value, a hash of its initial value, or 0 without one. @text has a space between all tokens, and no initial value. Declarations of
 * functions and "extern" are passed over. 0, or -1 when out of memory.
 */
int pb_variable_collect(const char *text, const char *function, uint64_t value,
			struct pb_type_texts *types);

/*
 * What tells the initial value of a variable at file scope, whose name has @len bytes;
 * it is the list's. NULL: there is none of that name. @types is sorted.
 */
const char *pb_variable_value(const struct pb_type_texts *types,
			      const char *name, size_t len);

/*
 * Say in @to, which has room for @size bytes, which structs and unions the variable
 * @type of @types is made of or points at, also behind typedefs: "struct file *".
 * Other words of its declaration are left out.
 */
void pb_variable_parts(const struct pb_type_texts *types,
		       const struct pb_type_text *type, char *to, size_t size);

#endif
