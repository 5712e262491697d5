// SPDX-License-Identifier: GPL-2.0-only
/* Decoding: every function's bytes to instructions, from its first byte on. */
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "stackcheck/cfg/cfg.h"
#include "stackcheck/cfg/decode.h"
#include "stackcheck/util/search.h"
#include "stackcheck/util/vec.h"

#define HUGE (1 << 20) /* bytes of code from which large pages pay */

/* Large modules write tens of megabytes in order: fewer faults, if it can be. */
static void use_huge_pages(void *mem, size_t size)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	size_t skip = -(uintptr_t)mem & (page - 1);

	madvise((char *)mem + skip, size - skip, MADV_HUGEPAGE);
}

/*
 * Room for one instruction a byte is asked for and given back after: pages
 * that are not written cost nothing.
 */
static int make_room(struct sc_object *obj, uint32_t sec,
		     const struct sc_func *funcs, uint32_t n)
{
	struct sc_code *code = &obj->code[sec];
	size_t size = 0;

	/* replacements may share their bytes, so the section's size won't do */
	for (uint32_t i = 0; i < n; i++)
		size += funcs[i].end - funcs[i].start;

	if (code->insns)
		return 0;
	code->insns = malloc((size + 1) * sizeof(*code->insns));
	code->mark = malloc((size + 1) * sizeof(*code->mark));
	if (!code->insns || !code->mark)
		return -1;
	if (size > HUGE) {
		use_huge_pages(code->insns, (size + 1) * sizeof(*code->insns));
		use_huge_pages(code->mark, (size + 1) * sizeof(*code->mark));
	}
	return 0;
}

static void give_back(struct sc_code *code)
{
	size_t n = code->ninsns + 1;
	void *insns = realloc(code->insns, n * sizeof(*code->insns));
	void *mark = realloc(code->mark, n * sizeof(*code->mark));

	if (insns)
		code->insns = insns;
	if (mark)
		code->mark = mark;
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
	size_t n = (obj->img->secs[sec].size >> 6) + 2;
	uint32_t at = code->first_func, end = at + code->nfuncs;

	code->func_index = malloc(n * sizeof(*code->func_index));
	if (!code->func_index)
		return -1;
	for (size_t i = 0; i < n; i++) {
		while (at < end && obj->funcs[at].end <= i << 6)
			at++;
		code->func_index[i] = at;
	}
	return 0;
}

