/* SPDX-License-Identifier: GPL-2.0-only */
/* Types whose size depends on that of a variable. */
#ifndef KPATCH_BUILDER_TYPE_SIZES_H
#define KPATCH_BUILDER_TYPE_SIZES_H

#include "kpatch/builder/type_texts.h"

/*
 * A type of @old that asks for the size of a variable, as an array with as many
 * elements as a table has. Has the variable another size in @new? Returns its
 * name, which points into the type's text and has *@len_ret bytes; NULL: the type asks
 * for none that changes.
 */
const char *pb_type_size_changes(const struct pb_type_text *type,
				 const struct pb_type_texts *old,
				 const struct pb_type_texts *new,
				 size_t *len_ret);

#endif
