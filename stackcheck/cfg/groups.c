// SPDX-License-Identifier: GPL-2.0-only
/*
 * Groups and leaders: one walk over all branches finds where blocks begin,
 * which functions jump into each other's middle, and who calls whom.
 */
#include <stdlib.h>

#include "stackcheck/cfg/call_graph.h"
#include "stackcheck/cfg/group_branches.h"
#include "stackcheck/cfg/group_priv.h"
#include "stackcheck/cfg/groups.h"

/* Union-find; roots are the smallest index of their set. */
static uint32_t find_root(uint32_t *parent, uint32_t i)
{
	while (parent[i] != i) {
		parent[i] = parent[parent[i]];
		i = parent[i];
	}
	return i;
}

void sc_group_unite(uint32_t *parent, uint32_t a, uint32_t b)
{
	a = find_root(parent, a);
	b = find_root(parent, b);
	if (a < b)
		parent[b] = a;
	else
		parent[a] = b;
}

static int link_edges(struct sc_linker *l)
{
	struct sc_object *obj = l->obj;

	for (uint32_t i = 0; i < obj->nedges; i++) {
		const struct sc_edge *e = &obj->edges[i];
		struct sc_func *f = sc_func_at(obj, e->sec, e->off);
		struct sc_func *g =
			e->kind == SC_EDGE_ALT
				? sc_alt_at(obj, e->to_sec, e->to_off, e->sec,
					    e->off)
				: sc_func_at(obj, e->to_sec, e->to_off);

		sc_mark_set(obj, e->to_sec, e->to_off, SC_M_LEADER);
		if (f && g)
			sc_group_unite(l->parent, (uint32_t)(f - obj->funcs),
				       (uint32_t)(g - obj->funcs));
	}
	return 0;
}

/* Labels of assembly divide code that runs on from one to the next. */
static void link_labels(struct sc_linker *l)
{
	struct sc_object *obj = l->obj;

	for (uint32_t i = 0; i + 1 < obj->nplain; i++) {
		const struct sc_func *f = &obj->funcs[i], *g = f + 1;
		struct sc_insn last;

		if (g->sec != f->sec || g->start != f->end || !f->ninsns ||
		    (f->kind != SC_FUNC_LABEL && f->kind != SC_FUNC_GAP) ||
		    (g->kind != SC_FUNC_LABEL && g->kind != SC_FUNC_GAP))
			continue;
		last = sc_code_insn(&obj->code[f->sec],
				    f->first + f->ninsns - 1);
		if (!sc_op_is(&last, SC_P_END) || last.op == SC_OP_UD)
			sc_group_unite(l->parent, i, i + 1);
	}
}

/* A replacement's end goes on in the text it replaces. */
static void link_replacements(struct sc_linker *l)
{
	struct sc_object *obj = l->obj;

	for (uint32_t i = obj->nplain; i < obj->nfuncs; i++) {
		const struct sc_func *alt = &obj->funcs[i];
		struct sc_func *f =
			sc_func_at(obj, alt->back_sec, alt->back_off);

		sc_mark_set(obj, alt->back_sec, alt->back_off, SC_M_LEADER);
		if (f)
			sc_group_unite(l->parent, i,
				       (uint32_t)(f - obj->funcs));
	}
}

/* Where sc_dataflow_run() may find functions without a name. */
static void mark_behind_padding(struct sc_object *obj, const struct sc_func *f)
{
	const struct sc_code *code = &obj->code[f->sec];
	const uint8_t *data = obj->img->secs[f->sec].data;
	bool behind = false;

	for (uint32_t i = f->first; i < f->first + f->ninsns; i++) {
		const struct sc_insn insn = sc_code_insn(code, i);
		bool padding = sc_is_padding(&insn);

		if (behind && (!padding || obj->arch->is_landing(
						   data + insn.off, insn.len)))
			code->mark[i] |= SC_M_LEADER;
		behind = padding;
	}
}

