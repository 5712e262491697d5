/* SPDX-License-Identifier: GPL-2.0-only */
/* One object is built as a part of an out-of-tree module. */
#ifndef KPATCH_BUILDER_OUTSIDE_COMPILE_H
#define KPATCH_BUILDER_OUTSIDE_COMPILE_H

#include "kpatch/builder/compile.h"

/*
 * Let the module's Kbuild compile @object ("sub/part.o"), through the kernel's
 * headers, as `make -C HEADERS M=FOLDER` does it. What was said is in the file
 * module.log of the work folder. 0, or -1 with @err.
 */
int pb_outside_compile(const struct pb_workshop *shop, const char *object,
		       struct sc_error *err);

/*
 * Its command was read: find out which module it is for, and where it ran. 0, or
 * -1 with @err: it is not for the shop's module.
 */
int pb_outside_check(const struct pb_workshop *shop,
		     struct pb_compiled *compiled, struct sc_error *err);

#endif
