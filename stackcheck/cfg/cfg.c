// SPDX-License-Identifier: GPL-2.0-only
/* Taking an image apart: the order of the stages, and look-ups in them. */
#include "stackcheck/cfg/annotations.h"
#include "stackcheck/cfg/branches.h"
#include "stackcheck/cfg/cfg.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "stackcheck/cfg/decode.h"
#include "stackcheck/cfg/functions.h"
#include "stackcheck/cfg/groups.h"
#include "stackcheck/cfg/kernel_tables.h"
#include "stackcheck/cfg/padding.h"
#include "stackcheck/cfg/switch_tables.h"
#include "stackcheck/image/section_index.h"
#include "stackcheck/util/search.h"
#include "stackcheck/util/vec.h"

static int take_apart(struct sc_object *obj, struct sc_decoder *dec)
{
	if (sc_shapes_init(&obj->shapes, obj->arch->sp) ||
	    sc_functions_find(obj) || sc_code_decode(obj, dec) ||
	    sc_special_read(obj, dec) || sc_annotations_read(obj) ||
	    obj->arch->guest_edges(obj))
		return -1;
	free(obj->known);
	obj->known = NULL;
	sc_branches_resolve(obj);
	if (sc_tables_find(obj) || sc_groups_link(obj))
		return -1;
	obj->arch->leaves(obj);
	sc_padding_find(obj);
	return 0;
}

struct sc_object *sc_object_new(struct sc_image *img, struct sc_decoder *dec,
				struct sc_error *err)
{
	struct sc_object *obj = calloc(1, sizeof(*obj));

	if (obj) {
		obj->img = img;
		obj->arch = img->arch;
		/* the loader takes a module's own */
		obj->weak_open =
			!img->linked &&
			!sc_image_section(img, ".gnu.linkonce.this_module");
		obj->code = calloc(img->nsecs + 1, sizeof(*obj->code));
	}
	if (!obj || !obj->code || (obj->arch && take_apart(obj, dec))) {
		sc_fail(err, "%s: out of memory", img->path);
		sc_object_free(obj);
		return NULL;
	}
	if (!obj->arch) {
		sc_fail(err, "%s: no support for ELF machine %u", img->path,
			img->machine);
		sc_object_free(obj);
		return NULL;
	}
	return obj;
}

void sc_object_free(struct sc_object *obj)
{
	if (!obj)
		return;
	for (uint32_t i = 0; obj->code && i < obj->img->nsecs; i++)
		sc_code_free(&obj->code[i]);
	sc_shapes_free(&obj->shapes);
	free(obj->known);
	for (uint32_t i = 0; i < obj->ndefects; i++)
		free(obj->defects[i].text);
	free(obj->defects);
	free(obj->code);
	free(obj->sym_callee);
	free(obj->funcs);
	free(obj->entries);
	free(obj->labels);
	free(obj->data);
	free(obj->edges);
	free(obj->alts);
	free(obj->hints);
	free(obj->groups);
	free(obj->members);
	free(obj->calls);
	free(obj);
}

void sc_defect_add(struct sc_object *obj, unsigned int rule, uint32_t sec,
		   uint32_t off, const char *fmt, ...)
{
	struct sc_defect d = { .rule = rule, .sec = sec, .off = off };
	va_list ap;

	va_start(ap, fmt);
	if (vasprintf(&d.text, fmt, ap) < 0)
		d.text = NULL;
	va_end(ap);
	if (d.text && SC_VEC_PUSH(obj->defects, obj->ndefects, d))
		free(d.text);
}

/* The last of @n functions from @funcs on that starts at or before @off. */
static struct sc_func *last_before(struct sc_func *funcs, uint32_t n,
				   uint32_t sec, uint64_t off)
{
	size_t behind =
		SC_FIRST_NOT(i, 0, n,
			     funcs[i].sec < sec || (funcs[i].sec == sec &&
						    funcs[i].start <= off));

	return behind ? &funcs[behind - 1] : NULL;
}

/* From the first function that reaches into these 256 bytes on. */
static struct sc_func *by_index(const struct sc_object *obj,
				const struct sc_code *code, uint32_t sec,
				uint64_t off)
{
	uint32_t i, end = code->first_func + code->nfuncs;

	if (off >= obj->img->secs[sec].size)
		return NULL;
	for (i = code->func_index[off >> 8]; i < end; i++) {
		struct sc_func *f = &obj->funcs[i];

		if (off < f->start)
			return NULL;
		if (off < f->end)
			return f;
	}
	return NULL;
}

struct sc_func *sc_func_at(const struct sc_object *obj, uint32_t sec,
			   uint64_t off)
{
	struct sc_func *f = NULL;

	if (sec >= obj->img->nsecs)
		return NULL;
	if (obj->code[sec].func_index)
		return by_index(obj, &obj->code[sec], sec, off);
	if (obj->code[sec].nfuncs)
		f = last_before(obj->funcs + obj->code[sec].first_func,
				obj->code[sec].nfuncs, sec, off);
	else if (obj->nfuncs > obj->nplain)
		f = last_before(obj->funcs + obj->nplain,
				obj->nfuncs - obj->nplain, sec, off);
	return f && f->sec == sec && off >= f->start && off < f->end ? f : NULL;
}

