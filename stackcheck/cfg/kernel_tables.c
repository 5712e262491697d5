// SPDX-License-Identifier: GPL-2.0-only
/*
 * The tables that change where code goes: alternatives, exception fixups,
 * jump labels, and the bug table, which tells a WARN from a BUG. They stay
 * in finished modules and kernels. Layouts: the kernel's asm/alternative.h,
 * asm/extable.h, linux/jump_label.h and asm-generic/bug.h.
 */
#include <stdlib.h>
#include <string.h>

#include "stackcheck/cfg/cfg.h"
#include "stackcheck/cfg/decode.h"
#include "stackcheck/cfg/kernel_tables.h"
#include "stackcheck/cfg/merged_nops.h"
#include "stackcheck/cfg/targets.h"
#include "stackcheck/core/rule_id.h"
#include "stackcheck/image/format.h"
#include "stackcheck/image/section_index.h"
#include "stackcheck/util/vec.h"

/* bug_entry.flags: the trap reports and returns */
#define BUGFLAG_WARNING 1

static uint16_t read_u16(const uint8_t *at)
{
	uint16_t v;

	memcpy(&v, at, sizeof(v));
	return v;
}

/* The place that a 4-byte self-relative field of @sec points to. */
static struct sc_target field_target(const struct sc_object *obj, uint32_t sec,
				     uint64_t off)
{
	return sc_field_target(obj, sec, off, 4, 0);
}

static bool is_insn(const struct sc_object *obj, const struct sc_target *to)
{
	return to->kind == SC_TO_CODE &&
	       sc_insn_at(obj, to->sec, to->off) != UINT32_MAX;
}

static void add_malformed(struct sc_object *obj, uint32_t sec, uint64_t off,
			  const char *what)
{
	sc_defect_add(obj, SC_RULE_TABLE_MALFORMED, sec, (uint32_t)off,
		      "%s+0x%llx: %s", obj->img->secs[sec].name,
		      (unsigned long long)off, what);
}

/* One more edge, from an instruction that is marked as having some. */
static int add_edge(struct sc_object *obj, const struct sc_target *from,
		    const struct sc_target *to, uint8_t kind)
{
	struct sc_edge e = { .sec = from->sec,
			     .off = (uint32_t)from->off,
			     .to_sec = to->sec,
			     .to_off = (uint32_t)to->off,
			     .kind = kind };

	sc_mark_set(obj, from->sec, from->off, SC_M_EDGE);
	return sc_edge_add(obj, &e);
}

/* A table's place: a section of its own, or a range between two symbols. */
struct table {
	uint32_t sec;
	uint64_t off, end; /* bytes in the section */
};

/* A table of pairs of self-relative fields: code, and where it may go. */
static int read_pairs(struct sc_object *obj, const struct table *t,
		      uint64_t entry, uint8_t kind)
{
	uint32_t sec = t->sec;

	if ((t->end - t->off) % entry)
		add_malformed(obj, sec, t->end,
			      "size is no multiple of an entry");
	for (uint64_t off = t->off; off + entry <= t->end; off += entry) {
		struct sc_target from = field_target(obj, sec, off);
		struct sc_target to = field_target(obj, sec, off + 4);

		if (!is_insn(obj, &from) || !is_insn(obj, &to)) {
			if (from.kind == SC_TO_CODE &&
			    !sc_func_at(obj, from.sec, from.off))
				continue; /* code that is not looked at */
			add_malformed(obj, sec, off,
				      "points to no instruction");
			continue;
		}
		if (add_edge(obj, &from, &to, kind))
			return -1;
	}
	return 0;
}

static int read_bugs(struct sc_object *obj, const struct table *t)
{
	uint32_t sec = t->sec;
	const struct sc_section *s = &obj->img->secs[sec];
	struct sc_bug_layout l;

	if (!s->data)
		return 0;
	sc_format_bugs(obj->img, sec, t->off, t->end, &l);
	for (uint64_t off = t->off; off + l.entry <= t->end; off += l.entry) {
		struct sc_target at = field_target(obj, sec, off);

		if (!is_insn(obj, &at)) {
			if (at.kind != SC_TO_CODE ||
			    sc_func_at(obj, at.sec, at.off))
				add_malformed(obj, sec, off,
					      "points to no instruction");
			continue;
		}
		if (read_u16(s->data + off + l.flags) & BUGFLAG_WARNING)
			sc_mark_set(obj, at.sec, at.off, SC_M_GOES_ON);
	}
	return 0;
}

