/* SPDX-License-Identifier: GPL-2.0-only */
/* New ORC tables in a relocatable object. */
#ifndef STACKCHECK_ORC_WRITE_OBJECT_H
#define STACKCHECK_ORC_WRITE_OBJECT_H

#include "stackcheck/image/orc_table.h"

struct sc_edit;

/*
 * Add tables made of @entries, which are in the order of sections and offsets,
 * to what is written of an object. @header: with the section that tells their
 * layout. In a build modpost adds that to each module. 0, or -1 with @err.
 */
int sc_orc_add_sections(struct sc_edit *edit,
			const struct sc_orc_entry *entries, size_t n,
			bool header, struct sc_error *err);

/*
 * Write a copy of an object with tables made of @entries, which are in the
 * order of sections and offsets. Tables that it has are replaced. Returns 0, or
 * -1 with @err: nothing is written then.
 */
int sc_orc_write_object(struct sc_image *img,
			const struct sc_orc_entry *entries, size_t n,
			const char *out, struct sc_error *err);

#endif
