/* SPDX-License-Identifier: GPL-2.0-only */
/* From the changed files to the sources that are compiled. */
#ifndef KPATCH_BUILDER_BUILD_SOURCES_H
#define KPATCH_BUILDER_BUILD_SOURCES_H

#include "kpatch/builder/build_priv.h"

/*
 * Find the sources that change, and behind them those that include what changes.
 * 0, or -1.
 */
int pb_build_find_sources(struct pb_build *build);

#endif
