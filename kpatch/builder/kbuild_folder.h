/* SPDX-License-Identifier: GPL-2.0-only */
/* The folder that kbuild runs in, and kbuild itself for one object. */
#ifndef KPATCH_BUILDER_KBUILD_FOLDER_H
#define KPATCH_BUILDER_KBUILD_FOLDER_H

#include "kpatch/builder/compile.h"

/*
 * Ask kbuild which folder's Makefile lists @object. @folder_ret gets it. -1 with
 * @err if none does: this configuration does not build it.
 */
int pb_kbuild_find(const struct pb_workshop *shop, const char *object,
		   struct kp_path *folder_ret, struct sc_error *err);
/* Let kbuild compile @object, which @folder's Makefile lists. 0, or -1. */
int pb_kbuild_compile(const struct pb_workshop *shop, const char *object,
		      const char *folder, struct sc_error *err);

#endif
