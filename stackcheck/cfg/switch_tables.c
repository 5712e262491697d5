// SPDX-License-Identifier: GPL-2.0-only
/*
 * Switch tables: the architecture tells where the table of an indirect jump
 * begins; here its entries become edges.
 */
#include <stdlib.h>
#include <string.h>

#include "stackcheck/cfg/cfg.h"
#include "stackcheck/core/rule_id.h"
#include "stackcheck/util/vec.h"

/* A jump and the table it goes through. */
struct use {
	struct sc_jump_table table;
	uint32_t func; /* index */
	uint32_t insn; /* index in the section's code */
};

static int compare_uses(const void *pa, const void *pb)
{
	const struct use *a = pa, *b = pb;

	if (a->table.sec != b->table.sec)
		return a->table.sec < b->table.sec ? -1 : 1;
	return a->table.off < b->table.off ? -1 : a->table.off > b->table.off;
}

static bool is_indirect_jump(const struct sc_object *obj,
			     const struct sc_func *f, const struct sc_branch *b)
{
	const struct sc_insn *insn = &obj->code[f->sec].insns[b->insn];
	const struct sc_func *g;
	struct sc_target to;

	if (insn->op == SC_OP_JMP_REG || insn->op == SC_OP_JMP_MEM)
		return true;
	if (insn->op != SC_OP_JMP || insn->len < 5 || b->by == SC_BY_INSN)
		return false;
	to = sc_branch_target(obj, f, b, &g);
	return sc_callee_kind(obj, &to, g) == SC_CALLEE_INDIRECT_THUNK;
}

static int find_uses(struct sc_object *obj, uint32_t func, struct use **uses,
		     uint32_t *n)
{
	const struct sc_func *f = &obj->funcs[func];
	struct use u = { .func = func };

	if (!(f->has & SC_HAS_INDIRECT))
		return 0;
	for (uint32_t k = 0; k < f->nbranches; k++) {
		const struct sc_branch *b =
			&obj->code[f->sec].branch[f->first_branch + k];

		u.insn = b->insn;
		if (!is_indirect_jump(obj, f, b) ||
		    !obj->arch->jump_table(obj, f, b->insn, &u.table))
			continue;
		if (SC_VEC_PUSH(*uses, *n, u))
			return -1;
	}
	return 0;
}

/* Is @to code that a switch in @f may go to: itself, or its cold part? */
static bool may_enter(const struct sc_object *obj, const struct sc_func *f,
		      const struct sc_target *to)
{
	const struct sc_func *g;

	if (to->kind != SC_TO_CODE)
		return false;
	g = sc_func_at(obj, to->sec, to->off);
	if (!g || sc_insn_at(obj, to->sec, to->off) == UINT32_MAX)
		return false;
	return g == f || g->kind == SC_FUNC_COLD || g->kind == SC_FUNC_GAP ||
	       f->kind != SC_FUNC_CALLABLE;
}

/*
 * Compilers let an entry for a value that cannot occur point to where the
 * function ends; nothing is there to be checked.
 */
static bool dangles(const struct sc_func *f, const struct sc_target *to)
{
	return to->kind == SC_TO_CODE && to->sec == f->sec && to->off == f->end;
}

/* More edges than real code ever has would cost memory without end. */
static bool is_too_many(const struct sc_object *obj)
{
	return obj->nedges > 16 * obj->ninsns + 65536;
}

/* Where the range check lets the table be read, it has to be one. */
static void bad_entry(struct sc_object *obj, const struct use *u, uint64_t off)
{
	const struct sc_func *f = &obj->funcs[u->func];

	if (u->table.limit && off != u->table.off)
		sc_defect_add(
			obj, SC_RULE_TABLE_MALFORMED, u->table.sec,
			(uint32_t)off,
			"%s+0x%llx: switch table entry of %s() leads to no instruction of it",
			obj->img->secs[u->table.sec].name,
			(unsigned long long)off, f->name);
}

/* A table that leads nowhere, or too many: the jump stays unresolved. */
static int add_entries(struct sc_object *obj, const struct use *u, uint64_t end)
{
	const struct sc_func *f = &obj->funcs[u->func];
	struct sc_edge e = { .sec = f->sec, .kind = SC_EDGE_TABLE };
	unsigned int size = u->table.entry_size;

	if (is_too_many(obj))
		return 0;
	e.off = obj->code[f->sec].insns[u->insn].off;
	for (uint64_t off = u->table.off; off + size <= end; off += size) {
		struct sc_target to =
			sc_field_target(obj, u->table.sec, off, size,
					(int64_t)(u->table.off - off));

		if (dangles(f, &to))
			continue;
		if (!may_enter(obj, f, &to)) {
			bad_entry(obj, u, off);
			break;
		}
		e.to_sec = to.sec;
		e.to_off = (uint32_t)to.off;
		obj->code[f->sec].mark[u->insn] |= SC_M_EDGE;
		if (sc_edge_add(obj, &e))
			return -1;
	}
	return 0;
}

/*
 * A table ends where the range check says, or where the next one begins, or
 * with its section; and, in add_entries(), with its last sensible entry.
 */
static uint64_t table_end(const struct sc_object *obj, const struct use *uses,
			  uint32_t i, uint32_t n)
{
	const struct sc_jump_table *t = &uses[i].table;
	uint64_t end = obj->img->secs[t->sec].size;

	for (uint32_t k = i + 1; k < n && uses[k].table.sec == t->sec; k++) {
		if (uses[k].table.off == t->off)
			continue;
		end = uses[k].table.off;
		break;
	}
	if (t->limit && t->off + (uint64_t)t->limit * t->entry_size < end)
		end = t->off + (uint64_t)t->limit * t->entry_size;
	return end;
}

static bool same_edge(const struct sc_edge *a, const struct sc_edge *b)
{
	return a->sec == b->sec && a->off == b->off && a->to_sec == b->to_sec &&
	       a->to_off == b->to_off && a->kind == b->kind;
}

/* Many entries of a table lead to the same place: once is enough. */
static void drop_duplicates(struct sc_object *obj)
{
	uint32_t n = 0;

	sc_edges_sort(obj);
	for (uint32_t i = 0; i < obj->nedges; i++)
		if (!n || !same_edge(&obj->edges[n - 1], &obj->edges[i]))
			obj->edges[n++] = obj->edges[i];
	obj->nedges = n;
}

int sc_tables_find(struct sc_object *obj)
{
	struct use *uses = NULL;
	uint32_t n = 0;
	int err = 0;

	for (uint32_t i = 0; !err && i < obj->nfuncs; i++)
		err = find_uses(obj, i, &uses, &n);
	if (n)
		qsort(uses, n, sizeof(*uses), compare_uses);
	for (uint32_t i = 0; !err && i < n; i++)
		err = add_entries(obj, &uses[i], table_end(obj, uses, i, n));
	free(uses);
	drop_duplicates(obj);
	return err;
}
