/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The stack state: what is known, just before one instruction, of where the
 * caller's frame is and where its registers are. A type of its own with no
 * policy in it; rules decide what of it is wrong.
 *
 * Everything is told relative to the CFA, the value that the stack pointer had
 * before the call that entered the function ("canonical frame address").
 * sc_arch.entry_sp says where it is on entry.
 */
#ifndef STACKCHECK_CORE_STATE_H
#define STACKCHECK_CORE_STATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct sc_arch;

#define SC_NREGS 16
#define SC_MAX_SLOTS 24

/*
 * An abstract value, packed: kind in the low three bits, payload above. Zero
 * is "anything", so that a zero-filled state knows nothing.
 */
typedef int32_t sc_val;

enum sc_val_kind {
	SC_V_ANY, /* unknown */
	SC_V_ENTRY, /* what register <payload> held on entry */
	SC_V_CFA, /* CFA + payload bytes */
	SC_V_ALIGN, /* realigned stack base + payload bytes */
	SC_V_AUX, /* another stack's pointer + payload bytes */
	SC_V_ROOM, /* below room of a size known at run time + payload bytes */
	SC_V_RA, /* the return address */
	SC_V_STACK, /* a place in this stack, of no known distance to others */
};

static inline sc_val sc_val_make(enum sc_val_kind kind, int32_t payload)
{
	return (sc_val)(((uint32_t)payload << 3) | (uint32_t)kind);
}

static inline enum sc_val_kind sc_val_kind(sc_val v)
{
	return (enum sc_val_kind)(v & 7);
}

static inline int32_t sc_val_payload(sc_val v)
{
	return v >> 3;
}

/* An address in some stack: CFA, ALIGN, AUX or ROOM plus a known offset. */
static inline bool sc_val_is_addr(sc_val v)
{
	unsigned int k = sc_val_kind(v);

	return k >= SC_V_CFA && k <= SC_V_ROOM;
}

/*
 * The place that vector register @n is, for slots: it is no address. They are as
 * far from each other as slots are.
 */
static inline sc_val sc_val_vector(unsigned int n)
{
	return sc_val_make(SC_V_ENTRY, (int32_t)(SC_NREGS + n) * 8);
}

/* @v + @delta; unknown when it is no address or leaves 2^27 bytes. */
sc_val sc_val_add(sc_val v, int64_t delta);

/* What an annotation says of the frame; SC_FRAME_CALL without one. */
enum sc_frame_kind {
	SC_FRAME_CALL, /* an ordinary function's frame */
	SC_FRAME_REGS, /* the stack holds a full pt_regs */
	SC_FRAME_IRET, /* the stack holds an interrupt return frame */
	SC_FRAME_UNDEFINED, /* a walk cannot go on from here */
	SC_FRAME_END, /* a walk ends here properly */
};

/* A place that holds a value worth knowing. */
struct sc_slot {
	sc_val addr; /* an address, or sc_val_vector() */
	sc_val val; /* never SC_V_ANY */
};

/*
 * Compared and hashed as bytes up to the last slot in use, so there is no
 * padding; slots are sorted by address. Copy one with sc_state_copy(): few
 * have many slots.
 */
struct sc_state {
	sc_val reg[SC_NREGS];
	/* the slot that a callee-saved register was saved in first, as long
	 * as it stands; 0: none */
	sc_val saved[SC_NREGS];
	uint8_t nslots;
	uint8_t frame; /* enum sc_frame_kind */
	uint8_t df : 1; /* direction flag set */
	uint8_t signal : 1; /* interrupted frame: the ip is exact */
	uint8_t loose : 1; /* the stack pointer was put further down through
			    * another register, as for an alloca() of known
			    * size: where paths join it may differ */
	uint8_t vectors : 1; /* some slot is a vector register */
	uint8_t align; /* the ALIGN base is a multiple of 1 << align, ... */
	sc_val align_from; /* ... rounded down from here; 0: from anywhere */
	struct sc_slot slot[SC_MAX_SLOTS];
};