/*
 * Names say nothing of sizes: one may stand where its function only goes on.
 * (Behind a call nothing may follow; whether it does is not known yet.)
 */
static int link_next(struct sc_linker *l, uint32_t func)
{
	struct sc_object *obj = l->obj;
	const struct sc_func *f = &obj->funcs[func], *g = f + 1;
	struct sc_insn last;

	if (!obj->img->sizes_inferred || func + 1 >= obj->nplain ||
	    !f->ninsns || g->sec != f->sec || g->start != f->end ||
	    g->kind != SC_FUNC_CALLABLE)
		return 0;
	last = sc_code_insn(&obj->code[f->sec], f->first + f->ninsns - 1);
	if (sc_op_is(&last, SC_P_END | SC_P_CALL))
		return 0;
	return sc_group_add_call(obj, func, func + 1, 0);
}

static int link_all(struct sc_linker *l)
{
	struct sc_object *obj = l->obj;

	for (uint32_t f = 0; f < obj->nfuncs; f++) {
		const struct sc_func *func = &obj->funcs[f];

		if (func->ninsns)
			obj->code[func->sec].mark[func->first] |= SC_M_LEADER;
		if (obj->img->sizes_inferred)
			mark_behind_padding(obj, func);
		if (link_next(l, f))
			return -1;
		for (uint32_t i = 0; i < func->nbranches; i++)
			if (sc_group_link_branch(
				    l, f,
				    &obj->code[func->sec]
					     .branch[func->first_branch + i]))
				return -1;
	}
	for (uint32_t i = 0; i < obj->nentries; i++)
		sc_mark_set(obj, obj->funcs[obj->entries[i].func].sec,
			    obj->entries[i].off, SC_M_LEADER);
	link_replacements(l);
	link_labels(l);
	return link_edges(l);
}

/* Number the sets and list their members, in order. */
static int make_groups(struct sc_object *obj, uint32_t *parent)
{
	uint32_t n = obj->nfuncs, at = 0;

	obj->groups = calloc(n + 1, sizeof(*obj->groups));
	obj->members = malloc((n + 1) * sizeof(*obj->members));
	if (!obj->groups || !obj->members)
		return -1;
	for (uint32_t i = 0; i < n; i++) {
		uint32_t root = find_root(parent, i);

		/* roots come first in their set, so have their number */
		obj->funcs[i].group = root == i ? obj->ngroups++
						: obj->funcs[root].group;
		obj->groups[obj->funcs[i].group].nfuncs++;
	}
	for (uint32_t g = 0; g < obj->ngroups; g++) {
		obj->groups[g].first = at;
		at += obj->groups[g].nfuncs;
		obj->groups[g].nfuncs = 0;
	}
	for (uint32_t i = 0; i < n; i++) {
		struct sc_group *g = &obj->groups[obj->funcs[i].group];

		obj->members[g->first + g->nfuncs++] = i;
	}
	return 0;
}

static int compare_entries(const void *pa, const void *pb)
{
	const struct sc_entry *a = pa, *b = pb;

	if (a->func != b->func)
		return a->func < b->func ? -1 : 1;
	return a->off < b->off ? -1 : a->off > b->off;
}

int sc_groups_link(struct sc_object *obj)
{
	struct sc_linker l = { .obj = obj, .nsymbols = obj->nentries };
	int err;

	l.parent = calloc(obj->nfuncs + 1, sizeof(*l.parent));
	if (!l.parent)
		return -1;
	for (uint32_t i = 0; i < obj->nfuncs; i++)
		l.parent[i] = i;
	err = link_all(&l) || make_groups(obj, l.parent) ? -1 : 0;
	free(l.parent);
	if (err)
		return err;
	sc_group_resolve_calls(obj);
	if (obj->nentries)
		qsort(obj->entries, obj->nentries, sizeof(*obj->entries),
		      compare_entries);
	return 0;
}
