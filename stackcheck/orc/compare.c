// SPDX-License-Identifier: GPL-2.0-only
/* Does shipped ORC say the same as this analysis? And what does it say? */
#include "stackcheck/orc/compare.h"

#include <stdio.h>

static bool same_type(const struct sc_orc_entry *e, const struct sc_row *row)
{
	static const uint8_t frames[] = {
		[SC_ORC_TYPE_CALL] = SC_FRAME_CALL,
		[SC_ORC_TYPE_REGS] = SC_FRAME_REGS,
		[SC_ORC_TYPE_REGS_PARTIAL] = SC_FRAME_IRET,
	};

	return e->type >= SC_ORC_TYPE_CALL &&
	       e->type <= SC_ORC_TYPE_REGS_PARTIAL &&
	       frames[e->type] == row->frame && e->signal == !!row->signal;
}

static bool same_cfa(const struct sc_orc_entry *e, const struct sc_row *row,
		     const struct sc_arch *arch)
{
	if (sc_orc_base(arch, e->sp_reg) != row->reg ||
	    e->sp_offset != row->off)
		return false;
	switch (e->sp_reg) {
	case SC_ORC_REG_BP_INDIRECT:
		return row->kind == SC_ROW_DEREF;
	case SC_ORC_REG_SP_INDIRECT:
		return row->kind == SC_ROW_DEREF_ADD ||
		       (row->kind == SC_ROW_DEREF && !row->off);
	default:
		return row->kind == SC_ROW_REG;
	}
}

static bool same_bp(const struct sc_orc_entry *e, const struct sc_row *row)
{
	switch (e->bp_reg) {
	case SC_ORC_REG_UNDEFINED:
		return row->bp_kind == SC_BP_UNCHANGED;
	case SC_ORC_REG_PREV_SP:
		return row->bp_kind == SC_BP_CFA && row->bp_off == e->bp_offset;
	case SC_ORC_REG_BP:
		return row->bp_kind == SC_BP_REG && row->bp_off == e->bp_offset;
	default:
		return false;
	}
}

bool sc_orc_agrees(const struct sc_orc_entry *e, const struct sc_row *row,
		   const struct sc_arch *arch)
{
	switch (row->kind) {
	case SC_ROW_UNDEFINED:
		return e->type == SC_ORC_TYPE_UNDEFINED;
	case SC_ROW_END:
		return e->type == SC_ORC_TYPE_END_OF_STACK;
	default:
		return same_type(e, row) && same_cfa(e, row, arch) &&
		       same_bp(e, row);
	}
}

/* The CFA by the entry's rule; SC_V_ANY if that leads nowhere known. */
static sc_val follow_sp(const struct sc_orc_entry *e, const struct sc_state *st,
			const struct sc_arch *arch)
{
	unsigned int reg = sc_orc_base(arch, e->sp_reg);
	sc_val base = reg == SC_REG_NONE ? SC_V_ANY : st->reg[reg];

	if (base == SC_V_ANY)
		return SC_V_ANY;
	if (e->sp_reg == SC_ORC_REG_SP_INDIRECT)
		return sc_val_add(sc_state_load(st, base), e->sp_offset);
	base = sc_val_add(base, e->sp_offset);
	return e->sp_reg == SC_ORC_REG_BP_INDIRECT ? sc_state_load(st, base)
						   : base;
}

static sc_val follow_bp(const struct sc_orc_entry *e, const struct sc_state *st,
			unsigned int bp)
{
	switch (e->bp_reg) {
	case SC_ORC_REG_UNDEFINED:
		return st->reg[bp];
	case SC_ORC_REG_PREV_SP:
		return sc_state_load(st, sc_val_make(SC_V_CFA, e->bp_offset));
	case SC_ORC_REG_BP:
		return sc_state_load(st, sc_val_add(st->reg[bp], e->bp_offset));
	default:
		return SC_V_ANY;
	}
}

bool sc_orc_holds(const struct sc_orc_entry *e, const struct sc_state *st,
		  const struct sc_arch *arch)
{
	if (e->type == SC_ORC_TYPE_UNDEFINED)
		return st->frame == SC_FRAME_UNDEFINED;
	if (e->type == SC_ORC_TYPE_END_OF_STACK)
		return st->frame == SC_FRAME_END;
	return e->type == SC_ORC_TYPE_CALL && st->frame == SC_FRAME_CALL &&
	       follow_sp(e, st, arch) == sc_val_make(SC_V_CFA, 0) &&
	       follow_bp(e, st, arch->bp) ==
		       sc_val_make(SC_V_ENTRY, (int32_t)arch->bp);
}

/* --- in words */

static void words_of_cfa(const struct sc_orc_entry *e,
			 const struct sc_arch *arch, char *buf, size_t size)
{
	const char *name = arch->orc_regs ? arch->orc_regs[e->sp_reg].name
					  : NULL;

	if (e->sp_reg == SC_ORC_REG_BP_INDIRECT)
		snprintf(buf, size, "at %d(bp)", e->sp_offset);
	else if (e->sp_reg == SC_ORC_REG_SP_INDIRECT)
		snprintf(buf, size, "(sp)%+d", e->sp_offset);
	else
		snprintf(buf, size, "%s%+d", name ? name : "?", e->sp_offset);
}

const char *sc_orc_words(const struct sc_orc_entry *e,
			 const struct sc_arch *arch, char *buf, size_t size)
{
	static const char *const types[8] = { "undefined", "end",    "",
					      " regs",	   " iret",  " type 5",
					      " type 6",   " type 7" };
	char cfa[32], bp[32] = "";

	if (e->type < SC_ORC_TYPE_CALL) {
		snprintf(buf, size, "%s", types[e->type]);
		return buf;
	}
	words_of_cfa(e, arch, cfa, sizeof(cfa));
	if (e->bp_reg == SC_ORC_REG_PREV_SP)
		snprintf(bp, sizeof(bp), " bp@%d", e->bp_offset);
	else if (e->bp_reg == SC_ORC_REG_BP)
		snprintf(bp, sizeof(bp), " bp@(bp%+d)", e->bp_offset);
	else if (e->bp_reg != SC_ORC_REG_UNDEFINED)
		snprintf(bp, sizeof(bp), " bp@?%d", e->bp_reg);
	snprintf(buf, size, "%s%s%s%s", cfa, bp, types[e->type & 7],
		 e->signal ? " signal" : "");
	return buf;
}
