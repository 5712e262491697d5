// SPDX-License-Identifier: GPL-2.0-only
/*
 * Layouts of the kernel's tables on this processor, by version. Sources: the
 * kernel's asm/orc_types.h (of which scripts/orc_hash.sh makes the hash),
 * asm-generic/bug.h with asm/bug.h, and asm/alternative.h.
 */
#include "arch/x86/format.h"
#include "arch/x86/x86.h"
#include "stackcheck/image/orc_table.h"

#define NONE SC_ORC_NO_REG

static const uint8_t regs_old[SC_ORC_NREGS] = {
	SC_ORC_REG_UNDEFINED,
	SC_ORC_REG_PREV_SP,
	X86_ORC_DX,
	X86_ORC_DI,
	SC_ORC_REG_BP,
	SC_ORC_REG_SP,
	X86_ORC_R10,
	X86_ORC_R13,
	SC_ORC_REG_BP_INDIRECT,
	SC_ORC_REG_SP_INDIRECT,
	NONE,
	NONE,
	NONE,
	NONE,
	NONE,
	NONE,
};

static const uint8_t regs_7_0[SC_ORC_NREGS] = {
	SC_ORC_REG_UNDEFINED,
	X86_ORC_AX,
	X86_ORC_DX,
	SC_ORC_REG_SP,
	SC_ORC_REG_BP,
	X86_ORC_DI,
	X86_ORC_R10,
	X86_ORC_R13,
	SC_ORC_REG_PREV_SP,
	SC_ORC_REG_SP_INDIRECT,
	SC_ORC_REG_BP_INDIRECT,
	NONE,
	NONE,
	NONE,
	NONE,
	NONE,
};

static const uint8_t hash_6_4[SC_ORC_HASH_SIZE] = {
	0xfe, 0x5d, 0x32, 0xbf, 0x58, 0x1b, 0xd6, 0x3b, 0x2c, 0xa9,
	0xa5, 0xc6, 0x5b, 0xa5, 0xa6, 0x25, 0xea, 0xb3, 0xfe, 0x24,
};

static const uint8_t hash_7_0[SC_ORC_HASH_SIZE] = {
	0x13, 0x7c, 0x36, 0xad, 0x76, 0x27, 0xc4, 0xdd, 0x55, 0x93,
	0x21, 0x76, 0xbb, 0x0e, 0xcd, 0xbd, 0x50, 0x41, 0xfc, 0x82,
};

/* Address, file, line, flags; since 7.0 a format behind the address. */
#define BUGS_OLD                                                               \
	{                                                                      \
		{ 12, 10 },                                                    \
		{                                                              \
			8, 4                                                   \
		}                                                              \
	}
#define BUGS_7_0                                                               \
	{                                                                      \
		{ 16, 14 },                                                    \
		{                                                              \
			12, 8                                                  \
		}                                                              \
	}

/*
 * Until 5.12 alternatives had the length of a filler behind the two lengths,
 * and since 6.3 they have flags before them.
 */
const struct sc_format sc_x86_formats[SC_X86_NFORMATS] = {
	{ .since = "4.14",
	  .version = SC_FORMAT_VERSION(4, 14),
	  .orc = SC_ORC_6_1,
	  .orc_regs = regs_old,
	  .bugs = BUGS_OLD,
	  .alternatives = { 13, 10 } },
	{ .since = "5.13",
	  .version = SC_FORMAT_VERSION(5, 13),
	  .orc = SC_ORC_6_1,
	  .orc_regs = regs_old,
	  .bugs = BUGS_OLD,
	  .alternatives = { 12, 10 } },
	{ .since = "6.3",
	  .version = SC_FORMAT_VERSION(6, 3),
	  .orc = SC_ORC_6_3,
	  .orc_regs = regs_old,
	  .bugs = BUGS_OLD,
	  .alternatives = { 14, 12 } },
	{ .since = "6.4",
	  .version = SC_FORMAT_VERSION(6, 4),
	  .orc = SC_ORC_6_4,
	  .orc_hash = hash_6_4,
	  .orc_regs = regs_old,
	  .bugs = BUGS_OLD,
	  .alternatives = { 14, 12 } },
	{ .since = "7.0",
	  .version = SC_FORMAT_VERSION(7, 0),
	  .orc = SC_ORC_6_4,
	  .orc_hash = hash_7_0,
	  .orc_regs = regs_7_0,
	  .bugs = BUGS_7_0,
	  .alternatives = { 14, 12 } },
};

/* ud2, ud1, udb: what the kernel's bug table points to */
bool sc_x86_is_trap(const uint8_t *code, size_t avail)
{
	return avail >= 2 &&
	       ((code[0] == 0x0f && (code[1] == 0x0b || code[1] == 0xb9)) ||
		code[0] == 0xd6);
}
