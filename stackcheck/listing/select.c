// SPDX-License-Identifier: GPL-2.0-only
/* From names to functions, and from a wrong name to a likely one. */
#include <string.h>

#include "stackcheck/listing/listing.h"

#define NAME_MAX_LEN 128 /* longer names are not guessed at */

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

static size_t min3(size_t a, size_t b, size_t c)
{
	size_t least = a < b ? a : b;

	return least < c ? least : c;
}

/* How many letters to add, drop or change. */
static size_t distance(const char *a, size_t alen, const char *b, size_t blen)
{
	size_t row[NAME_MAX_LEN + 1];

	for (size_t j = 0; j <= blen; j++)
		row[j] = j;
	for (size_t i = 1; i <= alen; i++) {
		size_t diagonal = row[0];

		row[0] = i;
		for (size_t j = 1; j <= blen; j++) {
			size_t above = row[j];

			row[j] = min3(row[j - 1] + 1, above + 1,
				      diagonal + (a[i - 1] != b[j - 1]));
			diagonal = above;
		}
	}
	return row[blen];
}

const char *sc_listing_nearest(const struct sc_object *obj, const char *name)
{
	size_t len = strlen(name), least = len / 2 + 1;
	const char *best = NULL;

	if (len > NAME_MAX_LEN)
		return NULL;
	for (uint32_t i = 0; i < obj->nplain; i++) {
		const char *other = obj->funcs[i].name;
		size_t olen = strlen(other), d;

		if (obj->funcs[i].kind == SC_FUNC_PREFIX || !olen ||
		    olen > NAME_MAX_LEN)
			continue;
		d = distance(name, len, other, olen);
		/* a part of a name is as good as a slip */
		if (len >= 4 && d > 2 && strstr(other, name))
			d = 2;
		if (d < least) {
			least = d;
			best = other;
		}
	}
	return best;
}
