/* SPDX-License-Identifier: GPL-2.0-only */
/* Paths that are given to kbuild. */
#ifndef KPATCH_BUILDER_KBUILD_PATH_H
#define KPATCH_BUILDER_KBUILD_PATH_H

#include "stackcheck/util/error.h"

/* 0, or -1 with @err: kbuild would take the folder for words, or for its own. */
int pb_kbuild_check_path(const char *path, struct sc_error *err);

#endif
