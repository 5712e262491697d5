/* SPDX-License-Identifier: GPL-2.0-only */
/* Code of a finished patch module, and the tables that must know of it. */
#ifndef KPATCH_BUILDER_VERIFY_CODE_H
#define KPATCH_BUILDER_VERIFY_CODE_H

#include <stdbool.h>

#include "kpatch/builder/object.h"
#include "stackcheck/util/error.h"

/*
 * Each use of a return thunk and of an indirect thunk is in the table that the
 * kernel reads to rewrite it. 0, or -1 with @err.
 */
int pb_verify_sites(const struct pb_object *ko, struct sc_error *err);

/*
 * No code holds a value that the kernel rewrites at boot, but not in modules. 0,
 * or -1 with @err.
 */
int pb_verify_constants(const struct pb_object *ko, struct sc_error *err);

/*
 * The new function @symbol is code that stays, the trust table covers it, and
 * with @orc the unwind table does. 0, or -1 with @err.
 */
int pb_verify_function(const struct pb_object *ko, const char *symbol, bool orc,
		       struct sc_error *err);

#endif
