// SPDX-License-Identifier: GPL-2.0-only
/*
 * Room before functions. Kernels that count the depth of calls write code
 * before the first byte of a module's functions, and have calls go there. Such
 * a kernel builds its modules with room, and each of them shows it: by a list
 * of its calls, or by symbols of the room before compiled functions.
 */
#include <elf.h>
#include <string.h>

#include "stackcheck/cfg/branches.h"
#include "stackcheck/cfg/cfg.h"
#include "stackcheck/cfg/padding.h"
#include "stackcheck/cfg/targets.h"
#include "stackcheck/image/section_index.h"
#include "stackcheck/util/affix.h"

/* MODULE_LICENSE: code that is a part of the kernel has its name before it. */
static bool is_module(const struct sc_image *img)
{
	static const char key[] = "\0license=";
	const struct sc_section *s = sc_image_section(img, ".modinfo");

	return s && s->data && !img->linked &&
	       ((s->size >= sizeof(key) - 2 &&
		 !memcmp(s->data, key + 1, sizeof(key) - 2)) ||
		memmem(s->data, s->size, key, sizeof(key) - 1));
}

/* Does its kernel leave room before each function? */
static bool has_padding(const struct sc_object *obj)
{
	const struct sc_image *img = obj->img;

	if (sc_image_section(img, ".call_sites"))
		return true;
	for (uint32_t i = 1; i < img->nsyms; i++)
		if (img->syms[i].type == STT_FUNC &&
		    sc_starts_with(img->syms[i].name, "__pfx_"))
			return true;
	return false;
}

/*
 * Nobody writes before code that is freed after start, nor before trampolines
 * of static calls: calls to those are patched by other means.
 */
static bool is_left_alone(const char *section)
{
	return sc_starts_with(section, ".init") ||
	       !strcmp(section, ".static_call.text");
}

/* Is there memory at all where the kernel looks? */
static bool has_room(const struct sc_object *obj, const struct sc_func *f)
{
	return f->start >= obj->arch->call_padding;
}

static bool is_padded(const struct sc_object *obj, const struct sc_func *f)
{
	unsigned int room = obj->arch->call_padding;
	const uint8_t *at = obj->img->secs[f->sec].data + f->start;

	if (!has_room(obj, f))
		return false;
	while (room && at[-(int)room] == obj->arch->nop)
		room--;
	return !room;
}

static bool is_missing(const struct sc_object *obj, const struct sc_func *f)
{
	return f->kind == SC_FUNC_CALLABLE && !is_padded(obj, f) &&
	       !is_left_alone(obj->img->secs[f->sec].name);
}

/*
 * Can it be a helper that assembly keeps to itself? Then the kernel sees other
 * code before it, says so, and does not count its calls. That costs time, and
 * no more. If a compiler's code calls it, it is no helper.
 */
static bool may_be_helper(const struct sc_object *obj, const struct sc_func *f)
{
	return has_room(obj, f) && f->sym &&
	       obj->img->syms[f->sym].bind == STB_LOCAL;
}

static void mark_called_by(struct sc_object *obj, const struct sc_func *by)
{
	const struct sc_branch *b =
		&obj->code[by->sec].branch[by->first_branch];

	for (uint32_t i = 0; i < by->nbranches; i++, b++) {
		const struct sc_func *g = NULL;

		if (sc_code_insn(&obj->code[by->sec], b->insn).op == SC_OP_CALL)
			sc_branch_target(obj, by, b, &g);
		if (g && is_missing(obj, g))
			obj->funcs[g - obj->funcs].unpadded = 1;
	}
}

static void find_called_by_compiled(struct sc_object *obj)
{
	for (uint32_t i = 0; i < obj->nplain; i++)
		if (sc_func_is_compiled(obj, &obj->funcs[i]))
			mark_called_by(obj, &obj->funcs[i]);
}

/* --- targets of static calls: the kernel makes direct calls of these */

/* It is called, if it is the first byte of a function. */
static void mark_unpadded(struct sc_object *obj, const struct sc_target *to)
{
	struct sc_func *f = to->kind == SC_TO_CODE
				    ? sc_func_at(obj, to->sec, to->off)
				    : NULL;

	if (f && f->start == to->off && is_missing(obj, f))
		f->unpadded = 1;
}

