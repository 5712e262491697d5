/* SPDX-License-Identifier: GPL-2.0-only */
/* A finished patch module is read again, and refused if a part is not right. */
#ifndef KPATCH_BUILDER_VERIFY_H
#define KPATCH_BUILDER_VERIFY_H

#include "kpatch/builder/plan.h"
#include "stackcheck/util/error.h"

/*
 * Check the module @ko that pb_post_link() made from @plan, for the kernel whose
 * build folder is @headers. Refused are, each by its name:
 *  - a symbol that neither the kernel exports to this module nor its livepatch
 *    code finds; with CONFIG_MODVERSIONS one without a version, too;
 *  - a place for the loader that holds something, or that it cannot relocate;
 *  - a call of a thunk that is in none of the tables that the kernel reads;
 *  - code that holds the placeholder of a runtime constant, or its table;
 *  - a function of the plan that is missing in code, in the tables, in the unwind
 *    table or in the trust table;
 *  - a module for another kernel.
 * Returns 0, or -1 with @err.
 */
int pb_verify_module(const struct pb_plan *plan, const char *ko,
		     const char *headers, struct sc_error *err);

#endif