struct sc_func *sc_alt_at(const struct sc_object *obj, uint32_t sec,
			  uint64_t off, uint32_t from_sec, uint64_t from_off)
{
	struct sc_func *first, *f;

	if (obj->nfuncs == obj->nplain)
		return NULL;
	first = obj->funcs + obj->nplain;
	f = last_before(first, obj->nfuncs - obj->nplain, sec, off);

	for (; f && f >= first && f->sec == sec && f->start == off; f--)
		if (f->back_sec == from_sec && f->alt_off == from_off)
			return f;
	return NULL;
}

const struct sc_reloc *sc_reloc_at(const struct sc_object *obj, uint32_t sec,
				   uint64_t off, uint64_t len)
{
	const struct sc_section *s = &obj->img->secs[sec];
	const uint32_t *index = obj->code[sec].reloc_index;
	const struct sc_reloc *r, *end;

	if (!index || !s->nrelocs)
		return sc_section_reloc(s, off, len);
	end = s->relocs + s->nrelocs;
	for (r = &s->relocs[index[off >> 8]]; r < end && r->off < off; r++)
		;
	return r < end && r->off - off < len ? r : NULL;
}

uint32_t sc_insn_holding(const struct sc_object *obj, uint32_t sec,
			 uint64_t off)
{
	const struct sc_func *f = sc_func_at(obj, sec, off);
	const struct sc_code *code;

	if (!f || !f->ninsns)
		return UINT32_MAX;
	code = &obj->code[sec];
	return SC_FIRST_NOT(i, f->first + 1, f->first + f->ninsns,
			    sc_code_off(code, i) <= off) -
	       1;
}

/* By the section's index, from the first that is not before its 32 bytes. */
static uint32_t insn_by_index(const struct sc_object *obj, uint32_t sec,
			      uint64_t off)
{
	const struct sc_code *code = &obj->code[sec];
	uint32_t i;

	if (off >= obj->img->secs[sec].size)
		return UINT32_MAX;
	i = code->insn_index[off >> 5];
	while (i < code->ninsns && sc_code_off(code, i) < off)
		i++;
	return i < code->ninsns && sc_code_off(code, i) == off ? i : UINT32_MAX;
}

uint32_t sc_func_insn(const struct sc_object *obj, const struct sc_func *f,
		      uint64_t off)
{
	const struct sc_code *code = &obj->code[f->sec];
	uint32_t at, end = f->first + f->ninsns;

	if (off < f->start || off >= f->end)
		return UINT32_MAX;
	if (code->insn_index)
		return insn_by_index(obj, f->sec, off);
	at = SC_FIRST_NOT(i, f->first, end, sc_code_off(code, i) < off);
	return at < end && sc_code_off(code, at) == off ? at : UINT32_MAX;
}

uint32_t sc_insn_at(const struct sc_object *obj, uint32_t sec, uint64_t off)
{
	const struct sc_func *f;

	if (sec >= obj->img->nsecs)
		return UINT32_MAX;
	if (obj->code[sec].insn_index)
		return insn_by_index(obj, sec, off);
	f = sc_func_at(obj, sec, off);
	return f ? sc_func_insn(obj, f, off) : UINT32_MAX;
}

bool sc_mark_set(struct sc_object *obj, uint32_t sec, uint64_t off,
		 unsigned int mark)
{
	uint32_t i = sc_insn_at(obj, sec, off);

	if (i == UINT32_MAX)
		return false;
	obj->code[sec].mark[i] |= mark;
	return true;
}

int sc_edge_add(struct sc_object *obj, const struct sc_edge *edge)
{
	return SC_VEC_PUSH(obj->edges, obj->nedges, *edge);
}

static int compare_edges(const void *pa, const void *pb)
{
	const struct sc_edge *a = pa, *b = pb;

	if (a->sec != b->sec)
		return a->sec < b->sec ? -1 : 1;
	if (a->off != b->off)
		return a->off < b->off ? -1 : 1;
	if (a->to_sec != b->to_sec)
		return a->to_sec < b->to_sec ? -1 : 1;
	return a->to_off < b->to_off ? -1 : a->to_off > b->to_off;
}

void sc_edges_sort(struct sc_object *obj)
{
	if (obj->nedges)
		qsort(obj->edges, obj->nedges, sizeof(*obj->edges),
		      compare_edges);
}

const struct sc_edge *sc_edges_at(const struct sc_object *obj, uint32_t sec,
				  uint32_t off, uint32_t *n_ret)
{
	uint32_t first = SC_FIRST_NOT(i, 0, obj->nedges,
				      SC_IS_BEFORE(obj->edges[i], sec, off));
	uint32_t end;

	for (end = first; end < obj->nedges; end++)
		if (obj->edges[end].sec != sec || obj->edges[end].off != off)
			break;
	*n_ret = end - first;
	return obj->edges ? &obj->edges[first] : NULL;
}

const struct sc_hint *sc_hint_at(const struct sc_object *obj, uint32_t sec,
				 uint32_t off)
{
	size_t at = SC_FIRST_NOT(i, 0, obj->nhints,
				 SC_IS_BEFORE(obj->hints[i], sec, off));
	const struct sc_hint *h = at < obj->nhints ? &obj->hints[at] : NULL;

	return h && h->sec == sec && h->off == off ? h : NULL;
}

const struct sc_entry *sc_entries_of(const struct sc_object *obj, uint32_t func,
				     uint32_t *n_ret)
{
	uint32_t first =
		SC_FIRST_NOT(i, 0, obj->nentries, obj->entries[i].func < func);
	uint32_t end;

	for (end = first; end < obj->nentries; end++)
		if (obj->entries[end].func != func)
			break;
	*n_ret = end - first;
	return obj->entries ? &obj->entries[first] : NULL;
}
