/* SPDX-License-Identifier: GPL-2.0-only */
/* Code that no instrumentation may come into, and where it leads. */
#ifndef STACKCHECK_CHECKER_CHECK_NOINSTR_H
#define STACKCHECK_CHECKER_CHECK_NOINSTR_H

#include "stackcheck/checker/checker.h"

/*
 * Follow all paths of functions in noinstr sections. Findings go to @res.
 * @linked: all that is called is in the object; else nothing is said of calls
 * of undefined symbols. @callees: what the analysis found of callees. 0, or -1
 * when out of memory.
 */
int sc_check_noinstr(const struct sc_object *obj,
		     const struct sc_callees *callees, bool linked,
		     struct sc_result *res);

#endif
