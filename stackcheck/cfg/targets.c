// SPDX-License-Identifier: GPL-2.0-only
/* Where branches, calls and table entries lead. */
#include <elf.h>
#include <string.h>

#include "stackcheck/cfg/cfg.h"
#include "stackcheck/cfg/targets.h"
#include "stackcheck/image/section_index.h"

static struct sc_target to_code(const struct sc_object *obj, uint32_t sec,
				int64_t off)
{
	struct sc_target to = { .kind = SC_TO_CODE, .sec = sec };

	to.off = (uint64_t)off;
	if (off < 0 || to.off > obj->img->secs[sec].size)
		to.kind = SC_TO_NOWHERE;
	return to;
}

/* An address in a linked image; offsets past a section may be another's. */
static struct sc_target to_addr(const struct sc_object *obj, uint64_t addr)
{
	struct sc_target to = { .kind = SC_TO_NOWHERE };

	to.sec = sc_image_find_addr(obj->img, addr, &to.off);
	if (to.sec)
		to.kind = SC_TO_CODE;
	return to;
}

/* What a relocation adds may be anything; a sum that wraps leads nowhere. */
static int64_t wrapping_sum(int64_t a, int64_t b)
{
	return (int64_t)((uint64_t)a + (uint64_t)b);
}

static struct sc_target to_symbol(const struct sc_object *obj, uint32_t idx,
				  int64_t addend)
{
	const struct sc_symbol *sym = &obj->img->syms[idx];
	struct sc_target to = { .kind = SC_TO_NOWHERE };

	if (sym->sec == SC_SEC_UNDEF) {
		to.kind = idx ? SC_TO_SYMBOL : SC_TO_NOWHERE;
		to.sym = idx;
		return to;
	}
	if (sym->sec >= obj->img->nsecs)
		return to;
	return to_code(obj, sym->sec, wrapping_sum((int64_t)sym->off, addend));
}

bool sc_symbol_is_open(const struct sc_object *obj, uint32_t sym)
{
	const struct sc_symbol *s = &obj->img->syms[sym];

	return obj->weak_open && s->bind == STB_WEAK && s->sec != SC_SEC_UNDEF;
}

static unsigned int field_width(const struct sc_insn *insn)
{
	return insn->len > 4 ? 4 : 1;
}

uint64_t sc_insn_field(const struct sc_insn *insn)
{
	return insn->off + insn->len - field_width(insn);
}

bool sc_insn_has_reloc(const struct sc_object *obj, const struct sc_insn *insn)
{
	/* a relocated short branch is zero in the object */
	return insn->len > 4 || (!insn->val && !obj->img->linked);
}

struct sc_target sc_insn_target_by(const struct sc_object *obj, uint32_t sec,
				   const struct sc_insn *insn,
				   const struct sc_reloc *r)
{
	uint32_t next = insn->off + insn->len;

	if (r && obj->arch->reloc_kind(r->type) == SC_RELOC_PC) {
		struct sc_target to =
			to_symbol(obj, r->sym,
				  wrapping_sum(r->addend, field_width(insn)));

		if (sc_symbol_is_open(obj, r->sym))
			to.sym = r->sym;
		return to;
	}
	if (obj->img->linked)
		return to_addr(obj, obj->img->secs[sec].addr + next +
					    (uint64_t)(int64_t)insn->val);
	return to_code(obj, sec, (int64_t)next + insn->val);
}

struct sc_target sc_insn_target(const struct sc_object *obj, uint32_t sec,
				const struct sc_insn *insn)
{
	const struct sc_reloc *r = NULL;

	if (sc_insn_has_reloc(obj, insn))
		r = sc_reloc_at(obj, sec, sc_insn_field(insn), 1);
	return sc_insn_target_by(obj, sec, insn, r);
}

static int64_t read_field(const uint8_t *at, unsigned int size)
{
	int32_t narrow;
	int64_t wide;

	if (size == 4) {
		memcpy(&narrow, at, 4);
		return narrow;
	}
	memcpy(&wide, at, 8);
	return wide;
}

struct sc_target sc_field_target(const struct sc_object *obj, uint32_t sec,
				 uint64_t off, unsigned int size, int64_t bias)
{
	const struct sc_section *s = &obj->img->secs[sec];
	const struct sc_reloc *r = sc_reloc_at(obj, sec, off, 1);
	struct sc_target to = { .kind = SC_TO_NOWHERE };
	int64_t value;

	if (!s->data || off + size > s->size || off + size < off)
		return to;
	if (r) {
		enum sc_reloc_kind kind = obj->arch->reloc_kind(r->type);

		return to_symbol(obj, r->sym,
				 wrapping_sum(r->addend,
					      kind == SC_RELOC_PC ? bias : 0));
	}
	if (!obj->img->linked)
		return to;
	value = read_field(s->data + off, size);
	if (size == 4)
		value = wrapping_sum(
			value, wrapping_sum((int64_t)(s->addr + off), bias));
	return to_addr(obj, (uint64_t)value);
}

const char *sc_target_name(const struct sc_object *obj,
			   const struct sc_target *to)
{
	const struct sc_func *f;

	if (to->kind == SC_TO_SYMBOL)
		return obj->img->syms[to->sym].name;
	if (to->kind == SC_TO_NOWHERE)
		return "";
	f = sc_func_at(obj, to->sec, to->off);
	return f ? f->name : "";
}

enum sc_callee_kind sc_callee_kind(const struct sc_object *obj,
				   const struct sc_target *to,
				   const struct sc_func *f)
{
	if (to->kind == SC_TO_SYMBOL)
		return (enum sc_callee_kind)obj->sym_callee[to->sym];
	if (!f || f->start != to->off)
		return SC_CALLEE_PLAIN;
	return (enum sc_callee_kind)f->callee;
}

enum sc_callee_kind sc_target_kind(const struct sc_object *obj,
				   const struct sc_target *to)
{
	const struct sc_func *f = NULL;

	if (to->kind == SC_TO_CODE)
		f = sc_func_at(obj, to->sec, to->off);
	return sc_callee_kind(obj, to, f);
}

bool sc_func_is_compiled(const struct sc_object *obj, const struct sc_func *f)
{
	const struct sc_code *code = &obj->code[f->sec];

	for (uint32_t i = f->first; i < f->first + f->ninsns; i++) {
		const struct sc_insn insn = sc_code_insn(code, i);
		struct sc_target to;

		if (insn.op == SC_OP_NOP)
			continue;
		if (insn.op != SC_OP_CALL)
			return false;
		to = sc_insn_target(obj, f->sec, &insn);
		return sc_target_kind(obj, &to) == SC_CALLEE_FENTRY;
	}
	return false;
}
