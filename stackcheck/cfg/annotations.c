// SPDX-License-Identifier: GPL-2.0-only
/*
 * What authors wrote beside their code for a stack validator to read: the
 * kernel's .discard.* sections, and the same ones from frame.h. A finished
 * module has none of them left. Layouts: linux/objtool_types.h, objtool.h.
 */
#include <elf.h>
#include <stdlib.h>
#include <string.h>

#include "stackcheck/cfg/annotations.h"
#include "stackcheck/cfg/cfg.h"
#include "stackcheck/cfg/targets.h"
#include "stackcheck/core/rule_id.h"
#include "stackcheck/image/orc_table.h"
#include "stackcheck/util/vec.h"

#define HINT_SIZE 12

/* Types as they were numbered until 6.3. */
enum old_hint_type {
	OLD_CALL,
	OLD_REGS,
	OLD_PARTIAL,
	OLD_FUNC,
	OLD_ENTRY,
	OLD_SAVE,
	OLD_RESTORE,
};

static void add_malformed(struct sc_object *obj, uint32_t sec, uint64_t off,
			  const char *what)
{
	sc_defect_add(obj, SC_RULE_ANNOTATION_BAD, sec, (uint32_t)off,
		      "%s+0x%llx: %s", obj->img->secs[sec].name,
		      (unsigned long long)off, what);
}

/*
 * ip, sp_offset, sp_reg, type, signal, and padding. Until 6.3 types had other
 * numbers, and the end of a stack was a byte; until 6.2 there was no signal.
 */
static void read_hint(const uint8_t *at, const struct sc_format *format,
		      struct sc_hint *h)
{
	enum sc_orc_layout layout = format->orc;
	static const uint8_t old[] = { [OLD_CALL] = SC_HINT_CALL,
				       [OLD_REGS] = SC_HINT_REGS,
				       [OLD_PARTIAL] = SC_HINT_REGS_PARTIAL,
				       [OLD_FUNC] = SC_HINT_FUNC,
				       [OLD_ENTRY] = SC_HINT_END_OF_STACK,
				       [OLD_SAVE] = SC_HINT_SAVE,
				       [OLD_RESTORE] = SC_HINT_RESTORE };

	memcpy(&h->sp_off, at + 4, 2);
	h->sp_reg = at[6] < SC_ORC_NREGS ? format->orc_regs[at[6]]
					 : SC_ORC_NO_REG;
	h->type = at[7];
	h->signal = at[8];
	if (layout == SC_ORC_6_4)
		return;
	h->type = at[7] < sizeof(old) ? old[at[7]] : SC_NHINT_TYPES;
	if (layout == SC_ORC_6_1)
		h->signal = at[7] == OLD_REGS || at[7] == OLD_PARTIAL;
	if (at[layout == SC_ORC_6_1 ? 8 : 9] && at[7] <= OLD_ENTRY)
		h->type = SC_HINT_END_OF_STACK;
}

static int read_hints(struct sc_object *obj, uint32_t sec)
{
	const struct sc_section *s = &obj->img->secs[sec];

	if (s->size % HINT_SIZE)
		add_malformed(obj, sec, s->size,
			      "size is no multiple of a hint");
	for (uint64_t off = 0; s->data && off + HINT_SIZE <= s->size;
	     off += HINT_SIZE) {
		struct sc_target at = sc_field_target(obj, sec, off, 4, 0);
		struct sc_state scratch = { 0 };
		struct sc_hint h = { .sec = at.sec, .off = (uint32_t)at.off };

		read_hint(s->data + off, obj->img->format, &h);
		if (h.type >= SC_NHINT_TYPES ||
		    (h.type < SC_HINT_SAVE && !obj->arch->hint(&scratch, &h))) {
			add_malformed(obj, sec, off,
				      "hint that makes no sense");
			continue;
		}
		if (at.kind != SC_TO_CODE ||
		    !sc_mark_set(obj, at.sec, at.off,
				 SC_M_HINT | SC_M_LEADER)) {
			add_malformed(obj, sec, off, "hint for no instruction");
			continue;
		}
		h.order = obj->nhints;
		if (SC_VEC_PUSH(obj->hints, obj->nhints, h))
			return -1;
	}
	return 0;
}

static int compare_places(const struct sc_hint *a, const struct sc_hint *b)
{
	if (a->sec != b->sec)
		return a->sec < b->sec ? -1 : 1;
	return a->off < b->off ? -1 : a->off > b->off;
}

/* Hints of one place stay in the order of their table. */
static int compare_hints(const void *pa, const void *pb)
{
	const struct sc_hint *a = pa, *b = pb;
	int diff = compare_places(a, b);

	return diff ? diff : a->order < b->order ? -1 : a->order > b->order;
}

static bool is_overruled(const struct sc_hint *h, const struct sc_hint *next)
{
	return !compare_places(h, next) && h->type < SC_HINT_SAVE &&
	       next->type < SC_HINT_SAVE;
}

