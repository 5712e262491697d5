// SPDX-License-Identifier: GPL-2.0-only
/* One entry of ORC: from a row, and to bytes. */
#include "stackcheck/orc/entry.h"

#include <string.h>

/* ORC names the registers a CFA is counted from; not every one has a name. */
static unsigned int base_register(const struct sc_arch *arch,
				  const struct sc_row *row)
{
	for (unsigned int i = 0; arch->orc_regs && i < SC_ORC_NREGS; i++)
		if (arch->orc_regs[i].name && arch->orc_regs[i].reg == row->reg)
			return i;
	return SC_ORC_REG_UNDEFINED;
}

static bool set_base(const struct sc_arch *arch, const struct sc_row *row,
		     struct sc_orc_entry *e)
{
	unsigned int reg = base_register(arch, row);

	if (row->kind == SC_ROW_DEREF && reg == SC_ORC_REG_BP)
		reg = SC_ORC_REG_BP_INDIRECT;
	else if (row->kind == SC_ROW_DEREF && reg == SC_ORC_REG_SP &&
		 row->off == 0)
		reg = SC_ORC_REG_SP_INDIRECT;
	else if (row->kind == SC_ROW_DEREF_ADD && reg == SC_ORC_REG_SP)
		reg = SC_ORC_REG_SP_INDIRECT;
	else if (row->kind != SC_ROW_REG)
		reg = SC_ORC_REG_UNDEFINED;
	e->sp_reg = (uint8_t)reg;
	e->sp_offset = (int16_t)row->off;
	return reg != SC_ORC_REG_UNDEFINED && e->sp_offset == row->off;
}

static bool set_bp(const struct sc_row *row, struct sc_orc_entry *e)
{
	if (row->bp_kind == SC_BP_CFA)
		e->bp_reg = SC_ORC_REG_PREV_SP;
	else if (row->bp_kind == SC_BP_REG)
		e->bp_reg = SC_ORC_REG_BP;
	else
		return true;
	e->bp_offset = (int16_t)row->bp_off;
	return e->bp_offset == row->bp_off;
}

bool sc_orc_from_row(const struct sc_arch *arch, const struct sc_row *row,
		     struct sc_orc_entry *e)
{
	static const uint8_t types[] = {
		[SC_FRAME_CALL] = SC_ORC_TYPE_CALL,
		[SC_FRAME_REGS] = SC_ORC_TYPE_REGS,
		[SC_FRAME_IRET] = SC_ORC_TYPE_REGS_PARTIAL,
		[SC_FRAME_UNDEFINED] = SC_ORC_TYPE_UNDEFINED,
		[SC_FRAME_END] = SC_ORC_TYPE_END_OF_STACK,
	};

	*e = (struct sc_orc_entry){ .sec = e->sec, .off = e->off };
	if (row->kind == SC_ROW_END) {
		e->type = SC_ORC_TYPE_END_OF_STACK;
		e->end = true;
		return true;
	}
	if (row->kind == SC_ROW_UNDEFINED)
		return row->frame == SC_FRAME_UNDEFINED;
	e->type = types[row->frame];
	e->signal = row->signal;
	if (set_base(arch, row, e) && set_bp(row, e))
		return true;
	*e = (struct sc_orc_entry){ .sec = e->sec, .off = e->off };
	return false;
}

/* What files of that format call a register; SC_ORC_NO_REG: nothing. */
static uint8_t number_of(const struct sc_format *format, uint8_t reg)
{
	for (uint8_t i = 0; i < SC_ORC_NREGS; i++)
		if (format->orc_regs[i] == reg)
			return i;
	return SC_ORC_NO_REG;
}

/* The last byte: type and flags. */
static uint8_t pack_type(const struct sc_orc_entry *e,
			 enum sc_orc_layout layout)
{
	uint8_t type = e->type;

	if (layout == SC_ORC_6_4)
		return (uint8_t)(type | e->signal << 3);
	/* call, regs, regs_partial; undefined is a register of 0 */
	type = type >= SC_ORC_TYPE_CALL ? (uint8_t)(type - SC_ORC_TYPE_CALL)
					: 0;
	return layout == SC_ORC_6_3
		       ? (uint8_t)(type | e->signal << 2 | e->end << 3)
		       : (uint8_t)(type | e->end << 2);
}

void sc_orc_pack(const struct sc_orc_entry *e, const struct sc_format *format,
		 uint8_t out[6])
{
	uint8_t sp = number_of(format, e->sp_reg);
	uint8_t bp = number_of(format, e->bp_reg);

	memset(out, 0, 6);
	if (sp == SC_ORC_NO_REG || bp == SC_ORC_NO_REG)
		return;
	memcpy(out, &e->sp_offset, 2);
	memcpy(out + 2, &e->bp_offset, 2);
	out[4] = (uint8_t)(sp | bp << 4);
	out[5] = pack_type(e, format->orc);
}
