/* SPDX-License-Identifier: GPL-2.0-only */
/* From findings to the functions that are not to be trusted for them. */
#ifndef STACKCHECK_TRUST_REASONS_H
#define STACKCHECK_TRUST_REASONS_H

#include "stackcheck/trust/table.h"

/*
 * By function index: why it is not to be trusted, or SC_TRUST_R_NONE. The
 * caller's to free; NULL when out of memory.
 */
uint8_t *sc_trust_reasons(const struct sc_analysis *analysis,
			  const struct sc_result *res);

#endif
