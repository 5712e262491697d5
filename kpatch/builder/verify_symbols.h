/* SPDX-License-Identifier: GPL-2.0-only */
/* Symbols of a finished patch module that the loader has to find elsewhere. */
#ifndef KPATCH_BUILDER_VERIFY_SYMBOLS_H
#define KPATCH_BUILDER_VERIFY_SYMBOLS_H

#include <stdbool.h>

#include "kpatch/builder/exports.h"
#include "kpatch/builder/object.h"
#include "kpatch/builder/plan.h"
#include "stackcheck/util/error.h"

/*
 * As pb_verify_module() tells. @exports are those of the kernel, and @versions
 * says that it has CONFIG_MODVERSIONS. 0, or -1 with @err.
 */
int pb_verify_symbols(const struct pb_object *ko, enum pb_plan_format format,
		      const struct pb_exports *exports, bool versions,
		      struct sc_error *err);

#endif
