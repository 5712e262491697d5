/* SPDX-License-Identifier: GPL-2.0-only */
/* Where code may access memory of users, and whom it calls there. */
#ifndef STACKCHECK_CHECKER_CHECK_USER_ACCESS_H
#define STACKCHECK_CHECKER_CHECK_USER_ACCESS_H

#include "stackcheck/checker/checker.h"

/*
 * Follow access to memory of users through all functions that open or close it,
 * that are listed as ones to be called with it open, or that are called so from
 * here. Findings go to @res. @callees: what the analysis found of callees.
 * 0, or -1 when out of memory.
 */
int sc_check_user_access(const struct sc_object *obj,
			 const struct sc_callees *callees,
			 struct sc_result *res);

#endif
