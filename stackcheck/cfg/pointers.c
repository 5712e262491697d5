// SPDX-License-Identifier: GPL-2.0-only
/* Addresses of code that something may jump to. */
#include <elf.h>
#include <string.h>

#include "stackcheck/cfg/places_text.h"
#include "stackcheck/cfg/targets.h"
#include "stackcheck/cfg/pointers.h"

/* --- sections that list places */

static bool matches_name(const char *line, size_t len, const char *name)
{
	if (len && line[len - 1] == '*')
		return !strncmp(line, name, len - 1);
	return strlen(name) == len && !strncmp(line, name, len);
}

bool sc_lists_places(const char *section)
{
	const char *line = sc_places_text;
	bool listed = false;

	while (*line) {
		size_t len = strcspn(line, "\n");

		if (*line == '!' && matches_name(line + 1, len - 1, section))
			return false;
		listed |= matches_name(line, len, section);
		line += len + (line[len] == '\n');
	}
	return listed;
}

/* --- */

struct walk {
	const struct sc_object *obj;
	int (*visit)(void *ctx, const struct sc_pointer *p);
	void *ctx;
};

/* Branches go where they go, and no-ops nowhere. */
static bool is_branch(const struct sc_insn *insn)
{
	return insn->op == SC_OP_NOP ||
	       sc_op_is(insn, SC_P_BRANCH | SC_P_CALL | SC_P_INDIRECT) ||
	       insn->op == SC_OP_RET;
}

static bool leads_to_code(const struct sc_object *obj, uint32_t sec,
			  uint64_t off)
{
	return sec != SC_SEC_UNDEF && sec < obj->img->nsecs &&
	       obj->code[sec].insns && sc_insn_at(obj, sec, off) != UINT32_MAX;
}

/* A distance is counted from the end of its instruction, data from the field. */
static uint64_t target_of(const struct sc_object *obj, const struct sc_reloc *r,
			  const struct sc_insn *insn)
{
	uint64_t off = obj->img->syms[r->sym].off + (uint64_t)r->addend;

	if (insn && obj->arch->reloc_kind(r->type) == SC_RELOC_PC)
		off += insn->off + insn->len - r->off;
	return off;
}

static int visit_reloc(const struct walk *w, uint32_t sec,
		       const struct sc_reloc *r, const struct sc_insn *insn,
		       uint32_t at)
{
	struct sc_pointer p = { .from_sec = sec,
				.from = r->off,
				.insn = insn,
				.i = at,
				.sym = r->sym,
				.sec = w->obj->img->syms[r->sym].sec,
				.off = target_of(w->obj, r, insn) };

	if (w->obj->arch->reloc_kind(r->type) == SC_RELOC_NONE && insn)
		return 0;
	return leads_to_code(w->obj, p.sec, p.off) ? w->visit(w->ctx, &p) : 0;
}

/* May it lead to code? Most relocations do not, and cost no more than this. */
static bool may_lead(const struct sc_object *obj, const struct sc_reloc *r)
{
	uint32_t sec = obj->img->syms[r->sym].sec;

	return sec != SC_SEC_UNDEF && sec < obj->img->nsecs &&
	       obj->code[sec].insns;
}

static int visit_code_relocs(const struct walk *w, uint32_t sec)
{
	const struct sc_section *s = &w->obj->img->secs[sec];

	for (size_t i = 0; i < s->nrelocs; i++) {
		struct sc_insn insn;
		uint32_t at;
		int ret;

		if (!may_lead(w->obj, &s->relocs[i]))
			continue;
		at = sc_insn_holding(w->obj, sec, s->relocs[i].off);
		if (at == UINT32_MAX)
			continue;
		insn = sc_code_insn(&w->obj->code[sec], at);
		if (is_branch(&insn))
			continue;
		ret = visit_reloc(w, sec, &s->relocs[i], &insn, at);
		if (ret)
			return ret;
	}
	return 0;
}

/* Assemblers fill in distances within a section. */
static int visit_computed(const struct walk *w, uint32_t sec)
{
	const struct sc_code *code = &w->obj->code[sec];

	for (uint32_t i = 0; i < code->ninsns; i++) {
		const struct sc_insn insn = sc_code_insn(code, i);
		struct sc_pointer p = { .from_sec = sec,
					.from = insn.off,
					.insn = &insn,
					.i = i,
					.sec = sec,
					.off = insn.off + insn.len +
					       (uint64_t)(int64_t)insn.val };
		int ret;

		if (insn.base != SC_REG_PC || !insn.val || is_branch(&insn) ||
		    (insn.flags & (SC_F_MEMR | SC_F_MEMW)) ||
		    sc_reloc_at(w->obj, sec, insn.off, insn.len) ||
		    !leads_to_code(w->obj, sec, p.off))
			continue;
		ret = w->visit(w->ctx, &p);
		if (ret)
			return ret;
	}
	return 0;
}

static int visit_data(const struct walk *w, uint32_t sec)
{
	const struct sc_section *s = &w->obj->img->secs[sec];

	if (!s->nrelocs || sc_lists_places(s->name))
		return 0;
	for (size_t i = 0; i < s->nrelocs; i++) {
		int ret = may_lead(w->obj, &s->relocs[i])
				  ? visit_reloc(w, sec, &s->relocs[i], NULL, 0)
				  : 0;

		if (ret)
			return ret;
	}
	return 0;
}

int sc_pointers_visit(const struct sc_object *obj,
		      int (*visit)(void *ctx, const struct sc_pointer *p),
		      void *ctx)
{
	struct walk w = { .obj = obj, .visit = visit, .ctx = ctx };

	for (uint32_t sec = 1; sec < obj->img->nsecs; sec++) {
		bool code = obj->img->secs[sec].flags & SHF_EXECINSTR;
		int ret = 0;

		if (!code)
			ret = visit_data(&w, sec);
		else if (obj->code[sec].insns)
			ret = visit_code_relocs(&w, sec)
				      ?: visit_computed(&w, sec);
		if (ret)
			return ret;
	}
	return 0;
}
