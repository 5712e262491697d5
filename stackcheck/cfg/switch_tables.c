// SPDX-License-Identifier: GPL-2.0-only
/*
 * Switch tables: the architecture tells where the table of an indirect jump
 * begins; here its entries become edges.
 */
#include <elf.h>
#include <stdlib.h>
#include <string.h>

#include "stackcheck/cfg/branches.h"
#include "stackcheck/cfg/cfg.h"
#include "stackcheck/cfg/switch_tables.h"
#include "stackcheck/cfg/targets.h"
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
	const struct sc_insn insn = sc_code_insn(&obj->code[f->sec], b->insn);
	const struct sc_func *g;
	struct sc_target to;

	if (insn.op == SC_OP_JMP_REG || insn.op == SC_OP_JMP_MEM)
		return true;
	if (insn.op != SC_OP_JMP || insn.len < 5 || b->by == SC_BY_INSN)
		return false;
	to = sc_branch_target(obj, f, b, &g);
	return sc_callee_kind(obj, &to, g) == SC_CALLEE_INDIRECT_THUNK;
}

/* Jumps and tables. */
struct found {
	struct use *uses; /* jumps through tables */
	uint32_t n;
	struct use *others; /* other jumps, by function */
	uint32_t nothers;
};

static int find_uses(struct sc_object *obj, uint32_t func, struct found *found)
{
	const struct sc_func *f = &obj->funcs[func];
	struct use u = { .func = func };

	if (!(f->has & SC_HAS_INDIRECT))
		return 0;
	for (uint32_t k = 0; k < f->nbranches; k++) {
		const struct sc_branch *b =
			&obj->code[f->sec].branch[f->first_branch + k];

		u.insn = b->insn;
		if (!is_indirect_jump(obj, f, b))
			continue;
		if (obj->arch->jump_table(obj, f, b->insn, &u.table)
			    ? SC_VEC_PUSH(found->uses, found->n, u)
			    : SC_VEC_PUSH(found->others, found->nothers, u))
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
static bool is_past_end(const struct sc_func *f, const struct sc_target *to)
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
	e.off = sc_code_off(&obj->code[f->sec], u->insn);
	for (uint64_t off = u->table.off; off + size <= end; off += size) {
		struct sc_target to =
			sc_field_target(obj, u->table.sec, off, size,
					(int64_t)(u->table.off - off));

		if (is_past_end(f, &to))
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

/* --- labels whose addresses data holds */

/*
 * Jumps of functions none of whose tables is known: they may go through one
 * all the same, in a form that is not.
 */
static void keep_tableless(struct found *found, uint32_t nfuncs, uint8_t *has)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < found->n; i++)
		has[found->uses[i].func] = 1;
	for (uint32_t i = 0; i < found->nothers; i++)
		if (!has[found->others[i].func])
			found->others[n++] = found->others[i];
	found->nothers = n;
	memset(has, 0, nfuncs);
	for (uint32_t i = 0; i < n; i++)
		has[found->others[i].func] = 1;
}

/* Every such jump of the function at the label may go to it. */
static int add_label(struct sc_object *obj, const struct found *found,
		     uint32_t func, const struct sc_target *to)
{
	const struct sc_func *f = &obj->funcs[func];
	struct sc_edge e = { .sec = f->sec,
			     .to_sec = to->sec,
			     .to_off = (uint32_t)to->off,
			     .kind = SC_EDGE_LABEL };

	for (uint32_t i = 0; i < found->nothers && !is_too_many(obj); i++) {
		const struct use *u = &found->others[i];

		if (u->func != func)
			continue;
		e.off = sc_code_off(&obj->code[f->sec], u->insn);
		obj->code[f->sec].mark[u->insn] |= SC_M_EDGE;
		if (sc_edge_add(obj, &e))
			return -1;
	}
	return 0;
}

/* Data that nobody writes to, but no lists of places for the kernel. */
static bool holds_addresses(const struct sc_section *s)
{
	return (s->flags & SHF_ALLOC) &&
	       (!strncmp(s->name, ".data.rel.ro", 12) ||
		!strncmp(s->name, ".rodata", 7));
}

/* The labels in one section's data; @wanted: by function. */
static int find_labels_in(struct sc_object *obj, uint32_t sec,
			  const struct found *found, const uint8_t *wanted)
{
	const struct sc_section *s = &obj->img->secs[sec];

	for (size_t i = 0; i < s->nrelocs; i++) {
		const struct sc_reloc *r = &s->relocs[i];
		const struct sc_func *f;
		struct sc_target to;

		if (obj->arch->reloc_kind(r->type) != SC_RELOC_ABS64)
			continue;
		to = sc_field_target(obj, sec, r->off, 8, 0);
		f = to.kind == SC_TO_CODE ? sc_func_at(obj, to.sec, to.off)
					  : NULL;
		if (!f || !wanted[f - obj->funcs] || to.off == f->start ||
		    sc_insn_at(obj, to.sec, to.off) == UINT32_MAX)
			continue;
		if (add_label(obj, found, (uint32_t)(f - obj->funcs), &to))
			return -1;
	}
	return 0;
}

static int find_labels(struct sc_object *obj, struct found *found)
{
	uint8_t *wanted = calloc(obj->nfuncs + 1, 1);
	int err = wanted ? 0 : -1;

	if (wanted)
		keep_tableless(found, obj->nfuncs, wanted);
	for (uint32_t s = 1; !err && found->nothers && s < obj->img->nsecs; s++)
		if (!obj->code[s].insns && holds_addresses(&obj->img->secs[s]))
			err = find_labels_in(obj, s, found, wanted);
	free(wanted);
	return err;
}

int sc_tables_find(struct sc_object *obj)
{
	struct found f = { 0 };
	int err = 0;

	for (uint32_t i = 0; !err && i < obj->nfuncs; i++)
		err = find_uses(obj, i, &f);
	if (f.n)
		qsort(f.uses, f.n, sizeof(*f.uses), compare_uses);
	for (uint32_t i = 0; !err && i < f.n; i++)
		err = add_entries(obj, &f.uses[i],
				  table_end(obj, f.uses, i, f.n));
	if (!err && f.nothers)
		err = find_labels(obj, &f);
	free(f.uses);
	free(f.others);
	drop_duplicates(obj);
	return err;
}
