/* SPDX-License-Identifier: GPL-2.0-only */
/* What no walk shows of a group: what it does not reach, and who enters it. */
#ifndef STACKCHECK_CHECKER_CHECK_FUNCTION_H
#define STACKCHECK_CHECKER_CHECK_FUNCTION_H

#include "stackcheck/checker/checker.h"

/* The functions of the group as wholes, after its walks. */
void sc_check_functions(struct sc_checker *c);

#endif
