// SPDX-License-Identifier: GPL-2.0-only
#include "stackcheck/core/state.h"

#include "stackcheck/core/arch.h"

#include <string.h>

#define PAYLOAD_MAX ((1 << 27) - 1)

sc_val sc_val_add(sc_val v, int64_t delta)
{
	int64_t sum = sc_val_payload(v) + delta;

	if (!sc_val_is_addr(v) || sum > PAYLOAD_MAX || sum < -PAYLOAD_MAX)
		return SC_V_ANY;
	return sc_val_make(sc_val_kind(v), (int32_t)sum);
}

uint16_t sc_state_known(const struct sc_state *st)
{
	unsigned int mask = 0;

	for (unsigned int r = 0; r < SC_NREGS; r++)
		mask |= (st->reg[r] != SC_V_ANY) << r;
	return (uint16_t)mask;
}

sc_val sc_state_load(const struct sc_state *st, sc_val addr)
{
	for (int i = 0; i < st->nslots; i++)
		if (st->slot[i].addr == addr)
			return st->slot[i].val;
	return SC_V_ANY;
}

/* Does the slot at @slot (8 bytes) share a byte with @size at @addr? */
static bool shares_bytes(sc_val slot, sc_val addr, unsigned int size)
{
	int64_t a = sc_val_payload(slot), b = sc_val_payload(addr);

	return sc_val_kind(slot) == sc_val_kind(addr) && a < b + size &&
	       b < a + 8;
}

int sc_state_overlap(const struct sc_state *st, sc_val addr, unsigned int size)
{
	for (int i = 0; i < st->nslots; i++)
		if (shares_bytes(st->slot[i].addr, addr, size))
			return i;
	return -1;
}

static void remove_slot(struct sc_state *st, int i)
{
	st->nslots--;
	memmove(&st->slot[i], &st->slot[i + 1],
		(size_t)(st->nslots - i) * sizeof(st->slot[0]));
}

void sc_state_kill(struct sc_state *st, sc_val addr, unsigned int size)
{
	for (int i = st->nslots - 1; i >= 0; i--)
		if (shares_bytes(st->slot[i].addr, addr, size))
			remove_slot(st, i);
}

/*
 * A full state makes room by giving up a mere pointer into the stack: entry
 * values and the return address are what findings rest on.
 */
static bool make_room(struct sc_state *st)
{
	if (st->nslots < SC_MAX_SLOTS)
		return true;
	for (int i = 0; i < st->nslots; i++) {
		if (sc_val_is_addr(st->slot[i].val) ||
		    st->slot[i].val == SC_V_STACK) {
			remove_slot(st, i);
			return true;
		}
	}
	return false;
}

void sc_state_store(struct sc_state *st, sc_val addr, sc_val val)
{
	int at = 0;

	sc_state_kill(st, addr, 8);
	if (val == SC_V_ANY || !make_room(st))
		return;
	while (at < st->nslots && st->slot[at].addr < addr)
		at++;
	memmove(&st->slot[at + 1], &st->slot[at],
		(size_t)(st->nslots - at) * sizeof(st->slot[0]));
	st->slot[at] = (struct sc_slot){ addr, val };
	st->nslots++;
}

void sc_state_trim(struct sc_state *st, sc_val sp)
{
	for (int i = st->nslots - 1; i >= 0; i--)
		if (sc_val_kind(st->slot[i].addr) == sc_val_kind(sp) &&
		    sc_val_payload(st->slot[i].addr) < sc_val_payload(sp))
			remove_slot(st, i);
}

void sc_state_forget_vectors(struct sc_state *st, uint32_t mask)
{
	st->vectors = 0;
	for (int i = st->nslots - 1; i >= 0; i--) {
		sc_val at = st->slot[i].addr;

		if (sc_val_kind(at) != SC_V_ENTRY)
			continue;
		if (mask >> (sc_val_payload(at) / 8 - SC_NREGS) & 1)
			remove_slot(st, i);
		else
			st->vectors = 1;
	}
}

void sc_state_forget(struct sc_state *st, enum sc_val_kind kind)
{
	for (unsigned int r = 0; r < SC_NREGS; r++) {
		if (sc_val_kind(st->reg[r]) == kind)
			st->reg[r] = SC_V_ANY;
		if (sc_val_kind(st->saved[r]) == kind)
			st->saved[r] = SC_V_ANY;
	}
	for (int i = st->nslots - 1; i >= 0; i--)
		if (sc_val_kind(st->slot[i].addr) == kind ||
		    sc_val_kind(st->slot[i].val) == kind)
			remove_slot(st, i);
}

