// SPDX-License-Identifier: GPL-2.0-only
/* A table put into the object it is about. */
#include <elf.h>

#include "stackcheck/trust_make.h"

int sc_trust_embed(struct sc_image *img, const struct sc_trust_table *table,
		   const char *out, struct sc_error *err)
{
	const struct sc_new_section sec = { .name = SC_TRUST_SECTION,
					    .data = table->bytes,
					    .size = table->size,
					    .flags = SHF_ALLOC,
					    .align = SC_TRUST_ALIGN,
					    .relocs = table->relocs,
					    .nrelocs = table->nrelocs };

	return sc_image_write_copy(img, out, &sec, 1, err);
}