/* One alternative as its table gives it. */
struct alternative {
	struct sc_target from, to;
	uint16_t feature; /* of the processors that run the replacement */
	uint8_t len, new_len;
};

static struct alternative read_alternative(const struct sc_object *obj,
					   uint32_t sec, uint64_t off,
					   const struct sc_alt_layout *l)
{
	const uint8_t *data = obj->img->secs[sec].data + off;

	/* from, to, feature, flags in some versions, and the two lengths */
	return (struct alternative){
		.from = field_target(obj, sec, off),
		.to = field_target(obj, sec, off + 4),
		.feature = read_u16(data + 8),
		.len = data[l->lengths],
		.new_len = data[l->lengths + 1],
	};
}

/* Mark the bytes that may be replaced. */
static void mark_body(struct sc_object *obj, const struct alternative *alt)
{
	const struct sc_target *from = &alt->from;
	uint32_t i = sc_insn_at(obj, from->sec, from->off);
	struct sc_code *code = &obj->code[from->sec];
	uint32_t mark = SC_M_ALT_BODY;

	if (obj->arch->waives_original(alt->feature))
		mark |= SC_M_WAIVED;
	for (; i < code->ninsns && sc_code_off(code, i) < from->off + alt->len;
	     i++)
		code->mark[i] |= mark;
}

static bool alternative_ok(const struct sc_object *obj,
			   const struct alternative *alt)
{
	const struct sc_section *to;

	const struct sc_func *f;

	if (alt->from.kind != SC_TO_CODE || alt->from.sec >= obj->img->nsecs)
		return false;
	f = sc_func_at(obj, alt->from.sec, alt->from.off);
	if (f && alt->from.off + alt->len > f->end)
		return false;
	if (!alt->new_len)
		return true;
	if (alt->to.kind != SC_TO_CODE || obj->code[alt->to.sec].nfuncs)
		return false;
	to = &obj->img->secs[alt->to.sec];
	return to->data && alt->to.off + alt->new_len <= to->size;
}

/* The replacement as a function of its own that jumps back at its end. */
static int add_replacement(struct sc_object *obj, const struct alternative *alt)
{
	struct sc_alt a = { .sec = alt->from.sec,
			    .off = (uint32_t)alt->from.off,
			    .len = alt->len };
	struct sc_func f = {
		.name = "",
		.kind = SC_FUNC_ALT,
		.sec = alt->to.sec,
		.start = (uint32_t)alt->to.off,
		.end = (uint32_t)alt->to.off + alt->new_len,
		.alt_off = (uint32_t)alt->from.off,
		.back_sec = alt->from.sec,
		.back_off = (uint32_t)alt->from.off + alt->len,
	};
	struct sc_target back = { .kind = SC_TO_CODE,
				  .sec = f.back_sec,
				  .off = f.back_off };

	mark_body(obj, alt);
	if (SC_VEC_PUSH(obj->alts, obj->nalts, a))
		return -1;
	if (!alt->new_len)
		return add_edge(obj, &alt->from, &back, SC_EDGE_ALT_SKIP);
	if (add_edge(obj, &alt->from, &alt->to, SC_EDGE_ALT))
		return -1;
	return SC_VEC_PUSH(obj->funcs, obj->nfuncs, f);
}

static int read_alternatives(struct sc_object *obj, uint32_t sec)
{
	const struct sc_section *s = &obj->img->secs[sec];
	struct sc_alt_layout l;

	if (!s->data)
		return 0;
	sc_format_alternatives(obj->img, sec, &l);
	for (uint64_t off = 0; off + l.entry <= s->size; off += l.entry) {
		struct alternative alt = read_alternative(obj, sec, off, &l);

		if (!alternative_ok(obj, &alt)) {
			add_malformed(obj, sec, off,
				      "alternative out of range");
			continue;
		}
		if (sc_insn_at(obj, alt.from.sec, alt.from.off) == UINT32_MAX) {
			if (sc_func_at(obj, alt.from.sec, alt.from.off))
				add_malformed(
					obj, sec, off,
					"alternative within an instruction");
			continue;
		}
		if (add_replacement(obj, &alt))
			return -1;
	}
	return 0;
}

static int compare_funcs(const void *pa, const void *pb)
{
	const struct sc_func *a = pa, *b = pb;

	if (a->sec != b->sec)
		return a->sec < b->sec ? -1 : 1;
	return a->start < b->start ? -1 : a->start > b->start;
}

