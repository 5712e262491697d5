// SPDX-License-Identifier: GPL-2.0-only
/*
 * Unwind hints of the kernel's assembly: what they make of a state. Registers
 * are numbered as in asm/orc_types.h.
 */
#include <string.h>

#include "arch/x86/x86.h"

enum { ORC_FIRST = 2, ORC_BP_INDIRECT = 8, ORC_SP_INDIRECT = 9 };

static const uint8_t hint_regs[] = {
	[2] = X86_RDX, [3] = X86_RDI, [4] = X86_RBP,
	[5] = X86_RSP, [6] = X86_R10, [7] = X86_R13,
};

/* The frame is told anew: nothing known by the old CFA holds. */
static void start_over(struct sc_state *st)
{
	sc_state_forget(st, SC_V_CFA);
	sc_state_forget(st, SC_V_AUX);
	sc_state_forget(st, SC_V_ALIGN);
	sc_state_forget(st, SC_V_ROOM);
	memset(st->saved, 0, sizeof(st->saved));
}

/* The CFA is what lies at, or a little beside, an address in a register. */
static void set_indirect(struct sc_state *st, unsigned int reg, int off)
{
	st->reg[reg] = sc_val_make(SC_V_AUX, 0);
	if (reg == X86_RBP)
		sc_state_store(st, sc_val_make(SC_V_AUX, off),
			       sc_val_make(SC_V_CFA, 0));
	else
		sc_state_store(st, sc_val_make(SC_V_AUX, 0),
			       sc_val_make(SC_V_CFA, -off));
}

static void set_frame(struct sc_state *st, const struct sc_hint *hint)
{
	start_over(st);
	if (hint->sp_reg == ORC_SP_INDIRECT)
		set_indirect(st, X86_RSP, hint->sp_off);
	else if (hint->sp_reg == ORC_BP_INDIRECT)
		set_indirect(st, X86_RBP, hint->sp_off);
	else
		st->reg[hint_regs[hint->sp_reg]] =
			sc_val_make(SC_V_CFA, -hint->sp_off);
	if (hint->type == SC_HINT_CALL)
		sc_state_store(st, sc_val_make(SC_V_CFA, -8),
			       sc_val_make(SC_V_RA, 0));
}

bool sc_x86_hint(struct sc_state *st, const struct sc_hint *hint)
{
	static const uint8_t frames[] = {
		[SC_HINT_UNDEFINED] = SC_FRAME_UNDEFINED,
		[SC_HINT_END_OF_STACK] = SC_FRAME_END,
		[SC_HINT_CALL] = SC_FRAME_CALL,
		[SC_HINT_REGS] = SC_FRAME_REGS,
		[SC_HINT_REGS_PARTIAL] = SC_FRAME_IRET,
		[SC_HINT_FUNC] = SC_FRAME_CALL,
	};

	if (hint->type > SC_HINT_FUNC ||
	    (hint->type >= SC_HINT_CALL && hint->type < SC_HINT_FUNC &&
	     (hint->sp_reg < ORC_FIRST || hint->sp_reg > ORC_SP_INDIRECT)))
		return false;
	st->frame = frames[hint->type];
	st->signal = hint->signal;
	if (hint->type == SC_HINT_FUNC) {
		sc_arch_x86_64.entry_state(st);
		return true;
	}
	if (hint->type < SC_HINT_CALL)
		return true;
	set_frame(st, hint);
	return true;
}