/* Where decoding found the instructions; sc_code_decode() alone keeps it. */
static int index_insns(struct sc_object *obj, uint32_t sec)
{
	struct sc_code *code = &obj->code[sec];
	size_t n = (obj->img->secs[sec].size >> 5) + 1, at = 0;

	code->insn_index = malloc(n * sizeof(*code->insn_index));
	if (!code->insn_index)
		return -1;
	for (uint32_t i = 0; i < code->ninsns; i++)
		while (at <= code->insns[i].off >> 5)
			code->insn_index[at++] = i;
	while (at < n)
		code->insn_index[at++] = code->ninsns;
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

/*
 * A value that the linker fills in is zero in the object, and unknown. What
 * it was added to is changed by it; what it leads to in memory is anywhere.
 */
static void forget_relocated(const struct sc_object *obj, uint32_t sec,
			     struct sc_insn *insn)
{
	if (insn->val || insn->len < 5 || obj->img->linked ||
	    (insn->base >= SC_NREGS && insn->op != SC_OP_ADD &&
	     insn->op != SC_OP_AND) ||
	    sc_op_is(insn, SC_P_BRANCH | SC_P_CALL) ||
	    !sc_reloc_at(obj, sec, insn->off, insn->len))
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

/* As many bytes of data as an instruction can have. */
static void put_data(struct sc_insn *insn, uint32_t off, uint64_t end)
{
	*insn = no_insn(SC_OP_DATA, end - off < 15 ? end - off : 15);
	insn->off = off;
}

/*
 * Registers that must have a known value for the instruction to change
 * anything. A superset will do; the stack pointer is always in question.
 */
static uint32_t registers_of(const struct sc_object *obj,
			     const struct sc_insn *insn, unsigned int props)
{
	unsigned int sp = obj->arch->sp, mask = insn->writes;

	if (props & (SC_P_STACK | SC_P_BRANCH | SC_P_CALL | SC_P_END))
		return 1u << sp;
	if ((props & SC_P_BASE) || (insn->flags & SC_F_MEMW))
		mask |= (uint16_t)(1u << insn->base);
	if (insn->op == SC_OP_STORE && insn->reg == sp)
		mask |= 1u << sp;
	if (insn->op == SC_OP_TO_VECTOR)
		mask |= 1u << insn->reg;
	/* for others than the stack pointer it is not worth while */
	if ((props & SC_P_SP_BASE) && insn->base == sp)
		mask |= 1u << sp;
	return mask;
}

/* Remember what later stages would search all instructions for. */
static int note_insn(struct sc_object *obj, struct sc_func *func,
		     const struct sc_insn *insn)
{
	struct sc_code *code = &obj->code[func->sec];
	uint32_t i = (uint32_t)(insn - code->insns);
	unsigned int props = sc_op_props[insn->op];
	struct sc_branch b = { .insn = i };

	code->mark[i] = SC_M_REGS(registers_of(obj, insn, props));
	if (insn->op == SC_OP_MOV && insn->reg == obj->arch->bp &&
	    insn->base == obj->arch->sp)
		func->has |= SC_HAS_FRAME;
	/* more than one register, or one and memory */
	if (insn->op == SC_OP_OTHER &&
	    ((insn->writes & (insn->writes - 1)) ||
	     (insn->writes && (insn->flags & SC_F_MEMW))))
		func->has |= SC_HAS_LEAF;
	if (!(props & (SC_P_BRANCH | SC_P_CALL | SC_P_END)))
		return 0;
	if (SC_VEC_PUSH(code->branch, code->nbranches, b))
		return -1;
	switch (insn->op) {
	case SC_OP_CALL:
	case SC_OP_CALL_REG:
	case SC_OP_CALL_MEM:
		func->has |= SC_HAS_CALL;
		break;
	case SC_OP_JMP: /* to a thunk: relocated, so zero in the object */
		if (!obj->img->linked && insn->val)
			break;
		/* fallthrough */
	case SC_OP_JMP_REG:
	case SC_OP_JMP_MEM:
		func->has |= SC_HAS_INDIRECT;
		break;
	}
	return 0;
}

static int decode_func(struct sc_object *obj, struct sc_decoder *dec,
		       struct sc_func *func)
{
	struct sc_code *code = &obj->code[func->sec];
	const struct sc_section *s = &obj->img->secs[func->sec];
	const struct sc_data *d = data_from(obj, func->sec, func->start);
	struct sc_insn *insn = &code->insns[code->ninsns];
	uint32_t off = func->start;

	func->first = code->ninsns;
	func->first_branch = code->nbranches;
	for (; off < func->end; insn++) {
		uint32_t end = func->end;

		while (d && d->sec == func->sec && d->end <= off)
			d = next_data(obj, d);
		if (d && d->sec == func->sec && d->off <= off) {
			put_data(insn, off, d->end < end ? d->end : end);
		} else {
			if (d && d->sec == func->sec && d->off < end)
				end = (uint32_t)d->off;
			decode_one(obj, dec, s, off, end, insn);
			forget_relocated(obj, func->sec, insn);
		}
		off += insn->len;
		if (note_insn(obj, func, insn))
			return -1;
	}
	code->ninsns = (uint32_t)(insn - code->insns);
	func->ninsns = code->ninsns - func->first;
	func->nbranches = code->nbranches - func->first_branch;
	return 0;
}

int sc_code_decode_funcs(struct sc_object *obj, struct sc_decoder *dec,
			 uint32_t sec, struct sc_func *funcs, uint32_t n)
{
	if (make_room(obj, sec, funcs, n) || index_relocs(obj, sec))
		return -1;
	for (uint32_t i = 0; i < n; i++)
		if (decode_func(obj, dec, &funcs[i]))
			return -1;
	give_back(&obj->code[sec]);
	return 0;
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
	const struct sc_insn *insns = obj->code[func->sec].insns;

	if (func->kind != SC_FUNC_PREFIX)
		return;
	for (uint32_t i = func->first; i < func->first + func->ninsns; i++)
		if (!sc_is_padding(&insns[i]) && !loads_hash(obj, &insns[i]))
			func->kind = SC_FUNC_CALLABLE;
}

int sc_code_decode(struct sc_object *obj, struct sc_decoder *dec)
{
	for (uint32_t sec = 1; sec < obj->img->nsecs; sec++) {
		struct sc_code *code = &obj->code[sec];

		if (!code->nfuncs)
			continue;
		if (index_funcs(obj, sec) ||
		    sc_code_decode_funcs(obj, dec, sec,
					 obj->funcs + code->first_func,
					 code->nfuncs) ||
		    index_insns(obj, sec))
			return -1;
	}
	for (uint32_t i = 0; i < obj->nplain; i++)
		check_prefix(obj, &obj->funcs[i]);
	for (uint32_t i = 0; i < obj->nplain; i++)
		if (obj->funcs[i].kind != SC_FUNC_GAP)
			obj->ninsns += obj->funcs[i].ninsns;
	return 0;
}
