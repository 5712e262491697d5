/* SPDX-License-Identifier: GPL-2.0-only */
/* Tables that the kernel calls through, and all that may be called so. */
#ifndef STACKCHECK_CHECKER_CALL_TABLES_H
#define STACKCHECK_CHECKER_CALL_TABLES_H

#include "stackcheck/cfg/cfg.h"

/*
 * Visit all functions that tables of the object have at the place through which
 * instruction @i of section @sec calls. False: it does not call through such a
 * table, or @visit returned false.
 */
bool sc_call_tables_visit(const struct sc_object *obj, uint32_t sec, uint32_t i,
			  bool (*visit)(const struct sc_object *obj,
					const struct sc_target *to));

#endif
