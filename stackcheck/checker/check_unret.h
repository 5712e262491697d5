/* SPDX-License-Identifier: GPL-2.0-only */
/* Ways into the kernel, up to where predictions of returns are made safe. */
#ifndef STACKCHECK_CHECKER_CHECK_UNRET_H
#define STACKCHECK_CHECKER_CHECK_UNRET_H

#include "stackcheck/checker/checker.h"

/*
 * Follow all ways from where annotations say that nothing was made safe yet.
 * Findings go to @res. 0, or -1 when out of memory.
 */
int sc_check_unret(const struct sc_object *obj, struct sc_result *res);

#endif