/*
 * A register saved on one path only is harmless while it still holds its
 * entry value on both: nothing has to be found through the slot.
 */
static bool saved_matches(const struct sc_state *a, const struct sc_state *b,
			  unsigned int r)
{
	sc_val entry = sc_val_make(SC_V_ENTRY, (int32_t)r);

	return a->saved[r] == b->saved[r] ||
	       (a->reg[r] == entry && b->reg[r] == entry);
}

bool sc_state_has_return(const struct sc_state *st, const struct sc_arch *arch)
{
	sc_val at = arch->return_reg == SC_REG_NONE
			    ? sc_state_load(st, sc_arch_entry_sp(arch))
			    : st->reg[arch->return_reg];

	return sc_val_kind(at) == SC_V_RA;
}

static void demote_room(sc_val *v)
{
	if (sc_val_kind(*v) == SC_V_ROOM)
		*v = SC_V_STACK;
}

void sc_state_make_room(struct sc_state *st, unsigned int sp)
{
	for (unsigned int r = 0; r < SC_NREGS; r++) {
		demote_room(&st->reg[r]);
		if (sc_val_kind(st->saved[r]) == SC_V_ROOM)
			st->saved[r] = SC_V_ANY;
	}
	for (int i = st->nslots - 1; i >= 0; i--) {
		demote_room(&st->slot[i].val);
		if (sc_val_kind(st->slot[i].addr) == SC_V_ROOM)
			remove_slot(st, i);
	}
	st->reg[sp] = sc_val_make(SC_V_ROOM, 0);
	st->loose = 0;
}

/* A slot of a realigned frame that holds the CFA, in both; or -1. */
static int common_anchor(const struct sc_state *a, const struct sc_state *b)
{
	for (int i = 0; i < a->nslots; i++)
		if (sc_val_kind(a->slot[i].addr) == SC_V_ALIGN &&
		    a->slot[i].val == sc_val_make(SC_V_CFA, 0) &&
		    sc_state_load(b, a->slot[i].addr) == a->slot[i].val)
			return i;
	return -1;
}

bool sc_state_share_anchor(const struct sc_state *a, const struct sc_state *b,
			   unsigned int bp)
{
	if (a->reg[bp] != b->reg[bp])
		return false;
	if (sc_val_kind(a->reg[bp]) == SC_V_CFA)
		return a->saved[bp] == a->reg[bp] && b->saved[bp] == b->reg[bp];
	return sc_val_kind(a->reg[bp]) == SC_V_ALIGN &&
	       common_anchor(a, b) >= 0;
}

bool sc_state_is_anchored(const struct sc_state *st, unsigned int bp)
{
	return sc_state_share_anchor(st, st, bp);
}

static bool has_free_sp(const struct sc_state *st, unsigned int sp)
{
	return sc_val_kind(st->reg[sp]) == SC_V_ROOM || st->loose;
}

static bool may_differ(const struct sc_state *a, const struct sc_state *b,
		       unsigned int sp, unsigned int bp)
{
	return (has_free_sp(a, sp) || has_free_sp(b, sp)) &&
	       sc_state_share_anchor(a, b, bp);
}

enum sc_mismatch sc_state_match(const struct sc_state *a,
				const struct sc_state *b,
				const struct sc_arch *arch,
				unsigned int *reg_ret)
{
	unsigned int sp = arch->sp;

	*reg_ret = sp;
	if (a->frame != b->frame)
		return SC_MISMATCH_FRAME;
	if (a->frame == SC_FRAME_UNDEFINED || a->frame == SC_FRAME_END)
		return SC_MATCH;
	if (a->reg[sp] != b->reg[sp] && !may_differ(a, b, sp, arch->bp))
		return SC_MISMATCH_SP;
	for (unsigned int r = 0; r < SC_NREGS; r++) {
		*reg_ret = r;
		if (!saved_matches(a, b, r))
			return SC_MISMATCH_SAVED;
	}
	if (sc_state_has_return(a, arch) != sc_state_has_return(b, arch))
		return SC_MISMATCH_RA;
	return a->df != b->df ? SC_MISMATCH_DF : SC_MATCH;
}

