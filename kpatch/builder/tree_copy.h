/* SPDX-License-Identifier: GPL-2.0-only */
/* A folder of sources is copied. */
#ifndef KPATCH_BUILDER_TREE_COPY_H
#define KPATCH_BUILDER_TREE_COPY_H

#include "stackcheck/util/error.h"

/*
 * Copy the folder @from to @to, which must not exist. What links lead to is
 * copied, so that nothing of @to leads back. Left out is what kbuild makes
 * (objects, modules, their lists), what begins with a dot, devices, and links to
 * nothing. 0, or -1 with @err.
 */
int pb_tree_copy(const char *from, const char *to, struct sc_error *err);

#endif
