/* SPDX-License-Identifier: GPL-2.0-only */
/* Tables that the kernel calls through, and all that may be called so. */
#ifndef STACKCHECK_CHECKER_CALL_TABLES_H
#define STACKCHECK_CHECKER_CALL_TABLES_H

#include "stackcheck/cfg/cfg.h"
#include "stackcheck/util/name_list.h"

/*
 * Visit all functions that tables have at the place through which instruction @i
 * of section @sec calls. @tables has the tables' names, and those that the object
 * lacks are passed over. False: it does not call through such a table, or @visit
 * returned false.
 */
bool sc_call_tables_visit(const struct sc_object *obj,
			  const struct sc_name_list *tables, uint32_t sec,
			  uint32_t i,
			  bool (*visit)(const struct sc_object *obj,
					const struct sc_target *to));

#endif
