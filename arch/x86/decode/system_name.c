// SPDX-License-Identifier: GPL-2.0-only
/*
 * Names of system instructions that capstone 4.0.2 does not know or takes for
 * others (SDM 2; FRED, 5; TDX module, SEAM; AMD 3).
 */
#include "arch/x86/decode/capstone_internal.h"
#include "arch/x86/decode/length.h"
#include "arch/x86/decode/system_name.h"

#include <stdio.h>

enum { NP, P66, PF3, PF2 };
/* Operand: none, r/m of 4 or 8 bytes, with a suffix that tells, of 8 bytes */
enum { NONE, BY_W, SUFFIX, WIDE };

/* Of the map 0f; mask: which bits of modrm count. */
static const struct {
	uint8_t opcode, pp, mask, modrm, operand;
	const char *name;
} names[] = {
	{ 0x01, NP, 0xff, 0xc0, NONE, "enclv" },
	{ 0x01, NP, 0xff, 0xc5, NONE, "pconfig" },
	{ 0x01, NP, 0xff, 0xc6, NONE, "wrmsrns" },
	{ 0x01, NP, 0xff, 0xc7, NONE, "pbndkb" },
	{ 0x01, NP, 0xff, 0xe8, NONE, "serialize" },
	{ 0x01, NP, 0xff, 0xfd, NONE, "rdpru" },
	{ 0x01, NP, 0xff, 0xfe, NONE, "invlpgb" },
	{ 0x01, NP, 0xff, 0xff, NONE, "tlbsync" },
	{ 0x01, P66, 0xff, 0xcc, NONE, "tdcall" },
	{ 0x01, P66, 0xff, 0xcd, NONE, "seamret" },
	{ 0x01, P66, 0xff, 0xce, NONE, "seamops" },
	{ 0x01, P66, 0xff, 0xcf, NONE, "seamcall" },
	{ 0x01, PF3, 0xff, 0xc6, NONE, "wrmsrlist" },
	{ 0x01, PF3, 0xff, 0xca, NONE, "eretu" },
	{ 0x01, PF3, 0xff, 0xd9, NONE, "vmgexit" },
	{ 0x01, PF3, 0xff, 0xe8, NONE, "setssbsy" },
	{ 0x01, PF3, 0xff, 0xea, NONE, "saveprevssp" },
	{ 0x01, PF3, 0xff, 0xec, NONE, "uiret" },
	{ 0x01, PF3, 0xff, 0xed, NONE, "testui" },
	{ 0x01, PF3, 0xff, 0xee, NONE, "clui" },
	{ 0x01, PF3, 0xff, 0xef, NONE, "stui" },
	{ 0x01, PF3, 0xff, 0xfa, NONE, "mcommit" },
	{ 0x01, PF3, 0xff, 0xfc, NONE, "rmpchkd" },
	{ 0x01, PF3, 0xff, 0xfd, NONE, "rmpquery" },
	{ 0x01, PF3, 0xff, 0xfe, NONE, "rmpadjust" },
	{ 0x01, PF3, 0xff, 0xff, NONE, "psmash" },
	{ 0x01, PF2, 0xff, 0xc6, NONE, "rdmsrlist" },
	{ 0x01, PF2, 0xff, 0xca, NONE, "erets" },
	{ 0x01, PF2, 0xff, 0xd9, NONE, "vmgexit" },
	{ 0x01, PF2, 0xff, 0xe8, NONE, "xsusldtrk" },
	{ 0x01, PF2, 0xff, 0xe9, NONE, "xresldtrk" },
	{ 0x01, PF2, 0xff, 0xfc, NONE, "rmpopt" },
	{ 0x01, PF2, 0xff, 0xfd, NONE, "rmpread" },
	{ 0x01, PF2, 0xff, 0xfe, NONE, "rmpupdate" },
	{ 0x01, PF2, 0xff, 0xff, NONE, "pvalidate" },
	{ 0x09, PF3, 0x00, 0x00, NONE, "wbnoinvd" },
	{ 0x1e, PF3, 0xf8, 0xc8, SUFFIX, "rdssp" },
	{ 0xae, PF3, 0xf8, 0xe8, SUFFIX, "incssp" },
	{ 0xae, PF3, 0xf8, 0xf0, WIDE, "umonitor" },
	{ 0xae, P66, 0xf8, 0xf0, BY_W, "tpause" },
	{ 0xae, PF2, 0xf8, 0xf0, BY_W, "umwait" },
	{ 0xc7, PF3, 0xf8, 0xf0, WIDE, "senduipi" },
};

static unsigned int mandatory_prefix(const struct sc_x86_form *f)
{
	if (f->rep)
		return f->rep == 0xf3 ? PF3 : PF2;
	return f->opsize ? P66 : NP;
}

/* The 64-bit register's name; of 32 bits those are e-something or end in d. */
static void put_register(const struct sc_x86_form *f, bool wide, char *buf,
			 size_t size)
{
	const char *name = sc_x86_reg_name(f->rm);

	if (wide)
		snprintf(buf, size, " %%%s", name);
	else if (f->rm < 8)
		snprintf(buf, size, " %%e%s", name + 1);
	else
		snprintf(buf, size, " %%%sd", name);
}

bool sc_x86_system_name(const struct sc_x86_form *f, char *buf, size_t size)
{
	unsigned int pp = mandatory_prefix(f);
	char operand[16] = "";

	if (f->space != SC_X86_LEGACY || f->is_rex2 || f->map != 1 || f->lock)
		return false;
	for (unsigned int i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		bool wide = f->w || names[i].operand == WIDE;

		if (names[i].opcode != f->opcode || names[i].pp != pp ||
		    names[i].modrm != (f->modrm & names[i].mask))
			continue;
		if (names[i].operand != NONE)
			put_register(f, wide, operand, sizeof(operand));
		snprintf(buf, size, "%s%s%s", names[i].name,
			 names[i].operand != SUFFIX ? ""
			 : wide			    ? "q"
						    : "d",
			 operand);
		return true;
	}
	return false;
}