/* Bytes to decode for a section's replacements: shared ones count again. */
static bool too_much(const struct sc_object *obj, uint32_t from, uint32_t to)
{
	uint64_t sum = 0, size = obj->img->secs[obj->funcs[from].sec].size;

	for (uint32_t i = from; i < to; i++)
		sum += obj->funcs[i].end - obj->funcs[i].start;
	return sum > 16 * size + 65536;
}

/* Decode the replacements, section by section. */
static int decode_replacements(struct sc_object *obj, struct sc_decoder *dec)
{
	uint32_t from = obj->nplain;

	if (obj->nfuncs == obj->nplain)
		return 0;
	qsort(obj->funcs + obj->nplain, obj->nfuncs - obj->nplain,
	      sizeof(*obj->funcs), compare_funcs);
	while (from < obj->nfuncs) {
		uint32_t to = from + 1, sec = obj->funcs[from].sec;

		while (to < obj->nfuncs && obj->funcs[to].sec == sec)
			to++;
		if (too_much(obj, from, to)) {
			add_malformed(obj, sec, 0,
				      "replacements overlap beyond reason");
			obj->nfuncs = from;
			return 0;
		}
		if (sc_code_decode_funcs(obj, dec, sec, obj->funcs + from,
					 to - from))
			return -1;
		from = to;
	}
	return 0;
}

static int read_fixups(struct sc_object *obj, const struct table *t)
{
	return read_pairs(obj, t, 12, SC_EDGE_FIXUP);
}

static int read_jump_labels(struct sc_object *obj, const struct table *t)
{
	return read_pairs(obj, t, 16, SC_EDGE_JUMP_LABEL);
}

/* Linkers may merge a table into another section and leave its bounds. */
static const struct kind {
	const char *section, *start, *stop;
	int (*read)(struct sc_object *obj, const struct table *t);
} kinds[] = {
	{ "__ex_table", "__start___ex_table", "__stop___ex_table",
	  read_fixups },
	{ "__jump_table", "__start___jump_table", "__stop___jump_table",
	  read_jump_labels },
	{ "__bug_table", "__start___bug_table", "__stop___bug_table",
	  read_bugs },
};

static int read_sections(struct sc_object *obj, const struct kind *kind,
			 bool *found_ret)
{
	for (uint32_t i = 1; i < obj->img->nsecs; i++) {
		const struct sc_section *s = &obj->img->secs[i];
		struct table t = { .sec = i, .end = s->size };

		if (strcmp(s->name, kind->section) || !s->data)
			continue;
		*found_ret = true;
		if (kind->read(obj, &t))
			return -1;
	}
	return 0;
}

static int read_between_symbols(struct sc_object *obj, const struct kind *kind)
{
	const struct sc_image *img = obj->img;
	struct table t = { 0 };
	uint32_t stop_sec = 0;

	for (uint32_t i = 1; i < img->nsyms; i++) {
		const struct sc_symbol *s = &img->syms[i];

		if (!s->sec || s->sec >= img->nsecs)
			continue;
		if (!strcmp(s->name, kind->start)) {
			t.sec = s->sec;
			t.off = s->off;
		} else if (!strcmp(s->name, kind->stop)) {
			stop_sec = s->sec;
			t.end = s->off;
		}
	}
	if (!t.sec || t.sec != stop_sec || t.end < t.off ||
	    !img->secs[t.sec].data || t.end > img->secs[t.sec].size)
		return 0;
	return kind->read(obj, &t);
}

static int read_kind(struct sc_object *obj, const struct kind *kind)
{
	bool found = false;

	if (read_sections(obj, kind, &found))
		return -1;
	return found || !obj->img->linked ? 0 : read_between_symbols(obj, kind);
}

/* Then its states lie where others do. No kernel has such a one. */
static bool has_overlaps(const struct sc_object *obj)
{
	for (uint32_t i = obj->nplain; i < obj->nfuncs; i++) {
		const struct sc_func *f = &obj->funcs[i];

		if (f->end - f->start > f->back_off - f->alt_off)
			return true;
	}
	return false;
}

int sc_special_read(struct sc_object *obj, struct sc_decoder *dec)
{
	for (uint32_t i = 1; i < obj->img->nsecs; i++)
		if (!strcmp(obj->img->secs[i].name, ".altinstructions") &&
		    read_alternatives(obj, i))
			return -1;
	obj->alt_overlaps = has_overlaps(obj);
	sc_nops_merge(obj);
	if (decode_replacements(obj, dec))
		return -1;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (read_kind(obj, &kinds[i]))
			return -1;
	return 0;
}
