// SPDX-License-Identifier: GPL-2.0-only
/*
 * Where a linked image has the code of the object it was linked from. The
 * object still has the annotations, so what is known of it is more than the
 * image alone would tell.
 *
 * Linkers move whole input sections. Functions whose names are unique in both
 * tell by how far, the others moved like a neighbour; and none counts whose
 * bytes are not the same in both but for relocated fields.
 */
#include <stdlib.h>
#include <string.h>

#include "stackcheck/image/section_index.h"
#include "stackcheck/trust/match_linked.h"
#include "stackcheck/trust/table.h"
#include "stackcheck/trust/targets.h"
#include "stackcheck/util/vec.h"

struct name {
	const char *name;
	uint64_t addr; /* in an object: no more than a number */
};

struct names {
	struct name *list; /* by name */
	size_t n;
};

struct matcher {
	const struct sc_object *obj;
	const struct sc_image *linked;
	uint64_t text;
	struct names here, there;
	struct sc_trust_target *out;
};

/* --- names */

static int compare_names(const void *pa, const void *pb)
{
	const struct name *a = pa, *b = pb;

	return strcmp(a->name, b->name);
}

static int collect_names(const struct sc_image *img, struct names *names)
{
	for (uint32_t i = 1; i < img->nsyms; i++) {
		const struct sc_symbol *s = &img->syms[i];
		struct name name = { .name = s->name };

		if (s->sec == SC_SEC_UNDEF || s->sec >= img->nsecs ||
		    !s->name[0])
			continue;
		name.addr = img->secs[s->sec].addr + s->off;
		if (SC_VEC_PUSH(names->list, names->n, name))
			return -1;
	}
	if (names->n)
		qsort(names->list, names->n, sizeof(*names->list),
		      compare_names);
	return 0;
}

/* The one of that name, or NULL: none or several. */
static const struct name *find_unique(const struct names *names,
				      const char *name)
{
	struct name key = { .name = name };
	const struct name *n = names->n ? bsearch(&key, names->list, names->n,
						  sizeof(key), compare_names)
					: NULL;
	size_t i = n ? (size_t)(n - names->list) : 0;

	if (!n || (i && !strcmp(n[-1].name, name)) ||
	    (i + 1 < names->n && !strcmp(n[1].name, name)))
		return NULL;
	return n;
}

/* --- code */

/* The bytes of @f in the linked image, had it moved by @by; or NULL. */
static const uint8_t *bytes_moved_by(const struct matcher *m,
				     const struct sc_func *f, int64_t by)
{
	uint64_t off, addr = (uint64_t)by + m->text + f->start;
	uint32_t sec = sc_image_find_addr(m->linked, addr, &off);
	const struct sc_section *s = &m->linked->secs[sec];

	if (!sec || !s->data || s->size - off < f->end - f->start)
		return NULL;
	return s->data + off;
}

static bool is_same(const struct matcher *m, const struct sc_func *f,
		    int64_t by)
{
	const struct sc_section *s = &m->obj->img->secs[f->sec];
	const uint8_t *there = bytes_moved_by(m, f, by),
		      *here = s->data + f->start;
	uint64_t at = f->start;
	const struct sc_reloc *r;

	if (!there)
		return false;
	for (r = sc_section_reloc(s, at, f->end - at);
	     r && r < s->relocs + s->nrelocs && r->off < f->end; r++) {
		if (r->off >= at &&
		    memcmp(here + (at - f->start), there + (at - f->start),
			   r->off - at))
			return false;
		at = r->off + m->obj->arch->reloc_width(r->type);
	}
	return at >= f->end || !memcmp(here + (at - f->start),
				       there + (at - f->start), f->end - at);
}

/* By how far the function of a unique name moved. */
static bool find_move(const struct matcher *m, const struct sc_func *f,
		      int64_t *by_ret)
{
	const struct name *here = find_unique(&m->here, f->name);
	const struct name *there = find_unique(&m->there, f->name);

	if (!f->name[0] || !here || !there)
		return false;
	*by_ret = (int64_t)(there->addr - m->text - f->start);
	return is_same(m, f, *by_ret);
}

/* The same from the next function on that tells. */
static bool find_next_move(const struct matcher *m, uint32_t k, int64_t *by_ret)
{
	const struct sc_func *f = &m->obj->funcs[k];

	for (; k < m->obj->nplain && m->obj->funcs[k].sec == f->sec; k++)
		if (find_move(m, &m->obj->funcs[k], by_ret))
			return is_same(m, f, *by_ret);
	return false;
}

static int add_piece(struct matcher *m, const struct sc_func *f, int64_t by,
		     bool goes_on)
{
	struct sc_trust_target *t = m->out;
	struct sc_trust_piece p = { f->sec, f->start, f->end,
				    by + (int64_t)f->start };

	if (!goes_on)
		return SC_VEC_PUSH(t->pieces, t->npieces, p);
	t->pieces[t->npieces - 1].end = f->end;
	return 0;
}

static int match_functions(struct matcher *m)
{
	const struct sc_object *obj = m->obj;
	int64_t by = 0, now;
	bool known = false;

	for (uint32_t k = 0; k < obj->nplain; k++) {
		const struct sc_func *f = &obj->funcs[k];
		bool goes_on = known && f->sec == f[-1].sec;

		/* linkers fill gaps as they like */
		if (goes_on && sc_trust_is_filler(obj, f))
			continue;
		known = find_move(m, f, &now);
		if (!known && goes_on && is_same(m, f, by)) {
			now = by;
			known = true;
		}
		if (!known)
			known = find_next_move(m, k, &now);
		if (!known)
			continue;
		if (add_piece(m, f, now, goes_on && now == by))
			return -1;
		by = now;
	}
	return 0;
}

int sc_trust_target_linked(const struct sc_object *obj,
			   const struct sc_image *linked,
			   struct sc_trust_target *ret, struct sc_error *err)
{
	struct matcher m = { .obj = obj, .linked = linked, .out = ret };
	int bad = 0;

	*ret = (struct sc_trust_target){ 0 };
	if (!linked->linked || obj->img->linked)
		return sc_fail(err, "%s is not linked from %s", linked->path,
			       obj->img->path);
	if (sc_trust_target_id(ret, linked, &m.text, err))
		return -1;
	if (collect_names(obj->img, &m.here) ||
	    collect_names(linked, &m.there) || match_functions(&m))
		bad = sc_fail(err, "out of memory");
	else if (!ret->npieces)
		bad = sc_fail(err, "%s: nothing of %s is in it", linked->path,
			      obj->img->path);
	free(m.here.list);
	free(m.there.list);
	return bad;
}
