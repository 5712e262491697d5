// SPDX-License-Identifier: GPL-2.0-only
/*
 * Names inside functions, in images whose symbols tell neither types nor
 * sizes. objtool knew both when it made the image's ORC: where that has a
 * caller's frame, and not the one that a call leaves, no function begins.
 */
#include <stdlib.h>

#include "stackcheck/cfg/cfg.h"
#include "stackcheck/cfg/inner_names.h"
#include "stackcheck/image/orc_table.h"

static bool is_inner(const struct sc_arch *arch, const struct sc_orc_entry *e)
{
	return e && e->type == SC_ORC_TYPE_CALL &&
	       (e->sp_reg != SC_ORC_REG_SP || e->sp_offset != -arch->entry_sp ||
		e->bp_reg != SC_ORC_REG_UNDEFINED);
}

int sc_inner_find(const struct sc_image *img, uint8_t **inner_ret)
{
	struct sc_orc_entry *entries = NULL;
	struct sc_error err;
	size_t n = 0;

	*inner_ret = NULL;
	/* a table that cannot be read tells nothing */
	if (!img->sizes_inferred || sc_orc_read(img, &entries, &n, &err) || !n)
		return 0;
	*inner_ret = calloc(img->nsyms + 1, 1);
	for (uint32_t i = 1; *inner_ret && i < img->nsyms; i++)
		(*inner_ret)[i] = is_inner(
			img->arch, sc_orc_find(entries, n, img->syms[i].sec,
					       img->syms[i].off));
	free(entries);
	return *inner_ret ? 0 : -1;
}
