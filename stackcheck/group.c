// SPDX-License-Identifier: GPL-2.0-only
/*
 * Groups and leaders: one walk over all branches finds where blocks begin,
 * which functions jump into each other's middle, and who calls whom.
 */
#include <stdlib.h>
#include <string.h>

#include "stackcheck/object.h"
#include "stackcheck/vec.h"

/* One walk's state. */
struct linker {
	struct sc_object *obj;
	uint32_t *parent;
	uint32_t nsymbols; /* entries that are symbols; sorted, the first */
};

/* Union-find; roots are the smallest index of their set. */
static uint32_t find_root(uint32_t *parent, uint32_t i)
{
	while (parent[i] != i) {
		parent[i] = parent[parent[i]];
		i = parent[i];
	}
	return i;
}

static void unite(uint32_t *parent, uint32_t a, uint32_t b)
{
	a = find_root(parent, a);
	b = find_root(parent, b);
	if (a < b)
		parent[b] = a;
	else
		parent[a] = b;
}

/* Entering @g at @off by a jump: is that a call in the place of a return? */
static bool is_tail_entry(const struct sc_func *g, uint64_t off)
{
	return off == g->start && g->kind == SC_FUNC_CALLABLE;
}

/* An inner function symbol is as good an entry as the first byte. */
static bool is_inner_entry(const struct linker *l, uint32_t func, uint64_t off)
{
	uint32_t lo = 0, hi = l->nsymbols;

	while (lo < hi) {
		uint32_t mid = lo + (hi - lo) / 2;
		const struct sc_entry *e = &l->obj->entries[mid];

		if (e->func == func && e->off == off)
			return true;
		if (e->func < func || (e->func == func && e->off < off))
			lo = mid + 1;
		else
			hi = mid;
	}
	return false;
}

static int add_call(struct sc_object *obj, uint32_t from, uint32_t func,
		    uint32_t sym)
{
	struct sc_callsite c = { .group = from, .func = func, .sym = sym };

	return SC_VEC_PUSH(obj->calls, obj->ncalls, c);
}

/* A jump from function @from to another place of the object. */
static int link_jump(struct linker *l, uint32_t from,
		     const struct sc_target *to, const struct sc_func *g)
{
	struct sc_object *obj = l->obj;
	uint32_t idx;

	if (to->kind == SC_TO_SYMBOL)
		return add_call(obj, from, UINT32_MAX, to->sym);
	if (!g)
		return 0;
	idx = (uint32_t)(g - obj->funcs);
	if (idx != from &&
	    (is_tail_entry(g, to->off) || is_inner_entry(l, idx, to->off)))
		return add_call(obj, from, idx, 0);
	sc_mark_set(obj, to->sec, to->off, SC_M_LEADER);
	unite(l->parent, from, idx);
	return 0;
}

/* A call to the middle of a function makes one more entry of it. */
static int link_middle(struct linker *l, uint32_t func, uint64_t off)
{
	struct sc_entry e = { .func = func, .off = (uint32_t)off };

	if (is_inner_entry(l, func, off))
		return 0;
	return SC_VEC_PUSH(l->obj->entries, l->obj->nentries, e);
}

/*
 * A call within its function that only pushes an address: annotated, or to
 * right behind it, but for a trap that stops speculation.
 */
static bool is_intra(const struct sc_object *obj, const struct sc_func *f,
		     uint32_t i, const struct sc_target *to)
{
	const struct sc_code *code = &obj->code[f->sec];
	uint32_t k = i + 1;

	if (code->mark[i] & SC_M_INTRA)
		return true;
	if (to->kind != SC_TO_CODE || to->sec != f->sec)
		return false;
	while (k < f->first + f->ninsns && code->insns[k].op == SC_OP_INT3)
		k++;
	return k < f->first + f->ninsns && code->insns[k].off == to->off;
}

/* Code that says itself what its stack is. */
static bool is_hinted(const struct sc_object *obj, const struct sc_func *f)
{
	return f->kind != SC_FUNC_CALLABLE && f->ninsns &&
	       (obj->code[f->sec].mark[f->first] & SC_M_HINT);
}

