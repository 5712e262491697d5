/* SPDX-License-Identifier: GPL-2.0-only */
/* Folders with all that is in them. */
#ifndef KPATCH_BUILDER_TREE_H
#define KPATCH_BUILDER_TREE_H

#include <stdbool.h>
#include <stdint.h>

#include "stackcheck/util/error.h"

/* Remove it; nothing is wrong if it is not there. 0, or -1 with @err. */
int pb_tree_remove(const char *path, struct sc_error *err);

/* Bytes on disk that it takes; each of a file's names has an equal share. */
uint64_t pb_tree_size(const char *path);

/* Whether some file in it has a name that ends so. */
bool pb_tree_has(const char *path, const char *suffix);

/*
 * Each regular file of @other that is also in @path, under the same name and with
 * the same bytes, becomes a second name of that in @path. They must be on one
 * file system. 0, or -1 with @err.
 */
int pb_tree_share(const char *path, const char *other, struct sc_error *err);

#endif
