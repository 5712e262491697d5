/* SPDX-License-Identifier: GPL-2.0-only */
/* From an object in memory to a file. */
#ifndef KPATCH_BUILDER_OBJECT_WRITE_H
#define KPATCH_BUILDER_OBJECT_WRITE_H

#include "kpatch/builder/object.h"
#include "stackcheck/util/error.h"

/*
 * Write the object to @path. Dead sections and symbols, and relocations of dead
 * sections, are left out. A living relocation against a dead symbol is an error.
 * The same object gives the same bytes. Returns 0, or -1 with @err filled.
 */
int pb_object_write(const struct pb_object *obj, const char *path,
		    struct sc_error *err);

#endif
