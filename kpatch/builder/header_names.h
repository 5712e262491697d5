/* SPDX-License-Identifier: GPL-2.0-only */
/* What a change of a header can have an effect on. */
#ifndef KPATCH_BUILDER_HEADER_NAMES_H
#define KPATCH_BUILDER_HEADER_NAMES_H

#include <stdbool.h>

#include "kpatch/builder/words.h"

/* What differs between two texts of a header. */
struct pb_header_names {
	bool all; /* whatever includes the header may change */
	struct pb_words names; /* else: what uses one of these names may */
};

/*
 * Compare two texts of a header. A NULL stands for a header that is not there. 0,
 * or -1 without memory and nothing to free; pb_words_free() frees the names.
 */
int pb_header_compare(const char *old, size_t old_size, const char *new,
		      size_t new_size, struct pb_header_names *names);

#endif
