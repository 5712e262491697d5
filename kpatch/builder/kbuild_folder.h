/* SPDX-License-Identifier: GPL-2.0-only */
/* One object is built as a part of the kernel. */
#ifndef KPATCH_BUILDER_KBUILD_FOLDER_H
#define KPATCH_BUILDER_KBUILD_FOLDER_H

#include "kpatch/builder/compile.h"

/*
 * Let kbuild compile @object, by the nearest folder whose Makefile lists it. 0,
 * or -1 with @err: also if none does, since this configuration does not build it.
 * *@module_ret gets the module that it is a part of, "fs/ext4/ext4", which the
 * caller frees; NULL: it is a part of vmlinux.
 */
int pb_kbuild_compile(const struct pb_workshop *shop, const char *object,
		      char **module_ret, struct sc_error *err);

/*
 * Does kbuild come to the folder whose makefile lists @object? If not, the object may
 * still compile, but the kernel has nothing of it. 0, or -1 with @err if it does not.
 * The answer takes time, so ask only of what the kernel seems not to have.
 */
int pb_kbuild_check_reached(const struct pb_workshop *shop, const char *object,
			    struct sc_error *err);

#endif
