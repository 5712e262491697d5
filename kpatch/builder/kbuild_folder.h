/* SPDX-License-Identifier: GPL-2.0-only */
/* The folder that kbuild runs in, and kbuild itself for one object. */
#ifndef KPATCH_BUILDER_KBUILD_FOLDER_H
#define KPATCH_BUILDER_KBUILD_FOLDER_H

#include "kpatch/builder/compile.h"

/*
 * Let kbuild compile @object, by the nearest folder whose Makefile lists it. 0,
 * or -1 with @err: also if none does, since this configuration does not build it.
 */
int pb_kbuild_compile(const struct pb_workshop *shop, const char *object,
		      struct sc_error *err);

#endif