/* Of several hints that tell the state at one place, the last one counts. */
static void drop_overruled(struct sc_object *obj)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < obj->nhints; i++)
		if (i + 1 == obj->nhints ||
		    !is_overruled(&obj->hints[i], &obj->hints[i + 1]))
			obj->hints[n++] = obj->hints[i];
	obj->nhints = n;
}

/* Tell each RESTORE of the SAVE before it. */
static void pair_hints(struct sc_object *obj)
{
	uint32_t save = 0;

	for (uint32_t i = 0; i < obj->nhints; i++) {
		struct sc_hint *h = &obj->hints[i];

		if (save && obj->hints[save - 1].sec != h->sec)
			save = 0;
		if (h->type == SC_HINT_SAVE)
			save = i + 1;
		else if (h->type == SC_HINT_RESTORE)
			h->save = save;
	}
}

/* Mark the instruction that ends where @at begins. */
static bool mark_before(struct sc_object *obj, const struct sc_target *at,
			unsigned int mark)
{
	uint32_t i = UINT32_MAX;
	struct sc_insn insn;

	if (at->off)
		i = sc_insn_holding(obj, at->sec, at->off - 1);
	if (i == UINT32_MAX)
		return false;
	insn = sc_code_insn(&obj->code[at->sec], i);
	if (insn.off + insn.len != at->off)
		return false;
	obj->code[at->sec].mark[i] |= mark;
	return true;
}

/* Replacements may share their bytes: each of them gets the mark. */
static void mark_everywhere(struct sc_object *obj, const struct sc_target *at,
			    unsigned int mark)
{
	struct sc_code *code = &obj->code[at->sec];

	if (code->nfuncs) {
		sc_mark_set(obj, at->sec, at->off, mark);
		return;
	}
	for (uint32_t i = 0; code->insns && i < code->ninsns; i++)
		if (sc_code_off(code, i) == at->off)
			code->mark[i] |= mark;
}

/* The two annotations that are about the instruction before their label. */
static void mark_end(struct sc_object *obj, uint32_t sec, uint64_t off,
		     unsigned int mark)
{
	struct sc_target at = sc_field_target(obj, sec, off, 4, 0);

	if (at.kind != SC_TO_CODE || !mark_before(obj, &at, mark))
		add_malformed(obj, sec, off, "annotation after no instruction");
}

static void mark_call(struct sc_object *obj, uint32_t sec, uint64_t off)
{
	struct sc_target at = sc_field_target(obj, sec, off, 4, 0);

	if (at.kind == SC_TO_CODE && at.sec == SC_SEC_UNDEF)
		return;
	if (at.kind != SC_TO_CODE ||
	    !sc_mark_set(obj, at.sec, at.off, SC_M_INTRA))
		add_malformed(obj, sec, off, "annotation for no instruction");
}

static void ignore_function(struct sc_object *obj, uint32_t sec, uint64_t off)
{
	struct sc_target at = sc_field_target(obj, sec, off, 4, 0);
	struct sc_func *f =
		at.kind == SC_TO_CODE ? sc_func_at(obj, at.sec, at.off) : NULL;

	if (f)
		f->ignored = 1;
	else if (at.kind == SC_TO_NOWHERE ||
		 (at.kind == SC_TO_CODE && obj->code[at.sec].insns))
		add_malformed(obj, sec, off, "annotation for no function");
}

/* C makes pointers of these, assembly distances: go by the relocations. */
static void ignore_functions(struct sc_object *obj, uint32_t sec)
{
	const struct sc_section *s = &obj->img->secs[sec];

	for (size_t i = 0; i < s->nrelocs; i++)
		ignore_function(obj, sec, s->relocs[i].off);
}

/* The place may lie in a replacement, or in code that is not looked at. */
static void mark_place(struct sc_object *obj, uint32_t sec, uint64_t off,
		       unsigned int mark)
{
	struct sc_target at = sc_field_target(obj, sec, off, 4, 0);

	if (at.kind == SC_TO_CODE)
		mark_everywhere(obj, &at, mark);
}

/* An indirect branch or a return that is meant as it is. */
static void mark_safe(struct sc_object *obj, uint32_t sec, uint64_t off)
{
	mark_place(obj, sec, off, SC_M_SAFE);
}

static void mark_no_landing(struct sc_object *obj, uint32_t sec, uint64_t off)
{
	mark_place(obj, sec, off, SC_M_NO_LANDING);
}

static void mark_instr_begin(struct sc_object *obj, uint32_t sec, uint64_t off)
{
	mark_place(obj, sec, off, SC_M_INSTR_BEGIN);
}

static void mark_instr_end(struct sc_object *obj, uint32_t sec, uint64_t off)
{
	mark_place(obj, sec, off, SC_M_INSTR_END);
}

static void mark_unret(struct sc_object *obj, uint32_t sec, uint64_t off)
{
	mark_place(obj, sec, off, SC_M_UNRET_BEGIN);
}

