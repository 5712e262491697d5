/* SPDX-License-Identifier: GPL-2.0-only */
/* The types of a source before and after a change. */
#ifndef KPATCH_BUILDER_TYPE_COMPARE_H
#define KPATCH_BUILDER_TYPE_COMPARE_H

#include "stackcheck/util/error.h"

/*
 * Compare the types of two preprocessed files, before and after a change. @allowed
 * names types that may change, as "struct a,union b", or is NULL. Returns 0 if each
 * other type that both have is the same; else -1, with @err naming the first one that
 * is not and what differs in it.
 */
int pb_types_compare(const char *old_file, const char *new_file,
		     const char *allowed, struct sc_error *err);

#endif
