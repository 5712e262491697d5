/* SPDX-License-Identifier: GPL-2.0-only */
/* Whether two preprocessed texts give the same code. */
#ifndef KPATCH_BUILDER_TEXTS_SAME_H
#define KPATCH_BUILDER_TEXTS_SAME_H

#include <stdbool.h>

#include "stackcheck/util/error.h"

/*
 * Compare two preprocessed files: the tokens of C sources, pragmas with them, and
 * lines of assembly. Marks of lines do not count. 0, or -1 with @err.
 */
int pb_texts_compare(const char *old_file, const char *new_file, bool *same_ret,
		     struct sc_error *err);

#endif
