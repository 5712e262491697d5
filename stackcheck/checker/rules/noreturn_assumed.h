/* SPDX-License-Identifier: GPL-2.0-only */
/* The one rule that no object shows by itself: who has several reports it. */
#ifndef STACKCHECK_CHECKER_RULES_NORETURN_ASSUMED_H
#define STACKCHECK_CHECKER_RULES_NORETURN_ASSUMED_H

#include <stdbool.h>

#include "stackcheck/checker/result.h"

/* What was done on the assumption that a function does not return. */
struct sc_assumed_use {
	const char *callee; /* the function, which does return */
	const char *user; /* what rests on it; NULL: the code at the finding */
	const char *path; /* the object where that is; NULL: told by @user */
	bool made; /* a table was made; else the code was checked */
};

/* A finding of the rule at @place goes to @res. */
void sc_report_assumed(struct sc_result *res, const struct sc_place *place,
		       const struct sc_assumed_use *use);

#endif
