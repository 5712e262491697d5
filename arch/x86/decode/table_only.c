// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the table decodes by the Intel SDM and capstone 4.0.2, whose opcode
 * maps are of 2017, calls undecodable. Where capstone does decode one of
 * these, it has to agree.
 */
#include "arch/x86/decode/table_only.h"

/* Opcode maps, and the encodings they are reached by. */
enum { M_0F = 1, M_38, M_3A, VEX = 4, MAP = 3 };

static const struct {
	uint8_t map, first, last;
} unknown[] = {
	{ 0, 0x68, 0x68 }, /* push, behind 66 and f2 */
	{ 0, 0x90, 0x90 }, /* xchg with r8, behind f2 */
	{ 0, 0xd6, 0xd6 }, /* udb */
	{ M_0F, 0x00, 0x00 }, /* lkgs */
	{ M_0F, 0x01, 0x01 }, /* serialize, setssbsy, tdcall, erets, ... */
	{ M_0F, 0x0d, 0x0d }, /* prefetchwt1 and reserved prefetches */
	{ M_0F, 0x18, 0x19 }, /* reserved nops */
	{ M_0F, 0x1c, 0x1f }, /* and rdssp */
	{ M_0F, 0xae, 0xae }, /* incssp, ptwrite, tpause, ... */
	{ M_0F, 0xb9, 0xb9 }, /* ud1 and ud0, without their modrm */
	{ M_0F, 0xff, 0xff },	    { M_38, 0xcf, 0xcf }, /* gf2p8mulb */
	{ M_38, 0xf5, 0xf6 }, /* wruss, wrss */
	{ M_38, 0xf8, 0xf9 }, /* movdir64b, enqcmd, movdiri */
	{ M_3A, 0xce, 0xcf }, /* gf2p8affine */
	{ VEX | M_0F, 0x41, 0x4b }, /* mask registers of AVX512BW and DQ */
	{ VEX | M_0F, 0x90, 0x93 }, { VEX | M_0F, 0x98, 0x99 },
	{ VEX | M_38, 0x49, 0x49 }, /* tilerelease */
	{ VEX | M_38, 0x50, 0x53 }, /* AVX-VNNI */
	{ VEX | M_38, 0x5a, 0x5a }, /* vbroadcasti128 */
	{ VEX | M_38, 0xcf, 0xcf }, /* vgf2p8mulb */
	{ VEX | M_38, 0xdc, 0xdf }, /* VAES of 256 bits */
	{ VEX | M_3A, 0x30, 0x33 }, /* kshift */
	{ VEX | M_3A, 0x44, 0x44 }, /* vpclmulqdq of 256 bits */
	{ VEX | M_3A, 0xce, 0xcf }, /* vgf2p8affine */
};

static int is_prefix(uint8_t b)
{
	return b == 0x26 || b == 0x2e || b == 0x36 || b == 0x3e ||
	       (b >= 0x64 && b <= 0x67) || b == 0xf0 || b == 0xf2 ||
	       b == 0xf3 || (b & 0xf0) == 0x40;
}

static unsigned int legacy_map(const uint8_t **p)
{
	switch (*++*p) {
	case 0x38:
		++*p;
		return M_38;
	case 0x3a:
		++*p;
		return M_3A;
	}
	return M_0F;
}

/* The map of the instruction, and *p at its opcode. */
static unsigned int opcode_map(const uint8_t **p)
{
	switch (**p) {
	case 0x0f:
		return legacy_map(p);
	case 0xc5:
		*p += 2;
		return VEX | M_0F;
	case 0xc4:
		*p += 3;
		return VEX | ((*p)[-2] & MAP);
	}
	return 0;
}

int sc_x86_table_only(const uint8_t *code, size_t len)
{
	const uint8_t *p = code;
	unsigned int map, i;

	while (p < code + len && is_prefix(*p))
		p++;
	if (*p == 0x62) /* EVEX: it knows the half of AVX512F */
		return 1;
	map = opcode_map(&p);
	for (i = 0; i < sizeof(unknown) / sizeof(unknown[0]); i++)
		if (unknown[i].map == map && *p >= unknown[i].first &&
		    *p <= unknown[i].last)
			return 1;
	return 0;
}
