/* SPDX-License-Identifier: GPL-2.0-only */
/* The object of a patch: what was selected of a new object, and no more. */
#ifndef KPATCH_BUILDER_EMIT_H
#define KPATCH_BUILDER_EMIT_H

#include "kpatch/builder/plan.h"
#include "kpatch/builder/select.h"

/*
 * Make the object for @unit, and add its functions and references to @plan. The
 * caller writes it, and frees it with pb_object_free(). Returns NULL with @err
 * filled: something that was selected cannot be in a module.
 */
struct pb_object *pb_emit(const struct pb_unit *unit,
			  const struct pb_selection *selection,
			  struct pb_plan *plan, struct sc_error *err);

#endif
