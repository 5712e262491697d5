/* SPDX-License-Identifier: GPL-2.0-only */
/* What an object must not have if its kernel is built with mitigations. */
#ifndef STACKCHECK_CHECKER_CHECK_MITIGATIONS_H
#define STACKCHECK_CHECKER_CHECK_MITIGATIONS_H

#include "stackcheck/checker/checker.h"

/*
 * Show the rules of @mitigations, a mask of enum sc_mitigation, all indirect
 * branches and returns of @obj, and all addresses of code that are no landings.
 * It takes no walk: what is never run can still be speculated into.
 */
void sc_check_mitigations(const struct sc_object *obj, unsigned int mitigations,
			  struct sc_result *res);

#endif
