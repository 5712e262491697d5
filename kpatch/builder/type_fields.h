/* SPDX-License-Identifier: GPL-2.0-only */
/* The field that makes two definitions of a type differ. */
#ifndef KPATCH_BUILDER_TYPE_FIELDS_H
#define KPATCH_BUILDER_TYPE_FIELDS_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Say in @to, which has room for @size bytes, what becomes of the first field, or
 * value of an enum, that differs: "its field more is new". The texts are those of
 * type_texts.h. False: it is not a field that differs.
 */
bool pb_types_name_field(const char *old, const char *new, char *to,
			 size_t size);

/*
 * Does the new type have at least two of three of the old one's fields, and is it
 * another all the same? Then it may have taken its place, by another name.
 */
bool pb_types_are_kin(const char *old, const char *new);

#endif
