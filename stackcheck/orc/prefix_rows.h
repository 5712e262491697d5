/* SPDX-License-Identifier: GPL-2.0-only */
/* ORC of the room before functions, where the kernel writes code. */
#ifndef STACKCHECK_ORC_PREFIX_ROWS_H
#define STACKCHECK_ORC_PREFIX_ROWS_H

#include "stackcheck/cfg/cfg.h"
#include "stackcheck/image/orc_table.h"

/*
 * Put entries for the @room bytes before each function that has them into a
 * table of sc_orc_make(): all of it as at the function's first byte. 0, or -1
 * when out of memory: the table is as it was.
 */
int sc_orc_add_prefixes(const struct sc_object *obj, unsigned int room,
			struct sc_orc_entry **entries, size_t *n);

#endif
