/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Direct branches from one function to another in the same section. The
 * assembler resolves them, and leaves no relocation.
 */
#ifndef KPATCH_BUILDER_NEAR_BRANCHES_H
#define KPATCH_BUILDER_NEAR_BRANCHES_H

#include "kpatch/builder/object.h"
#include "stackcheck/util/error.h"

/*
 * Give each such branch of @obj a relocation, so that it says which function it
 * leads to, and no longer how far that is. 0, or -1 with @err.
 */
int pb_near_branches_relocate(struct pb_object *obj, struct sc_error *err);

#endif