bool sc_state_same_frame(const struct sc_state *a, const struct sc_state *b,
			 const struct sc_arch *arch)
{
	return sc_state_same_saved(a, b) && a->frame == b->frame &&
	       a->df == b->df && a->loose == b->loose &&
	       a->reg[arch->sp] == b->reg[arch->sp] &&
	       a->reg[arch->bp] == b->reg[arch->bp] &&
	       a->align_from == b->align_from &&
	       sc_state_has_return(a, arch) == sc_state_has_return(b, arch);
}

static bool is_in_stack(sc_val v)
{
	return v == SC_V_STACK ||
	       (sc_val_is_addr(v) && sc_val_kind(v) != SC_V_AUX);
}

/* What @a and @b have in common. */
static sc_val meet_values(sc_val a, sc_val b)
{
	if (a == b)
		return a;
	return is_in_stack(a) && is_in_stack(b) ? SC_V_STACK : SC_V_ANY;
}

static bool meet_slots(struct sc_state *into, const struct sc_state *from)
{
	bool changed = false;

	for (int i = into->nslots - 1; i >= 0; i--) {
		struct sc_slot *s = &into->slot[i];
		sc_val v = meet_values(s->val, sc_state_load(from, s->addr));

		changed |= v != s->val;
		s->val = v;
		if (!v)
			remove_slot(into, i);
	}
	return changed;
}

/*
 * Stack pointers that may differ become one more of which only the frame
 * pointer knows where it is: not lost, so that losing it later is told.
 */
static bool meet_sp(struct sc_state *into, const struct sc_state *from,
		    unsigned int sp)
{
	struct sc_state was;

	if (into->reg[sp] == from->reg[sp] ||
	    (!has_free_sp(into, sp) && !has_free_sp(from, sp)))
		return false;
	sc_state_copy(&was, into);
	sc_state_make_room(into, sp);
	return !sc_state_equal(&was, into);
}

/* Bases that were made in two ways: nothing is known of where they lie. */
static bool meet_align(struct sc_state *into, const struct sc_state *from)
{
	if ((into->align_from == from->align_from &&
	     into->align == from->align) ||
	    (!into->align_from && !into->align))
		return false;
	into->align_from = SC_V_ANY;
	into->align = 0;
	return true;
}

bool sc_state_meet(struct sc_state *into, const struct sc_state *from,
		   unsigned int sp)
{
	bool free_sp = has_free_sp(into, sp) || has_free_sp(from, sp);
	bool changed = meet_sp(into, from, sp);

	if (from->loose && !into->loose &&
	    sc_val_kind(into->reg[sp]) != SC_V_ROOM) {
		into->loose = 1;
		changed = true;
	}

	changed |= meet_slots(into, from);
	if (into->vectors)
		sc_state_forget_vectors(into, 0);

	changed |= meet_align(into, from);
	for (unsigned int r = 0; r < SC_NREGS; r++) {
		if (r == sp && free_sp)
			continue;
		if (into->reg[r] && into->reg[r] != from->reg[r]) {
			sc_val v = meet_values(into->reg[r], from->reg[r]);

			/* a stack pointer that may be two is lost */
			v = r == sp ? SC_V_ANY : v;
			changed |= v != into->reg[r];
			into->reg[r] = v;
		}
		if (into->saved[r] && into->saved[r] != from->saved[r]) {
			into->saved[r] = SC_V_ANY;
			changed = true;
		}
	}
	return changed;
}

/* Four sums at a time: each multiplication waits for the one before it. */
uint64_t sc_state_hash(const struct sc_state *st)
{
	const uint64_t prime = 0xff51afd7ed558ccdull;
	uint64_t h[4] = { 1, 2, 3, 4 }, words[4], sum = 0;
	size_t size = sc_state_size(st), at = 0;

	for (; at + sizeof(words) <= size; at += sizeof(words)) {
		memcpy(words, (const char *)st + at, sizeof(words));
		for (int i = 0; i < 4; i++)
			h[i] = (h[i] ^ words[i]) * prime;
	}
	for (; at < size; at += 8) {
		memcpy(words, (const char *)st + at, 8);
		h[0] = (h[0] ^ words[0]) * prime;
		h[0] ^= h[0] >> 32;
	}
	_Static_assert(offsetof(struct sc_state, slot) % 8 == 0 &&
			       sizeof(struct sc_slot) == 8,
		       "hashed by words");
	for (int i = 0; i < 4; i++) {
		sum = (sum ^ h[i]) * prime;
		sum ^= sum >> 32;
	}
	return sum;
}
