// SPDX-License-Identifier: GPL-2.0-only
/* The instructions of a section, packed and put together again. */
#include "stackcheck/cfg/code.h"

#include <stdlib.h>
#include <sys/mman.h>

#include "stackcheck/core/state.h"
#include "stackcheck/util/vec.h"

/* --- shapes */

#define MAX_SHAPES 65536 /* numbers of 16 bits */
#define FEW 256 /* slots at first, a power of two */
#define NEAR 16 /* slots that are looked at for a shape */

/*
 * Field by field, or the compiler loads all as one word. As they have just been
 * written one by one, the processor would wait for the last of them.
 */
static inline uint64_t shape_of(const struct sc_insn *insn)
{
	const volatile uint8_t *rest = (const uint8_t *)&insn->writes + 2;
	uint64_t shape = *(const volatile uint16_t *)&insn->writes;

	for (unsigned int i = 0; i < 6; i++)
		shape |= (uint64_t)rest[i] << (16 + 8 * i);
	return shape;
}

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__,
	       "sc_code_insn() copies a shape as it lies in memory");

/* See sc_shapes.acts. A superset will do. */
static unsigned int acts_on(const struct sc_insn *insn, unsigned int sp)
{
	unsigned int props = sc_op_props[insn->op], mask = insn->writes;

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

static inline uint32_t hash_of(uint64_t shape)
{
	return (uint32_t)(shape * 0x9e3779b97f4a7c15u >> 40);
}

/* The slot that has @shape, or would; NULL: others are in all of these. */
static uint16_t *find_slot(const struct sc_shapes *s, uint64_t shape)
{
	uint32_t at = hash_of(shape);

	for (uint32_t i = 0; i < NEAR; i++) {
		uint16_t *slot = &s->slot[(at + i) & (s->nslots - 1)];

		if (!*slot || s->shape[*slot] == shape)
			return slot;
	}
	return NULL;
}

/* A shape for which there is no slot any more is kept, but not found again. */
static int resize_shapes(struct sc_shapes *s, uint32_t nslots)
{
	uint16_t *slot = calloc(nslots, sizeof(*slot));
	uint64_t *shape = realloc(s->shape, nslots / 2 * sizeof(*shape));
	uint16_t *acts = realloc(s->acts, nslots / 2 * sizeof(*acts));

	s->shape = shape ? shape : s->shape;
	s->acts = acts ? acts : s->acts;
	if (!slot || !shape || !acts) {
		free(slot);
		return -1;
	}
	free(s->slot);
	s->slot = slot;
	s->nslots = nslots;
	for (uint32_t i = SC_SHAPE_WHOLE + 1; i < s->n; i++) {
		slot = find_slot(s, shape[i]);
		if (slot)
			*slot = (uint16_t)i;
	}
	return 0;
}

int sc_shapes_init(struct sc_shapes *shapes, unsigned int sp)
{
	*shapes = (struct sc_shapes){ .sp = sp };
	if (resize_shapes(shapes, FEW))
		return -1;
	shapes->shape[SC_SHAPE_WHOLE] = 0;
	shapes->acts[SC_SHAPE_WHOLE] = UINT16_MAX; /* it is looked at */
	shapes->n = SC_SHAPE_WHOLE + 1;
	return 0;
}

void sc_shapes_free(struct sc_shapes *shapes)
{
	free(shapes->shape);
	free(shapes->acts);
	free(shapes->slot);
}

/* The number of the shape of @insn, or SC_SHAPE_WHOLE; -1: out of memory. */
static __attribute__((noinline)) int
look_up(struct sc_shapes *s, const struct sc_insn *insn, uint16_t *number_ret)
{
	uint64_t shape = shape_of(insn);
	uint16_t *slot = find_slot(s, shape);

	*number_ret = slot ? *slot : SC_SHAPE_WHOLE;
	if (!slot || *slot || s->n == MAX_SHAPES)
		return 0;
	if (s->n == s->nslots / 2) {
		if (resize_shapes(s, 2 * s->nslots))
			return -1;
		slot = find_slot(s, shape);
	}
	if (!slot)
		return 0;
	s->shape[s->n] = shape;
	s->acts[s->n] = (uint16_t)acts_on(insn, s->sp);
	*slot = *number_ret = (uint16_t)s->n++;
	return 0;
}

/*
 * The number of the shape of @insn; most have one of a few. SC_SHAPE_WHOLE if it
 * has none, or with *@err_ret set if memory is out.
 */
static inline uint16_t number_of(struct sc_shapes *s,
				 const struct sc_insn *insn, int *err_ret)
{
	uint64_t shape = shape_of(insn);
	uint16_t *recent = &s->recent[hash_of(shape) % SC_RECENT];
	uint16_t number = *recent;

	if (__builtin_expect(s->shape[number] == shape, 1))
		return number;
	*err_ret = look_up(s, insn, recent);
	return *recent;
}

/* --- code */

#define LARGE (1 << 20) /* bytes of code from which large pages pay */
#define LARGE_PAGE ((size_t)2 << 20)

/* Large modules write megabytes in order: fewer faults, if it can be. */
static void *room_for(size_t n, size_t size)
{
	void *mem;

	if (n <= LARGE)
		return malloc(n * size);
	mem = aligned_alloc(LARGE_PAGE, (n * size | (LARGE_PAGE - 1)) + 1);
	if (mem)
		madvise(mem, n * size, MADV_HUGEPAGE);
	return mem;
}

int sc_code_make_room(struct sc_code *code, size_t n)
{
	code->insns = room_for(n + 1, sizeof(*code->insns));
	code->mark = room_for(n + 1, sizeof(*code->mark));
	code->distance = room_for(n + 1, sizeof(*code->distance));
	code->stretch = room_for(n / SC_STRETCH + 1, sizeof(*code->stretch));
	return code->insns && code->mark && code->distance && code->stretch
		       ? 0
		       : -1;
}

#define TRIM(array, n)                                                         \
	do {                                                                   \
		void *less_ = realloc((array), (n) * sizeof(*(array)));        \
		if (less_)                                                     \
			(array) = less_;                                       \
	} while (0)

void sc_code_trim(struct sc_code *code)
{
	TRIM(code->insns, (size_t)code->ninsns + 1);
	TRIM(code->mark, (size_t)code->ninsns + 1);
	TRIM(code->distance, (size_t)code->ninsns + 1);
	TRIM(code->stretch, (size_t)code->ninsns / SC_STRETCH + 1);
}

void sc_code_free(struct sc_code *code)
{
	free(code->insns);
	free(code->mark);
	free(code->distance);
	free(code->stretch);
	free(code->whole);
	free(code->branch);
	free(code->reloc_index);
	free(code->func_index);
	free(code->insn_index);
}

/* Append what does not fit; its stretch has begun. */
static __attribute__((noinline)) int add_whole(struct sc_code *code,
					       const struct sc_insn *insn)
{
	uint32_t i = code->ninsns, first = code->stretch[i / SC_STRETCH].whole;

	code->insns[i] = (struct sc_packed_insn){
		.shape = SC_SHAPE_WHOLE, .val = (int16_t)(code->nwhole - first)
	};
	code->mark[i] = 0;
	code->ninsns++;
	return SC_VEC_PUSH(code->whole, code->nwhole, *insn);
}

int sc_code_add(struct sc_code *code, struct sc_shapes *shapes,
		const struct sc_insn *insn, bool whole)
{
	uint32_t i = code->ninsns;
	uint16_t shape;
	int err = 0;

	if (i % SC_STRETCH == 0)
		code->stretch[i / SC_STRETCH] =
			(struct sc_stretch){ .off = insn->off,
					     .whole = code->nwhole };
	if (whole || insn->val != (int16_t)insn->val ||
	    insn->off - code->stretch[i / SC_STRETCH].off > UINT8_MAX)
		return add_whole(code, insn);
	shape = number_of(shapes, insn, &err);
	if (__builtin_expect(shape == SC_SHAPE_WHOLE, 0))
		return err ?: add_whole(code, insn);
	sc_code_append(code, insn->off, shape, (int16_t)insn->val);
	return 0;
}

void sc_code_change(struct sc_code *code, uint32_t i,
		    const struct sc_insn *insn)
{
	*sc_code_whole(code, i) = *insn;
}