/* Where the field of @r points to. */
static struct sc_target field_target(const struct sc_object *obj, uint32_t sec,
				     const struct sc_reloc *r)
{
	const struct sc_code *code = &obj->code[sec];
	uint32_t i = code->insns ? sc_insn_holding(obj, sec, r->off)
				 : UINT32_MAX;
	int64_t bias = 0;

	if (i != UINT32_MAX) {
		struct sc_insn insn = sc_code_insn(code, i);

		bias = (int64_t)(insn.off + insn.len - r->off);
	}
	return sc_field_target(obj, sec, r->off, 4, bias);
}

/* Those that fields between two places point to. */
static void mark_between(struct sc_object *obj, uint32_t sec, uint64_t off,
			 uint64_t end)
{
	const struct sc_section *s = &obj->img->secs[sec];
	const struct sc_reloc *r = sc_section_reloc(s, off, end - off);

	for (; r && r < s->relocs + s->nrelocs && r->off < end; r++) {
		struct sc_target to = field_target(obj, sec, r);

		mark_unpadded(obj, &to);
	}
}

/* Assemblers fill in distances within a section. */
static void mark_made_by(struct sc_object *obj, const struct sc_func *by)
{
	for (uint32_t i = 0; i < by->ninsns; i++) {
		const struct sc_insn insn =
			sc_code_insn(&obj->code[by->sec], by->first + i);
		struct sc_target to;

		if (insn.base != SC_REG_PC || insn.op != SC_OP_OTHER ||
		    (insn.flags & (SC_F_MEMR | SC_F_MEMW)))
			continue;
		to = sc_insn_target(obj, by->sec, &insn);
		mark_unpadded(obj, &to);
	}
}

/* What static calls have at first is in their keys. */
static void find_in_keys(struct sc_object *obj)
{
	for (uint32_t i = 1; i < obj->img->nsyms; i++) {
		const struct sc_symbol *s = &obj->img->syms[i];

		if (s->sec && s->sec < obj->img->nsecs &&
		    sc_starts_with(s->name, "__SCK__"))
			mark_between(obj, s->sec, s->off, s->off + s->size);
	}
}

/* And what they get later is told by whoever calls __static_call_update(). */
static void find_in_updates(struct sc_object *obj)
{
	for (uint32_t i = 0; i < obj->ncalls; i++) {
		const struct sc_callsite *call = &obj->calls[i];
		const struct sc_group *g = &obj->groups[call->group];

		if (!call->sym || strcmp(obj->img->syms[call->sym].name,
					 "__static_call_update"))
			continue;
		for (uint32_t m = 0; m < g->nfuncs; m++) {
			const struct sc_func *f =
				&obj->funcs[obj->members[g->first + m]];

			mark_between(obj, f->sec, f->start, f->end);
			mark_made_by(obj, f);
		}
	}
}

void sc_padding_find(struct sc_object *obj)
{
	bool uncalled = false, helpers = false;

	if (!obj->arch->call_padding || !is_module(obj->img) ||
	    !has_padding(obj))
		return;
	for (uint32_t i = 0; i < obj->nplain; i++) {
		struct sc_func *f = &obj->funcs[i];

		if (!is_missing(obj, f))
			continue;
		f->unpadded = f->called && !may_be_helper(obj, f);
		helpers |= f->called && !f->unpadded;
		uncalled |= !f->called;
	}
	if (helpers)
		find_called_by_compiled(obj);
	if (uncalled) {
		find_in_keys(obj);
		find_in_updates(obj);
	}
}

/* Room may have several names, one behind the other. */
uint32_t sc_entry_padding_of(const struct sc_object *obj, uint32_t k)
{
	const struct sc_func *f = &obj->funcs[k];

	if (f->kind != SC_FUNC_PREFIX)
		return UINT32_MAX;
	for (; f->kind == SC_FUNC_PREFIX; f++, k++)
		if (k + 1 == obj->nplain || f[1].sec != f->sec ||
		    f[1].start != f->end)
			return UINT32_MAX;
	return f->kind == SC_FUNC_CALLABLE && !f->ignored && f->ninsns &&
			       (obj->code[f->sec].mark[f->first] & SC_M_REACHED)
		       ? k
		       : UINT32_MAX;
}
