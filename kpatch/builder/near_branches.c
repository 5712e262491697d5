// SPDX-License-Identifier: GPL-2.0-only
/*
 * Each function is decoded. Its branches that lead out of it are collected, and
 * become relocations when all are known.
 */
#include <elf.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/arch.h"
#include "kpatch/builder/near_branches.h"
#include "stackcheck/core/arch.h"
#include "stackcheck/core/insn.h"
#include "stackcheck/util/vec.h"

struct branch {
	uint32_t sec;
	unsigned int size; /* bytes of the field */
	uint64_t off, target; /* of the field; both in the section */
};

struct finder {
	const struct pb_object *obj;
	const struct sc_arch *arch;
	struct sc_decoder *dec;
	struct branch *found;
	size_t n;
};

static bool has_reloc(const struct finder *f, uint32_t sec, uint64_t from,
		      uint64_t to)
{
	const struct pb_section *s = &f->obj->secs[sec];
	size_t i = pb_object_reloc_at(f->obj, sec, from);

	return i < s->nrelocs && s->relocs[i].off < to;
}

/* Note the branch that ends at @end, if it leads out of @func. */
static int note_branch(struct finder *f, const struct pb_symbol *func,
		       const struct sc_insn *insn, uint64_t end)
{
	struct branch b = { .sec = func->sec,
			    .size = insn->len < 5 ? 1 : 4,
			    .target = end + (uint64_t)(int64_t)insn->val };

	if (!sc_op_is(insn, SC_P_BRANCH) && insn->op != SC_OP_CALL)
		return 0;
	if ((b.target >= func->value && b.target < func->value + func->size) ||
	    b.target > f->obj->secs[func->sec].size ||
	    has_reloc(f, func->sec, end - insn->len, end))
		return 0;
	b.off = end - b.size;
	return SC_VEC_PUSH(f->found, f->n, b);
}

static int search_function(struct finder *f, const struct pb_symbol *func)
{
	const struct pb_section *s = &f->obj->secs[func->sec];
	uint64_t at = func->value, end = at + func->size;

	while (at < end) {
		struct sc_insn insn;
		unsigned int len =
			f->arch->decode(f->dec, s->data + at, end - at, &insn);

		if (len && note_branch(f, func, &insn, at + len))
			return -1;
		at += len ? len : 1;
	}
	return 0;
}

static bool is_function(const struct pb_object *obj, const struct pb_symbol *s)
{
	const struct pb_section *sec;

	if (s->dead || s->type != STT_FUNC || !s->sec || s->sec >= obj->nsecs)
		return false;
	sec = &obj->secs[s->sec];
	return sec->flags & SHF_EXECINSTR && sec->data &&
	       s->size <= sec->size - s->value;
}

static int search_object(struct finder *f)
{
	for (uint32_t i = 1; i < f->obj->nsyms; i++)
		if (is_function(f->obj, &f->obj->syms[i]) &&
		    search_function(f, &f->obj->syms[i]))
			return -1;
	return 0;
}

/* Aliases are searched twice; their branches come once. */
static int by_place(const void *pa, const void *pb)
{
	const struct branch *a = pa, *b = pb;

	if (a->sec != b->sec)
		return a->sec < b->sec ? -1 : 1;
	return a->off < b->off ? -1 : a->off > b->off;
}

static int by_offset(const void *pa, const void *pb)
{
	const struct pb_reloc *a = pa, *b = pb;

	return a->off < b->off ? -1 : a->off > b->off;
}

static int add_reloc(struct pb_object *obj, const struct branch *b)
{
	struct pb_section *s = &obj->secs[b->sec];
	struct pb_reloc r = { .off = b->off,
			      .addend = (int64_t)b->target - b->size };

	r.type = b->size == 4 ? pb_arch_x86_64.branch_reloc
			      : pb_arch_x86_64.short_branch_reloc;
	r.sym = pb_object_section_symbol(obj, b->sec);
	if (!r.sym || pb_object_add_reloc(obj, b->sec, &r))
		return -1;
	memset(s->data + b->off, 0, b->size);
	return 0;
}

static int add_relocs(struct pb_object *obj, struct finder *f)
{
	if (f->n)
		qsort(f->found, f->n, sizeof(*f->found), by_place);
	for (size_t i = 0; i < f->n; i++)
		if ((!i || by_place(&f->found[i - 1], &f->found[i])) &&
		    add_reloc(obj, &f->found[i]))
			return -1;
	for (uint32_t i = 1; f->n && i < obj->nsecs; i++)
		if (obj->secs[i].nrelocs)
			qsort(obj->secs[i].relocs, obj->secs[i].nrelocs,
			      sizeof(*obj->secs[i].relocs), by_offset);
	return 0;
}

int pb_near_branches_relocate(struct pb_object *obj, struct sc_error *err)
{
	struct finder f = { .obj = obj };
	int ret = -1;

	f.arch = sc_arch_find(pb_arch_x86_64.machine);
	f.dec = f.arch ? f.arch->decoder_new() : NULL;
	if (f.dec && !search_object(&f))
		ret = add_relocs(obj, &f);
	if (f.dec)
		f.arch->decoder_free(f.dec);
	free(f.found);
	return ret ? sc_fail(err, "out of memory") : 0;
}
