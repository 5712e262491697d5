/* SPDX-License-Identifier: GPL-2.0-only */
/* A table put into the object it is about. */
#ifndef STACKCHECK_TRUST_EMBED_H
#define STACKCHECK_TRUST_EMBED_H

#include "stackcheck/trust/table.h"

/* Say on standard error that sections of @path were left out, if any were. */
void sc_trust_warn(const struct sc_trust_table *table, const char *path);

struct sc_edit;

/* Add the table to what is written of its object. 0, or -1 with @err. */
int sc_trust_add_section(struct sc_edit *edit,
			 const struct sc_trust_table *table,
			 struct sc_error *err);

/* Put the table into @img as a section that is loaded, and write @out. */
int sc_trust_embed(struct sc_image *img, const struct sc_trust_table *table,
		   const char *out, struct sc_error *err);

#endif