/* Bytes of @st that mean something. */
static inline size_t sc_state_size(const struct sc_state *st)
{
	return offsetof(struct sc_state, slot) +
	       st->nslots * sizeof(st->slot[0]);
}

static inline void sc_state_copy(struct sc_state *to,
				 const struct sc_state *from)
{
	/* of a size that is known, it is copied in a few large words */
	memcpy(to, from, offsetof(struct sc_state, slot));
	for (int i = 0; i < from->nslots; i++)
		to->slot[i] = from->slot[i];
}

static inline bool sc_state_equal(const struct sc_state *a,
				  const struct sc_state *b)
{
	return !memcmp(a, b, sc_state_size(a)); /* with the number of slots */
}

/* Registers whose value is known, as a mask. */
uint16_t sc_state_known(const struct sc_state *st);

/* The value stored at @addr (8 bytes), SC_V_ANY if not known. */
sc_val sc_state_load(const struct sc_state *st, sc_val addr);

/* The slot that a write of @size bytes at @addr touches, or -1. */
int sc_state_overlap(const struct sc_state *st, sc_val addr, unsigned int size);

/* Drop what @size bytes at @addr held. */
void sc_state_kill(struct sc_state *st, sc_val addr, unsigned int size);

/* Store 8 bytes. When all slots are in use the value is forgotten. */
void sc_state_store(struct sc_state *st, sc_val addr, sc_val val);

/* Forget what lies below @sp in its stack: popped. */
void sc_state_trim(struct sc_state *st, sc_val sp);

/* Forget the vector registers in @mask. */
void sc_state_forget_vectors(struct sc_state *st, uint32_t mask);

/* Forget all that is relative to a base of this kind. */
void sc_state_forget(struct sc_state *st, enum sc_val_kind kind);

/*
 * The stack pointer (@sp) goes to where room of a size known at run time ends.
 * Places that were counted from the end of older room are no more than that.
 */
void sc_state_make_room(struct sc_state *st, unsigned int sp);

/*
 * Does something else than the stack pointer lead to the CFA for good? That is
 * the frame pointer (@bp) of a frame, or a slot of a realigned one counted from
 * it. So the stack pointer may be anywhere.
 */
bool sc_state_is_anchored(const struct sc_state *st, unsigned int bp);

/* Is the return address where a call leaves it? */
bool sc_state_has_return(const struct sc_state *st, const struct sc_arch *arch);

/* Why two states do not describe the same frame. */
enum sc_mismatch {
	SC_MATCH,
	SC_MISMATCH_SP, /* the stack pointer differs */
	SC_MISMATCH_SAVED, /* a register is saved on one path only */
	SC_MISMATCH_FRAME, /* different kinds of frame */
	SC_MISMATCH_RA, /* the return address stands on one path only */
	SC_MISMATCH_DF,
};

/*
 * Compare what must agree where @a and @b join; *@reg_ret: which register. The
 * stack pointers may differ when one of them left room of a size known
 * at run time only, and the frame pointer leads both to the same CFA.
 */
enum sc_mismatch sc_state_match(const struct sc_state *a,
				const struct sc_state *b,
				const struct sc_arch *arch,
				unsigned int *reg_ret);

/*
 * Are @a and @b the same in all that sc_state_match() looks at? That is but for
 * registers that hold what they held on entry: it looks at those of which only
 * one of its states has a slot.
 */
bool sc_state_same_frame(const struct sc_state *a, const struct sc_state *b,
			 const struct sc_arch *arch);

/* Do they have the same slots for what registers held on entry? */
static inline bool sc_state_same_saved(const struct sc_state *a,
				       const struct sc_state *b)
{
	return !memcmp(a->saved, b->saved, sizeof(a->saved));
}

/* Would both be anchored in the same way, with any stack pointer? */
bool sc_state_share_anchor(const struct sc_state *a, const struct sc_state *b,
			   unsigned int bp);

/* Keep in @into only what @from knows too. True if @into changed. */
bool sc_state_meet(struct sc_state *into, const struct sc_state *from,
		   unsigned int sp);

uint64_t sc_state_hash(const struct sc_state *st);

#endif