static int link_call(struct linker *l, uint32_t from, uint32_t i,
		     const struct sc_target *to, const struct sc_func *g)
{
	struct sc_object *obj = l->obj;
	uint32_t sec = obj->funcs[from].sec, callee;
	int err;

	if (to->kind == SC_TO_SYMBOL)
		return add_call(obj, from, UINT32_MAX, to->sym);
	if (!g)
		return 0;
	callee = (uint32_t)(g - obj->funcs);
	if (to->off != g->start) /* each function's first is marked */
		sc_mark_set(obj, to->sec, to->off, SC_M_LEADER);
	if (is_intra(obj, &obj->funcs[from], i, to)) {
		obj->code[sec].mark[i] |= SC_M_INTRA;
		unite(l->parent, from, callee);
		return 0;
	}
	if (!is_hinted(obj, g))
		obj->funcs[callee].called = 1;
	err = to->off == g->start || is_hinted(obj, g)
		      ? 0
		      : link_middle(l, callee, to->off);
	return err ? err : add_call(obj, from, callee, 0);
}

/* Is @to a place in @f? Then a block begins there. */
static bool mark_local(struct sc_object *obj, const struct sc_func *f,
		       const struct sc_target *to)
{
	uint32_t i;

	if (to->kind != SC_TO_CODE || to->sec != f->sec || to->off < f->start ||
	    to->off >= f->end)
		return false;
	i = sc_func_insn(obj, f, to->off);
	if (i != UINT32_MAX)
		obj->code[f->sec].mark[i] |= SC_M_LEADER;
	return true;
}

static int link_branch(struct linker *l, uint32_t func,
		       const struct sc_branch *b)
{
	struct sc_object *obj = l->obj;
	const struct sc_func *f = &obj->funcs[func], *g;
	struct sc_code *code = &obj->code[f->sec];
	const struct sc_insn *insn = &code->insns[b->insn];
	struct sc_target to;

	if (b->insn + 1 < f->first + f->ninsns &&
	    sc_op_is(insn, SC_P_BRANCH | SC_P_END))
		code->mark[b->insn + 1] |= SC_M_LEADER;
	if (!sc_op_is(insn, SC_P_BRANCH) && insn->op != SC_OP_CALL)
		return 0;
	if (b->by == SC_BY_INSN && insn->op != SC_OP_CALL) {
		code->mark[b->to] |= SC_M_LEADER;
		return 0;
	}
	to = sc_branch_target(obj, f, b, &g);
	if (insn->op == SC_OP_CALL)
		return link_call(l, func, b->insn, &to, g);
	if (mark_local(obj, f, &to))
		return 0;
	return link_jump(l, func, &to, g);
}

static int link_edges(struct linker *l)
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
			unite(l->parent, (uint32_t)(f - obj->funcs),
			      (uint32_t)(g - obj->funcs));
	}
	return 0;
}

/* Labels of assembly divide code that runs on from one to the next. */
static void link_labels(struct linker *l)
{
	struct sc_object *obj = l->obj;

	for (uint32_t i = 0; i + 1 < obj->nplain; i++) {
		const struct sc_func *f = &obj->funcs[i], *g = f + 1;
		const struct sc_insn *last;

		if (g->sec != f->sec || g->start != f->end || !f->ninsns ||
		    (f->kind != SC_FUNC_LABEL && f->kind != SC_FUNC_GAP) ||
		    (g->kind != SC_FUNC_LABEL && g->kind != SC_FUNC_GAP))
			continue;
		last = &obj->code[f->sec].insns[f->first + f->ninsns - 1];
		if (!sc_op_is(last, SC_P_END) || last->op == SC_OP_UD)
			unite(l->parent, i, i + 1);
	}
}

/* A replacement's end goes on in the text it replaces. */
static void link_replacements(struct linker *l)
{
	struct sc_object *obj = l->obj;

	for (uint32_t i = obj->nplain; i < obj->nfuncs; i++) {
		const struct sc_func *alt = &obj->funcs[i];
		struct sc_func *f =
			sc_func_at(obj, alt->back_sec, alt->back_off);

		sc_mark_set(obj, alt->back_sec, alt->back_off, SC_M_LEADER);
		if (f)
			unite(l->parent, i, (uint32_t)(f - obj->funcs));
	}
}

/* Where sc_flow_run() may find functions without a name. */
static void mark_behind_padding(struct sc_object *obj, const struct sc_func *f)
{
	const struct sc_code *code = &obj->code[f->sec];

	for (uint32_t i = f->first + 1; i < f->first + f->ninsns; i++)
		if (sc_is_padding(&code->insns[i - 1]))
			code->mark[i] |= SC_M_LEADER;
}

