/* SPDX-License-Identifier: GPL-2.0-only */
/* Which structs and unions the variables of a source are made of. */
#ifndef KPATCH_BUILDER_TYPE_VARIABLE_H
#define KPATCH_BUILDER_TYPE_VARIABLE_H

#include <stdbool.h>
#include <stdint.h>

#include "kpatch/builder/type_texts.h"

/*
 * If @text declares variables, add "variable NAME" of each to @types. If they are those
 * of a function, that is "variable NAME in FUNCTION"; @function is NULL at file scope.
 * The text of one is the words and asterisks of its declaration, as
 * "static struct file * NAME", and @value behind them. That number tells the size of
 * the initial value; it is 0 if there is none.
 *
 * @text has a space between all tokens, and no initial value. Declarations of functions
 * and "extern" are passed over. 0, or -1 when out of memory.
 */
int pb_variable_collect(const char *text, const char *function, uint64_t value,
			struct pb_type_texts *types);

/*
 * What was collected of a variable at file scope, whose name has @len bytes; it is the
 * list's. NULL: there is none of that name. @types is sorted.
 */
const char *pb_variable_text(const struct pb_type_texts *types,
			     const char *name, size_t len);

/* The bytes of the numbers that the variable points at; 0: none, or not known. */
unsigned int pb_variable_points_at(const struct pb_type_texts *types,
				   const struct pb_type_text *type);

/* Is it one that nothing writes to? Then only its bytes count. */
bool pb_variable_is_const(const struct pb_type_text *type);

/*
 * Say in @to, which has room for @size bytes, which structs and unions the variable
 * @type of @types is made of or points at, also behind typedefs: "struct file *".
 * Other words of its declaration are left out.
 */
void pb_variable_parts(const struct pb_type_texts *types,
		       const struct pb_type_text *type, char *to, size_t size);

#endif
