// SPDX-License-Identifier: GPL-2.0-only
/* Landings of functions that nothing jumps to. */
#include <elf.h>
#include <stdlib.h>

#include "stackcheck/sites/find_seals.h"
#include "stackcheck/cfg/pointers.h"
#include "stackcheck/util/search.h"
#include "stackcheck/util/vec.h"

/* Functions that begin with a landing, by place. */
struct landings {
	const struct sc_object *obj;
	struct sc_site *list;
	uint8_t *used;
	size_t n;
};

static bool begins_with_landing(const struct sc_object *obj,
				const struct sc_symbol *s)
{
	uint32_t i;

	if (s->type != STT_FUNC || !s->size || s->sec == SC_SEC_UNDEF ||
	    s->sec >= obj->img->nsecs || !obj->code[s->sec].insns)
		return false;
	i = sc_insn_at(obj, s->sec, s->off);
	return i != UINT32_MAX &&
	       obj->arch->is_landing(obj->img->secs[s->sec].data + s->off,
				     sc_code_insn(&obj->code[s->sec], i).len);
}

static int compare_places(const void *pa, const void *pb)
{
	const struct sc_site *a = pa, *b = pb;

	if (a->sec != b->sec)
		return a->sec < b->sec ? -1 : 1;
	return a->off < b->off ? -1 : a->off > b->off;
}

/* A function may have several names. */
static void drop_repeats(struct landings *l)
{
	size_t n = 0;

	for (size_t i = 0; i < l->n; i++)
		if (!n || compare_places(&l->list[n - 1], &l->list[i]))
			l->list[n++] = l->list[i];
	l->n = n;
}

static int find_landings(struct landings *l)
{
	const struct sc_image *img = l->obj->img;

	for (uint32_t i = 1; i < img->nsyms; i++) {
		struct sc_site site = { .sec = img->syms[i].sec,
					.off = (uint32_t)img->syms[i].off };

		if (begins_with_landing(l->obj, &img->syms[i]) &&
		    SC_VEC_PUSH(l->list, l->n, site))
			return -1;
	}
	if (l->n)
		qsort(l->list, l->n, sizeof(*l->list), compare_places);
	drop_repeats(l);
	l->used = calloc(l->n + 1, 1);
	return l->used ? 0 : -1;
}

static int mark_used(void *ctx, const struct sc_pointer *p)
{
	struct landings *l = ctx;
	size_t i = SC_FIRST_NOT(k, 0, l->n,
				SC_IS_BEFORE(l->list[k], p->sec, p->off));

	if (i < l->n && l->list[i].sec == p->sec && l->list[i].off == p->off)
		l->used[i] = 1;
	return 0;
}

static int add_unused(const struct landings *l, struct sc_sites *sites)
{
	for (size_t i = 0; i < l->n; i++)
		if (!l->used[i] &&
		    sc_site_add(sites, SC_SITES_SEAL, &l->list[i]))
			return -1;
	return 0;
}

int sc_seals_find(const struct sc_object *obj, struct sc_sites *sites)
{
	struct landings l = { .obj = obj };
	int bad = find_landings(&l) || sc_pointers_visit(obj, mark_used, &l) ||
		  add_unused(&l, sites);

	free(l.list);
	free(l.used);
	return bad ? -1 : 0;
}