/*
 * Names say nothing of sizes: one may stand where its function only goes on.
 * (Behind a call nothing may follow; whether it does is not known yet.)
 */
static int link_next(struct linker *l, uint32_t func)
{
	struct sc_object *obj = l->obj;
	const struct sc_func *f = &obj->funcs[func], *g = f + 1;
	const struct sc_insn *last;

	if (!obj->img->sizes_inferred || func + 1 >= obj->nplain ||
	    !f->ninsns || g->sec != f->sec || g->start != f->end ||
	    g->kind != SC_FUNC_CALLABLE)
		return 0;
	last = &obj->code[f->sec].insns[f->first + f->ninsns - 1];
	if (sc_op_is(last, SC_P_END | SC_P_CALL))
		return 0;
	return add_call(obj, func, func + 1, 0);
}

static int link_all(struct linker *l)
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
			if (link_branch(
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

static int compare_calls(const void *pa, const void *pb)
{
	const struct sc_callsite *a = pa, *b = pb;

	if (a->group != b->group)
		return a->group < b->group ? -1 : 1;
	if (a->func != b->func)
		return a->func < b->func ? -1 : 1;
	return a->sym < b->sym ? -1 : a->sym > b->sym;
}

static bool is_entered_group(const struct sc_object *obj, uint32_t group)
{
	const struct sc_group *g = &obj->groups[group];

	for (uint32_t m = 0; m < g->nfuncs; m++)
		if (SC_IS_ENTERED(&obj->funcs[obj->members[g->first + m]]))
			return true;
	return false;
}

static void note_caller(struct sc_object *obj, const struct sc_callsite *c)
{
	struct sc_group *g;

	if (c->func == UINT32_MAX)
		return;
	g = &obj->groups[obj->funcs[c->func].group];
	g->has_caller = true;
	if (!g->has_entered_caller)
		g->has_entered_caller = is_entered_group(obj, c->group);
}

static void sort_few(struct sc_callsite *calls, uint32_t n)
{
	for (uint32_t i = 1; i < n; i++) {
		struct sc_callsite c = calls[i];
		uint32_t k = i;

		for (; k && compare_calls(&calls[k - 1], &c) > 0; k--)
			calls[k] = calls[k - 1];
		calls[k] = c;
	}
}

/*
 * Functions come in the order of their groups, but for those that are united
 * with a later one; so mostly only each group's own calls are out of order.
 */
static void sort_calls(struct sc_callsite *calls, uint32_t n)
{
	enum { FEW = 24 };
	uint32_t from = 0;

	for (uint32_t i = 1; i < n; i++) {
		if (calls[i].group >= calls[i - 1].group)
			continue;
		qsort(calls, n, sizeof(*calls), compare_calls);
		return;
	}
	for (uint32_t i = 1; i <= n; i++) {
		if (i < n && calls[i].group == calls[from].group)
			continue;
		if (i - from <= FEW)
			sort_few(calls + from, i - from);
		else
			qsort(calls + from, i - from, sizeof(*calls),
			      compare_calls);
		from = i;
	}
}

/* From calling functions to calling groups, each pair once. */
static void settle_calls(struct sc_object *obj)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < obj->ncalls; i++)
		obj->calls[i].group = obj->funcs[obj->calls[i].group].group;
	sort_calls(obj->calls, obj->ncalls);
	for (uint32_t i = 0; i < obj->ncalls; i++)
		if (!n || compare_calls(&obj->calls[n - 1], &obj->calls[i]))
			obj->calls[n++] = obj->calls[i];
	obj->ncalls = n;
	for (uint32_t i = 0; i < n; i++)
		note_caller(obj, &obj->calls[i]);
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
	struct linker l = { .obj = obj, .nsymbols = obj->nentries };
	int err;

	l.parent = malloc((obj->nfuncs + 1) * sizeof(*l.parent));
	if (!l.parent)
		return -1;
	for (uint32_t i = 0; i < obj->nfuncs; i++)
		l.parent[i] = i;
	err = link_all(&l) || make_groups(obj, l.parent) ? -1 : 0;
	free(l.parent);
	if (err)
		return err;
	settle_calls(obj);
	if (obj->nentries)
		qsort(obj->entries, obj->nentries, sizeof(*obj->entries),
		      compare_entries);
	return 0;
}
