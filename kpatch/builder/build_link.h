/* SPDX-License-Identifier: GPL-2.0-only */
/* From the objects of the patch to the module. */
#ifndef KPATCH_BUILDER_BUILD_LINK_H
#define KPATCH_BUILDER_BUILD_LINK_H

#include "kpatch/builder/build_priv.h"

/* Is there what linking needs? It is asked before the long work. 0, or -1. */
int pb_build_check_tools(const struct pb_build *build);

/* Make the module of the objects in the plan, and check it. 0, or -1. */
int pb_build_link(struct pb_build *build);

#endif
