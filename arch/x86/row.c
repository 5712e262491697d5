// SPDX-License-Identifier: GPL-2.0-only
/*
 * From a stack state to the row of a table: one way, among those the state
 * allows, to find the caller. The order is that of the ORC tables kernels
 * ship: the frame pointer while it is one, else the stack pointer, else a
 * place where a realigned frame keeps the CFA.
 */
#include "arch/x86/row.h"
#include "arch/x86/x86.h"

static bool set_cfa(struct sc_row *row, int kind, unsigned int reg, int32_t off)
{
	row->kind = kind;
	row->reg = (uint8_t)reg;
	row->off = off;
	return true;
}

/* %rbp points at its own saved value, and at a known distance of the CFA. */
static bool by_frame_pointer(const struct sc_state *st, struct sc_row *row)
{
	sc_val bp = st->reg[X86_RBP];

	if (sc_val_kind(bp) != SC_V_CFA || st->saved[X86_RBP] != bp)
		return false;
	return set_cfa(row, SC_ROW_REG, X86_RBP, -sc_val_payload(bp));
}

static bool by_stack_pointer(const struct sc_state *st, struct sc_row *row)
{
	sc_val sp = st->reg[X86_RSP];

	if (sc_val_kind(sp) != SC_V_CFA)
		return false;
	return set_cfa(row, SC_ROW_REG, X86_RSP, -sc_val_payload(sp));
}

/*
 * A slot that holds the CFA, or nearly, counted from register @r. Of several
 * the one that was written first, which is the highest.
 */
static bool by_slot(const struct sc_state *st, unsigned int r,
		    struct sc_row *row)
{
	sc_val base = st->reg[r];

	for (int i = st->nslots - 1; i >= 0; i--) {
		const struct sc_slot *s = &st->slot[i];
		int32_t dist = sc_val_payload(s->addr) - sc_val_payload(base);

		if (sc_val_kind(s->addr) != sc_val_kind(base) ||
		    sc_val_kind(base) == SC_V_CFA ||
		    sc_val_kind(s->val) != SC_V_CFA)
			continue;
		if (sc_val_payload(s->val) == 0)
			return set_cfa(row, SC_ROW_DEREF, r, dist);
		if (dist == 0)
			return set_cfa(row, SC_ROW_DEREF_ADD, r,
				       -sc_val_payload(s->val));
	}
	return false;
}

/* Compilers use the first four for it, and ORC can name no others. */
static bool by_register(const struct sc_state *st, struct sc_row *row)
{
	static const uint8_t order[] = { X86_R10, X86_R13, X86_RDI, X86_RDX,
					 X86_RAX, X86_RCX, X86_RBX, X86_RSI,
					 X86_R8,  X86_R9,  X86_R11, X86_R12,
					 X86_R14, X86_R15 };

	for (size_t i = 0; i < sizeof(order); i++)
		if (sc_val_kind(st->reg[order[i]]) == SC_V_CFA)
			return set_cfa(row, SC_ROW_REG, order[i],
				       -sc_val_payload(st->reg[order[i]]));
	return false;
}

static void find_bp(const struct sc_state *st, struct sc_row *row)
{
	sc_val at = st->saved[X86_RBP], bp = st->reg[X86_RBP];

	row->bp_kind = SC_BP_UNCHANGED;
	if (!at)
		return;
	if (sc_val_kind(at) == SC_V_CFA) {
		row->bp_kind = SC_BP_CFA;
		row->bp_off = sc_val_payload(at);
	} else if (sc_val_kind(at) == sc_val_kind(bp)) {
		row->bp_kind = SC_BP_REG;
		row->bp_off = sc_val_payload(at) - sc_val_payload(bp);
	}
}

void sc_x86_row(const struct sc_state *st, struct sc_row *row)
{
	*row = (struct sc_row){ .kind = SC_ROW_UNDEFINED,
				.frame = st->frame,
				.signal = st->signal };

	if (st->frame == SC_FRAME_UNDEFINED)
		return;
	if (st->frame == SC_FRAME_END) {
		row->kind = SC_ROW_END;
		return;
	}
	if (by_frame_pointer(st, row) || by_stack_pointer(st, row) ||
	    by_slot(st, X86_RBP, row) || by_slot(st, X86_RSP, row) ||
	    by_register(st, row))
		find_bp(st, row);
}
