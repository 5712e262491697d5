// SPDX-License-Identifier: GPL-2.0-only
/* Places where a compiler has put the hash of a function's type (kCFI). */
#include <elf.h>
#include <stdlib.h>

#include "stackcheck/elf_writer/elf_edit.h"
#include "stackcheck/sites/find_cfi.h"
#include "stackcheck/sites/prefix_symbols.h"
#include "stackcheck/util/affix.h"

bool sc_is_cfi_preamble(const struct sc_object *obj, const struct sc_symbol *s)
{
	return s->type == STT_FUNC && s->sec != SC_SEC_UNDEF &&
	       s->sec < obj->img->nsecs && obj->code[s->sec].insns &&
	       sc_starts_with(s->name, "__cfi_");
}

static int compare_places(const void *pa, const void *pb)
{
	const struct sc_site *a = pa, *b = pb;

	if (a->sec != b->sec)
		return a->sec < b->sec ? -1 : 1;
	return a->off < b->off ? -1 : a->off > b->off;
}

int sc_cfi_find(const struct sc_object *obj, struct sc_sites *sites)
{
	struct sc_site_list *found = &sites->table[SC_SITES_CFI];

	for (uint32_t i = 1; i < obj->img->nsyms; i++) {
		const struct sc_symbol *s = &obj->img->syms[i];
		struct sc_site site = { .sec = s->sec,
					.off = (uint32_t)s->off };

		if (sc_is_cfi_preamble(obj, s) &&
		    sc_site_add(sites, SC_SITES_CFI, &site))
			return -1;
	}
	if (found->n)
		qsort(found->list, found->n, sizeof(*found->list),
		      compare_places);
	return 0;
}

int sc_cfi_grow_symbols(const struct sc_object *obj, unsigned int room,
			struct sc_edit *edit, struct sc_error *err)
{
	for (uint32_t i = 1; i < obj->img->nsyms; i++) {
		const struct sc_symbol *s = &obj->img->syms[i];

		if (sc_is_cfi_preamble(obj, s) && s->size &&
		    sc_has_room(obj, s->sec, s->off + s->size + room, room) &&
		    sc_edit_resize_symbol(edit, i, s->size + room, err))
			return -1;
	}
	return 0;
}
