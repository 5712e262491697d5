// SPDX-License-Identifier: GPL-2.0-only
/* Decoding: every function's bytes to instructions, from its first byte on. */
#include <stdlib.h>

#include "stackcheck/cfg/cfg.h"
#include "stackcheck/cfg/decode.h"
#include "stackcheck/cfg/known_insns.h"
#include "stackcheck/util/search.h"
#include "stackcheck/util/vec.h"

static int make_room(struct sc_code *code, const struct sc_func *funcs,
		     uint32_t n)
{
	size_t size = 0;

	/* replacements may share their bytes, so the section's size won't do */
	for (uint32_t i = 0; i < n; i++)
		size += funcs[i].end - funcs[i].start;
	return code->insns ? 0 : sc_code_make_room(code, size);
}

/* First relocation in each 256 bytes of the section. */
static int index_relocs(struct sc_object *obj, uint32_t sec)
{
	const struct sc_section *s = &obj->img->secs[sec];
	size_t n = (s->size >> 8) + 2, at = 0;
	uint32_t *index = malloc(n * sizeof(*index));

	if (!index)
		return -1;
	for (size_t i = 0; i < n; i++) {
		while (at < s->nrelocs && s->relocs[at].off < i << 8)
			at++;
		index[i] = (uint32_t)at;
	}
	obj->code[sec].reloc_index = index;
	return 0;
}

static int index_funcs(struct sc_object *obj, uint32_t sec)
{
	struct sc_code *code = &obj->code[sec];
	size_t n = (obj->img->secs[sec].size >> 8) + 2;
	uint32_t at = code->first_func, end = at + code->nfuncs;

	code->func_index = malloc(n * sizeof(*code->func_index));
	if (!code->func_index)
		return -1;
	for (size_t i = 0; i < n; i++) {
		while (at < end && obj->funcs[at].end <= i << 8)
			at++;
		code->func_index[i] = at;
	}
	return 0;
}

static struct sc_insn no_insn(enum sc_op op, unsigned int len)
{
	return (struct sc_insn){ .op = op,
				 .len = len,
				 .reg = SC_REG_NONE,
				 .base = SC_REG_NONE,
				 .index = SC_REG_NONE };
}

/* Up to @end; decoding is faster where more bytes follow, as they do within the section. */
static void decode_one(struct sc_object *obj, struct sc_decoder *dec,
		       const struct sc_section *s, uint32_t off, uint32_t end,
		       struct sc_insn *insn)
{
	const uint8_t *code = s->data + off;
	unsigned int len = obj->arch->decode(dec, code, s->size - off, insn);

	if (len > end - off)
		len = obj->arch->decode(dec, code, end - off, insn);
	if (!len)
		*insn = no_insn(SC_OP_BAD, 1);
	insn->off = off;
}

/* May a relocation fill in a value of @insn that matters? */
static inline bool may_be_relocated(const struct sc_object *obj,
				    const struct sc_insn *insn)
{
	return !insn->val && insn->len >= 5 && !obj->img->linked &&
	       (insn->base < SC_NREGS || insn->op == SC_OP_ADD ||
		insn->op == SC_OP_AND) &&
	       !sc_op_is(insn, SC_P_BRANCH | SC_P_CALL);
}

/*
 * A value that the linker fills in is zero in the object, and unknown. What
 * it was added to is changed by it; what it leads to in memory is anywhere.
 */
static void forget_relocated(const struct sc_object *obj, uint32_t sec,
			     struct sc_insn *insn)
{
	if (!sc_reloc_at(obj, sec, insn->off, insn->len))
		return;
	switch (insn->op) {
	case SC_OP_LEA:
		insn->base = SC_REG_NONE;
		/* fallthrough */
	case SC_OP_ADD:
	case SC_OP_AND:
		insn->op = SC_OP_OTHER;
		break;
	default:
		if (insn->base < SC_NREGS &&
		    (insn->flags & (SC_F_MEMR | SC_F_MEMW)))
			insn->base = SC_REG_NONE;
	}
}

static const struct sc_data *next_data(const struct sc_object *obj,
				       const struct sc_data *d)
{
	return d + 1 < obj->data + obj->ndata ? d + 1 : NULL;
}

/* The first named data of @sec that ends behind @off. */
static const struct sc_data *data_from(const struct sc_object *obj,
				       uint32_t sec, uint32_t off)
{
	const struct sc_data *d = obj->data;
	size_t at = SC_FIRST_NOT(i, 0, obj->ndata,
				 d[i].sec < sec ||
					 (d[i].sec == sec && d[i].end <= off));

	return at < obj->ndata ? &d[at] : NULL;
}

