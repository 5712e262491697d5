/* SPDX-License-Identifier: GPL-2.0-only */
/* New ORC tables in a linked image, in the room that its own have. */
#ifndef STACKCHECK_ORC_WRITE_LINKED_H
#define STACKCHECK_ORC_WRITE_LINKED_H

#include "stackcheck/image/orc_table.h"

/*
 * Write a copy of a linked image with @entries (put in order by address) in
 * the place of its own tables. Returns 0, or -1 with @err: no room for them.
 */
int sc_orc_write_linked(struct sc_image *img, struct sc_orc_entry *entries,
			size_t n, const char *out, struct sc_error *err);

#endif
