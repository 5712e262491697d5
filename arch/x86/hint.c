// SPDX-License-Identifier: GPL-2.0-only
/*
 * Unwind hints of the kernel's assembly: what they make of a state. Registers
 * are numbered as enum sc_orc_reg does.
 */
#include <string.h>

#include "arch/x86/hint.h"
#include "arch/x86/x86.h"
#include "stackcheck/image/orc_table.h"

const struct sc_orc_register sc_x86_orc_regs[SC_ORC_NREGS] = {
	[X86_ORC_DX] = { "dx", X86_RDX },
	[X86_ORC_DI] = { "di", X86_RDI },
	[SC_ORC_REG_BP] = { "bp", X86_RBP },
	[SC_ORC_REG_SP] = { "sp", X86_RSP },
	[X86_ORC_R10] = { "r10", X86_R10 },
	[X86_ORC_R13] = { "r13", X86_R13 },
	[X86_ORC_AX] = { "ax", X86_RAX },
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
	if (hint->sp_reg == SC_ORC_REG_SP_INDIRECT)
		set_indirect(st, X86_RSP, hint->sp_off);
	else if (hint->sp_reg == SC_ORC_REG_BP_INDIRECT)
		set_indirect(st, X86_RBP, hint->sp_off);
	else
		st->reg[sc_x86_orc_regs[hint->sp_reg].reg] =
			sc_val_make(SC_V_CFA, -hint->sp_off);
	if (hint->type == SC_HINT_CALL)
		sc_state_store(st, sc_val_make(SC_V_CFA, X86_ENTRY_SP),
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
	     (hint->sp_reg < X86_ORC_DX || hint->sp_reg > X86_ORC_AX)))
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