/* Decoding of the functions of a section. */
struct decoding {
	struct sc_object *obj;
	struct sc_decoder *dec;
	struct sc_code *code;
	const struct sc_section *s;
	uint32_t sec;
	struct sc_known_insns *known; /* NULL: not worth while */
	/* sc_code.insn_index, or NULL: none is made */
	uint32_t *index;
	uint32_t nindexed; /* places in it that are filled */
};

/* The next instruction is at @off: it is the first from these places on. */
static void fill_index(struct decoding *d, uint64_t off)
{
	while ((uint64_t)d->nindexed << 5 <= off)
		d->index[d->nindexed++] = d->code->ninsns;
}

/* Remember what later stages would search all branches for. */
static int note_branch(struct decoding *d, struct sc_func *func,
		       unsigned int op, int32_t val)
{
	struct sc_code *code = d->code;
	struct sc_branch b = { .insn = code->ninsns };

	if (SC_VEC_PUSH(code->branch, code->nbranches, b))
		return -1;
	switch (op) {
	case SC_OP_CALL:
	case SC_OP_CALL_REG:
	case SC_OP_CALL_MEM:
		func->has |= SC_HAS_CALL;
		break;
	case SC_OP_JMP: /* to a thunk: relocated, so zero in the object */
		if (!d->obj->img->linked && val)
			break;
		/* fallthrough */
	case SC_OP_JMP_REG:
	case SC_OP_JMP_MEM:
		func->has |= SC_HAS_INDIRECT;
		break;
	}
	return 0;
}

#define NOTED (SC_P_BRANCH | SC_P_CALL | SC_P_END)

/* What is special about @insn of @func, if something is. */
static unsigned int find_special(const struct sc_object *obj,
				 const struct sc_insn *insn)
{
	unsigned int has = 0;

	if (insn->op == SC_OP_MOV && insn->reg == obj->arch->bp &&
	    insn->base == obj->arch->sp)
		has |= SC_HAS_FRAME;
	/* more than one register, or one and memory */
	if (insn->op == SC_OP_OTHER &&
	    ((insn->writes & (insn->writes - 1)) ||
	     (insn->writes && (insn->flags & SC_F_MEMW))))
		has |= SC_HAS_LEAF;
	return has;
}

/* Keep the next instruction of @func; those for sc_arch.leaves() may change. */
static int add_insn(struct decoding *d, struct sc_func *func,
		    const struct sc_insn *insn, unsigned int special)
{
	func->has |= special;
	if (sc_op_is(insn, NOTED) && note_branch(d, func, insn->op, insn->val))
		return -1;
	return sc_code_add(d->code, &d->obj->shapes, insn,
			   special & SC_HAS_LEAF);
}

/* As many bytes of data as an instruction can have; likewise. */
static unsigned int add_data(struct decoding *d, struct sc_func *func,
			     uint32_t off, uint64_t end)
{
	struct sc_insn insn =
		no_insn(SC_OP_DATA, end - off < 15 ? end - off : 15);

	insn.off = off;
	return add_insn(d, func, &insn, 0) ? 0 : insn.len;
}

/* Decode the instruction at @off, and remember it if its bytes say all. */
static __attribute__((noinline)) unsigned int add_decoded(struct decoding *d,
							  struct sc_func *func,
							  uint32_t off,
							  uint32_t end)
{
	struct sc_insn insn;
	unsigned int special;
	uint16_t shape;
	bool relocated;

	decode_one(d->obj, d->dec, d->s, off, end, &insn);
	relocated = may_be_relocated(d->obj, &insn);
	if (relocated)
		forget_relocated(d->obj, d->sec, &insn);
	special = find_special(d->obj, &insn);
	if (add_insn(d, func, &insn, special))
		return 0;
	shape = d->code->insns[d->code->ninsns - 1].shape;
	if (d->known && shape != SC_SHAPE_WHOLE && !special && !relocated &&
	    insn.len <= SC_KNOWN_LEN && d->s->size - off >= SC_KNOWN_LEN)
		sc_known_put(d->known, d->s->data + off, &insn, shape);
	return insn.len;
}

/* Keep the next instruction, at @off. Its length, or 0: out of memory. */
static inline unsigned int add_next(struct decoding *d, struct sc_func *func,
				    uint32_t off, uint32_t end)
{
	const struct sc_known_insn *k = NULL;

	if (d->known && d->s->size - off >= SC_KNOWN_LEN)
		k = sc_known_find(d->known, d->s->data + off);
	if (!k || k->len > end - off || !sc_code_fits(d->code, off))
		return add_decoded(d, func, off, end);
	if ((sc_op_props[k->op] & NOTED) && note_branch(d, func, k->op, k->val))
		return 0;
	sc_code_append(d->code, off, k->shape, k->val);
	return k->len;
}

