// SPDX-License-Identifier: GPL-2.0-only
/*
 * Tables that the kernel calls through. The kernel copies some of them over
 * others when it starts, so that all tables of one layout are looked at.
 */
#include "stackcheck/cfg/targets.h"
#include "stackcheck/checker/call_tables.h"

enum { ENTRY = 8 }; /* bytes of an address in a table */

static bool is_table(const struct sc_name_list *tables,
		     const struct sc_symbol *s)
{
	return s->sec && s->sec < SC_SEC_ABS &&
	       sc_name_list_has(tables, s->name);
}

/* The table that covers a place; NULL: none. */
static const struct sc_symbol *find_table(const struct sc_object *obj,
					  const struct sc_name_list *tables,
					  const struct sc_target *at)
{
	const struct sc_image *img = obj->img;

	for (uint32_t i = 1; i < img->nsyms; i++) {
		const struct sc_symbol *s = &img->syms[i];

		if (s->sec == at->sec && at->off >= s->off &&
		    at->off - s->off < s->size && is_table(tables, s))
			return s;
	}
	return NULL;
}

/* The place in data that the call goes through. */
static bool find_place(const struct sc_object *obj, uint32_t sec, uint32_t i,
		       struct sc_target *ret)
{
	const struct sc_insn insn = sc_code_insn(&obj->code[sec], i);
	const struct sc_reloc *r = sc_reloc_at(obj, sec, insn.off, insn.len);

	if (insn.op != SC_OP_CALL_MEM || !r ||
	    SC_INDEX_REG(insn.index) != SC_REG_NONE)
		return false;
	*ret = sc_field_target(obj, sec, r->off, 4,
			       (int64_t)(insn.off + insn.len - r->off));
	return ret->kind == SC_TO_CODE;
}

bool sc_call_tables_visit(const struct sc_object *obj,
			  const struct sc_name_list *tables, uint32_t sec,
			  uint32_t i,
			  bool (*visit)(const struct sc_object *obj,
					const struct sc_target *to))
{
	const struct sc_symbol *table;
	struct sc_target at;
	uint64_t slot;

	if (!find_place(obj, sec, i, &at))
		return false;
	table = find_table(obj, tables, &at);
	if (!table)
		return false;
	slot = at.off - table->off;
	for (uint32_t k = 1; k < obj->img->nsyms; k++) {
		const struct sc_symbol *s = &obj->img->syms[k];
		struct sc_target to;

		if (!is_table(tables, s) || slot + ENTRY > s->size)
			continue;
		to = sc_field_target(obj, s->sec, s->off + slot, ENTRY, 0);
		if (to.kind != SC_TO_NOWHERE && !visit(obj, &to))
			return false;
	}
	return true;
}