static void mark_no_alt(struct sc_object *obj, uint32_t sec, uint64_t off)
{
	mark_place(obj, sec, off, SC_M_NO_ALT);
}

static void mark_trap(struct sc_object *obj, uint32_t sec, uint64_t off)
{
	struct sc_target at = sc_field_target(obj, sec, off, 4, 0);

	if (at.kind != SC_TO_CODE ||
	    !sc_mark_set(obj, at.sec, at.off, SC_M_GOES_ON))
		add_malformed(obj, sec, off, "annotation for no instruction");
}

static void allow_any_type(struct sc_object *obj, uint32_t sec, uint64_t off)
{
	struct sc_target at = sc_field_target(obj, sec, off, 4, 0);
	struct sc_func *f =
		at.kind == SC_TO_CODE ? sc_func_at(obj, at.sec, at.off) : NULL;

	if (f)
		f->any_type = 1;
	else
		add_malformed(obj, sec, off, "annotation for no function");
}

/* ANNOTYPE_* of newer kernels, for those this analysis has a use. */
enum {
	ANNOTYPE_NO_LANDING = 1,
	ANNOTYPE_SAFE = 2,
	ANNOTYPE_INSTR_BEGIN = 3,
	ANNOTYPE_INSTR_END = 4,
	ANNOTYPE_UNRET_BEGIN = 5,
	ANNOTYPE_IGNORE_ALTS = 6,
	ANNOTYPE_INTRA = 7,
	ANNOTYPE_REACHABLE = 8,
	ANNOTYPE_ANY_TYPE = 9,
};

static void annotate_insn(struct sc_object *obj, uint32_t sec, uint64_t off)
{
	static void (*const readers[])(struct sc_object * obj, uint32_t sec,
				       uint64_t off) = {
		[ANNOTYPE_NO_LANDING] = mark_no_landing,
		[ANNOTYPE_SAFE] = mark_safe,
		[ANNOTYPE_INSTR_BEGIN] = mark_instr_begin,
		[ANNOTYPE_INSTR_END] = mark_instr_end,
		[ANNOTYPE_UNRET_BEGIN] = mark_unret,
		[ANNOTYPE_IGNORE_ALTS] = mark_no_alt,
		[ANNOTYPE_INTRA] = mark_call,
		[ANNOTYPE_REACHABLE] = mark_trap,
		[ANNOTYPE_ANY_TYPE] = allow_any_type,
	};
	uint32_t type;

	memcpy(&type, obj->img->secs[sec].data + off + 4, 4);
	if (type < sizeof(readers) / sizeof(readers[0]) && readers[type])
		readers[type](obj, sec, off);
}

static void mark_reachable(struct sc_object *obj, uint32_t sec, uint64_t off)
{
	mark_end(obj, sec, off, SC_M_GOES_ON);
}

static void mark_unreachable(struct sc_object *obj, uint32_t sec, uint64_t off)
{
	mark_end(obj, sec, off, SC_M_DEAD);
}

static const struct annotation {
	const char *section;
	unsigned int entry; /* bytes */
	void (*read)(struct sc_object *obj, uint32_t sec, uint64_t off);
} annotations[] = {
	{ ".discard.reachable", 4, mark_reachable },
	{ ".discard.unreachable", 4, mark_unreachable },
	{ ".discard.intra_function_calls", 4, mark_call },
	{ ".discard.annotate_insn", 8, annotate_insn },
	{ ".discard.retpoline_safe", 4, mark_safe },
	{ ".discard.noendbr", 4, mark_no_landing },
	{ ".discard.validate_unret", 4, mark_unret },
	{ ".discard.ignore_alts", 4, mark_no_alt },
	{ ".discard.instr_begin", 4, mark_instr_begin },
	{ ".discard.instr_end", 4, mark_instr_end },
};

static void read_annotations(struct sc_object *obj, uint32_t sec)
{
	const struct sc_section *s = &obj->img->secs[sec];

	for (size_t i = 0; i < sizeof(annotations) / sizeof(annotations[0]);
	     i++) {
		const struct annotation *a = &annotations[i];

		if (strcmp(s->name, a->section) || !s->data)
			continue;
		for (uint64_t off = 0; off + a->entry <= s->size;
		     off += a->entry)
			a->read(obj, sec, off);
	}
}

int sc_annotations_read(struct sc_object *obj)
{
	for (uint32_t i = 1; i < obj->img->nsecs; i++) {
		if (!strcmp(obj->img->secs[i].name, ".discard.unwind_hints") &&
		    read_hints(obj, i))
			return -1;
		if (!strcmp(obj->img->secs[i].name,
			    ".discard.func_stack_frame_non_standard"))
			ignore_functions(obj, i);
		read_annotations(obj, i);
	}
	if (obj->nhints)
		qsort(obj->hints, obj->nhints, sizeof(*obj->hints),
		      compare_hints);
	drop_overruled(obj);
	pair_hints(obj);
	return 0;
}