static int decode_func(struct decoding *d, struct sc_func *func)
{
	const struct sc_data *data = data_from(d->obj, d->sec, func->start);
	unsigned int len;

	func->first = d->code->ninsns;
	func->first_branch = d->code->nbranches;
	for (uint32_t off = func->start; off < func->end; off += len) {
		uint32_t end = func->end;

		if (d->index && d->nindexed <= off >> 5)
			fill_index(d, off);
		while (data && data->sec == d->sec && data->end <= off)
			data = next_data(d->obj, data);
		if (data && data->sec == d->sec && data->off <= off) {
			len = add_data(d, func, off,
				       data->end < end ? data->end : end);
		} else {
			if (data && data->sec == d->sec && data->off < end)
				end = (uint32_t)data->off;
			len = add_next(d, func, off, end);
		}
		if (!len)
			return -1;
	}
	func->ninsns = d->code->ninsns - func->first;
	func->nbranches = d->code->nbranches - func->first_branch;
	return 0;
}

static int decode_all(struct decoding *d, struct sc_func *funcs, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++)
		if (decode_func(d, &funcs[i]))
			return -1;
	if (d->index)
		fill_index(d, d->s->size);
	sc_code_trim(d->code);
	return 0;
}

#define KNOWN_FROM 65536 /* bytes of code in which instructions come again */

int sc_code_decode_funcs(struct sc_object *obj, struct sc_decoder *dec,
			 uint32_t sec, struct sc_func *funcs, uint32_t n)
{
	struct decoding d = { .obj = obj,
			      .dec = dec,
			      .code = &obj->code[sec],
			      .s = &obj->img->secs[sec],
			      .sec = sec,
			      .index = obj->code[sec].insn_index };

	d.code->shapes = &obj->shapes;
	if (make_room(d.code, funcs, n) || index_relocs(obj, sec))
		return -1;
	if (!obj->known && d.s->size >= KNOWN_FROM) {
		obj->known = calloc(1, sizeof(*obj->known));
		if (!obj->known)
			return -1;
	}
	d.known = obj->known;
	return decode_all(&d, funcs, n);
}

/*
 * Loads a constant, of any value or filled in by the linker, into a register
 * that callees may change, and does nothing else.
 */
static bool loads_hash(const struct sc_object *obj, const struct sc_insn *insn)
{
	return (insn->op == SC_OP_MOVI || insn->op == SC_OP_OTHER) &&
	       insn->flags == 0 && insn->base == SC_REG_NONE &&
	       insn->index == SC_REG_NONE &&
	       !(insn->writes & ~obj->arch->call_clobbered);
}

/* Padding before a function pads, and at most loads a hash. */
static void check_prefix(struct sc_object *obj, struct sc_func *func)
{
	const struct sc_code *code = &obj->code[func->sec];

	if (func->kind != SC_FUNC_PREFIX)
		return;
	for (uint32_t i = func->first; i < func->first + func->ninsns; i++) {
		struct sc_insn insn = sc_code_insn(code, i);

		if (!sc_is_padding(&insn) && !loads_hash(obj, &insn))
			func->kind = SC_FUNC_CALLABLE;
	}
}

/* Functions do not lie over each other, so there is an index of instructions. */
static int decode_section(struct sc_object *obj, struct sc_decoder *dec,
			  uint32_t sec)
{
	struct sc_code *code = &obj->code[sec];
	size_t n = (obj->img->secs[sec].size >> 5) + 1;

	code->insn_index = malloc(n * sizeof(*code->insn_index));
	if (!code->insn_index || index_funcs(obj, sec))
		return -1;
	return sc_code_decode_funcs(
		obj, dec, sec, obj->funcs + code->first_func, code->nfuncs);
}

int sc_code_decode(struct sc_object *obj, struct sc_decoder *dec)
{
	for (uint32_t sec = 1; sec < obj->img->nsecs; sec++)
		if (obj->code[sec].nfuncs && decode_section(obj, dec, sec))
			return -1;
	for (uint32_t i = 0; i < obj->nplain; i++)
		check_prefix(obj, &obj->funcs[i]);
	for (uint32_t i = 0; i < obj->nplain; i++)
		if (obj->funcs[i].kind != SC_FUNC_GAP)
			obj->ninsns += obj->funcs[i].ninsns;
	return 0;
}
