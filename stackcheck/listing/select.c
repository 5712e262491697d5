// SPDX-License-Identifier: GPL-2.0-only
/* From names to functions, and from a wrong name to a likely one. */
#include <string.h>

#include "stackcheck/listing/listing.h"
#include "stackcheck/listing/select.h"
#include "stackcheck/util/name_distance.h"

static struct sc_func *func_of_symbol(const struct sc_object *obj,
				      const struct sc_symbol *sym)
{
	if (!sym->name[0] || sym->sec == SC_SEC_UNDEF ||
	    sym->sec >= obj->img->nsecs || !obj->code[sym->sec].nfuncs)
		return NULL;
	return sc_func_at(obj, sym->sec, sym->off);
}

/* "name.cold" and "name.cold.5" are read with "name". */
static bool is_part_of(const char *name, const char *whole)
{
	size_t len = strlen(whole);

	return !strncmp(name, whole, len) && !strncmp(name + len, ".cold", 5);
}

static size_t select_func(const struct sc_object *obj, const struct sc_func *f,
			  uint8_t *wanted)
{
	if (!f || f->kind == SC_FUNC_ALT)
		return 0;
	wanted[f - obj->funcs] = 1;
	return 1;
}

size_t sc_listing_select(const struct sc_object *obj, const char *name,
			 uint8_t *wanted)
{
	size_t n = 0;

	for (uint32_t i = 1; i < obj->img->nsyms; i++) {
		const struct sc_symbol *sym = &obj->img->syms[i];

		if (!strcmp(sym->name, name))
			n += select_func(obj, func_of_symbol(obj, sym), wanted);
	}
	for (uint32_t i = 0; n && i < obj->nplain; i++)
		if (obj->funcs[i].kind == SC_FUNC_COLD &&
		    is_part_of(obj->funcs[i].name, name))
			wanted[i] = 1;
	return n;
}

const char *sc_listing_nearest(const struct sc_object *obj, const char *name)
{
	size_t least = sc_name_too_far(name);
	const char *best = NULL;

	for (uint32_t i = 0; i < obj->nplain; i++) {
		const struct sc_func *f = &obj->funcs[i];
		size_t d;

		if (f->kind == SC_FUNC_PREFIX)
			continue;
		d = sc_name_distance(name, f->name);
		if (d < least) {
			least = d;
			best = f->name;
		}
	}
	return best;
}
