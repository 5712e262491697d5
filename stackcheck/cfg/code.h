/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The instructions of an executable section, packed: a large module has two
 * million of them, and most are like many others but for their place and their
 * value. What they have besides, their shape, is kept once for the object.
 *
 *   insns     the number of the shape, and the value
 *   distance  bytes from the first instruction of its stretch
 *   stretch   where each stretch of instructions begins
 *
 * What does not fit is kept whole, in a list of its own: a value of more than
 * 16 bits, a distance of more than 8, a shape without a number.
 */
#ifndef STACKCHECK_CFG_CODE_H
#define STACKCHECK_CFG_CODE_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "stackcheck/core/insn.h"

#define SC_STRETCH 32 /* instructions */
#define SC_RECENT 2048 /* shapes; a power of two */
#define SC_SHAPE_WHOLE 0 /* number of the shape of what is kept whole */

/* What of struct sc_insn is its shape: all behind its place and its value. */
#define SC_SHAPE_FROM offsetof(struct sc_insn, writes)

_Static_assert(SC_SHAPE_FROM == 8, "a shape is the other half");

/*
 * The shapes of an object, by number. At most 65,535 have one, and none that is
 * hard to find: a file cannot make the search long.
 */
struct sc_shapes {
	uint64_t *shape;
	/*
	 * A mask of registers: only when the value of one of them is known can
	 * the instruction change what is known of the stack. What may change it
	 * whatever is known has the stack pointer's bit there.
	 */
	uint16_t *acts;
	uint16_t recent[SC_RECENT]; /* numbers that were asked for last */
	uint16_t *slot; /* hash table of numbers; 0: free */
	uint32_t n; /* the first number, SC_SHAPE_WHOLE, counts */
	uint32_t nslots; /* a power of two; twice the room in the others */
	unsigned int sp; /* register number of the stack pointer */
};

struct sc_packed_insn {
	uint16_t shape; /* or SC_SHAPE_WHOLE, and then */
	int16_t val; /* which of those of its stretch */
};

struct sc_stretch {
	uint32_t off; /* of its first instruction, in the section */
	uint32_t whole; /* the first of those kept whole in their list */
};

/* How sc_branch.to says where a branch leads. */
enum sc_branch_by {
	SC_BY_LOOKING, /* not at all: sc_insn_target() tells */
	SC_BY_INSN, /* an instruction of the function, not its first */
	SC_BY_FUNC, /* the first byte of a function, by index */
	SC_BY_SYM, /* an undefined symbol */
};

/* An instruction that branches, calls or ends. */
struct sc_branch {
	uint32_t insn; /* index in its section */
	uint32_t by : 2; /* enum sc_branch_by */
	uint32_t to : 30;
};

/* The instructions of one executable section, by offset. */
struct sc_code {
	struct sc_packed_insn *insns; /* NULL: not executable */
	uint8_t *distance;
	struct sc_stretch *stretch;
	struct sc_insn *whole; /* those kept whole, in order */
	const struct sc_shapes *shapes; /* of the object; borrowed */
	uint16_t *mark; /* one per instruction, enum sc_mark */
	struct sc_branch *branch; /* in the order of insns */
	uint32_t nbranches;
	uint32_t nwhole;
	uint32_t ninsns;
	uint32_t first_func, nfuncs; /* its range of sc_object.funcs */
	uint32_t *reloc_index; /* by off / 256: first relocation there */
	uint32_t *func_index; /* by off / 256: first function that ends behind */
	uint32_t *insn_index; /* by off / 32: first instruction there or behind;
			       * NULL where they lie over each other */
};

/*
 * Room for @n instructions, all that will be appended; pages that are not
 * written cost nothing. 0, or -1: out of memory.
 */
int sc_code_make_room(struct sc_code *code, size_t n);
/* Give back what is left of it. */
void sc_code_trim(struct sc_code *code);
void sc_code_free(struct sc_code *code);

/*
 * Append @insn, with no mark; @whole: it may be changed later. @shapes are those
 * of the object. 0, or -1: out of memory.
 */
int sc_code_add(struct sc_code *code, struct sc_shapes *shapes,
		const struct sc_insn *insn, bool whole);

/* Does an instruction at @off, with a shape that has a number, fit behind the last? */
static inline bool sc_code_fits(const struct sc_code *code, uint32_t off)
{
	uint32_t i = code->ninsns;

	return i % SC_STRETCH &&
	       off - code->stretch[i / SC_STRETCH].off <= UINT8_MAX;
}

/* Append one that sc_code_fits(), of the shape with the number @shape. */
static inline void sc_code_append(struct sc_code *code, uint32_t off,
				  uint16_t shape, int16_t val)
{
	uint32_t i = code->ninsns++;

	code->insns[i] = (struct sc_packed_insn){ .shape = shape, .val = val };
	code->mark[i] = 0;
	code->distance[i] = (uint8_t)(off - code->stretch[i / SC_STRETCH].off);
}

/* Put @insn in place of instruction @i, which sc_code_may_change(). */
void sc_code_change(struct sc_code *code, uint32_t i,
		    const struct sc_insn *insn);

int sc_shapes_init(struct sc_shapes *shapes, unsigned int sp);
void sc_shapes_free(struct sc_shapes *shapes);

/* Can instruction @i be changed? All that were appended to be. */
static inline bool sc_code_may_change(const struct sc_code *code, uint32_t i)
{
	return code->insns[i].shape == SC_SHAPE_WHOLE;
}

/* Instruction @i, which is kept whole. */
static inline struct sc_insn *sc_code_whole(const struct sc_code *code,
					    uint32_t i)
{
	return &code->whole[code->stretch[i / SC_STRETCH].whole +
			    (uint32_t)code->insns[i].val];
}

/* Where instruction @i begins, in bytes from the start of the section. */
static inline uint32_t sc_code_off(const struct sc_code *code, uint32_t i)
{
	if (code->insns[i].shape == SC_SHAPE_WHOLE)
		return sc_code_whole(code, i)->off;
	return code->stretch[i / SC_STRETCH].off + code->distance[i];
}

/*
 * Instruction @i. It is put together from what is known of it, without a search:
 * a few loads, and fewer if the caller looks at a part of it only.
 */
static inline struct sc_insn sc_code_insn(const struct sc_code *code,
					  uint32_t i)
{
	struct sc_packed_insn packed = code->insns[i];
	struct sc_insn insn;

	if (packed.shape == SC_SHAPE_WHOLE)
		return *sc_code_whole(code, i);
	insn.off = code->stretch[i / SC_STRETCH].off + code->distance[i];
	insn.val = packed.val;
	memcpy((char *)&insn + SC_SHAPE_FROM,
	       &code->shapes->shape[packed.shape], sizeof(uint64_t));
	return insn;
}

/* sc_op_is() of instruction @i. */
static inline int sc_code_op_is(const struct sc_code *code, uint32_t i,
				unsigned int props)
{
	struct sc_insn insn = sc_code_insn(code, i);

	return sc_op_is(&insn, props);
}

/* sc_is_padding() of instruction @i. */
static inline int sc_code_is_padding(const struct sc_code *code, uint32_t i)
{
	struct sc_insn insn = sc_code_insn(code, i);

	return sc_is_padding(&insn);
}

#endif
