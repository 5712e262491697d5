// SPDX-License-Identifier: GPL-2.0-only
/* 0f 01, where each register form is an instruction of its own. */
#include "arch/x86/decode/modrm.h"
#include "arch/x86/decode/system_0f01.h"

#define RAX 1
#define RCX 2
#define RDX 4
#define RBX 8
/* a call to a TDX module returns values in all but the stack registers */
#define TDX 0xffcf

enum { NP, P66, PF3, PF2 };

static const struct {
	uint8_t pp, modrm, op;
	uint16_t writes;
} forms[] = {
	{ NP, 0xc0, 0, RAX | RBX | RCX | RDX }, /* enclv */
	{ NP, 0xc1, 0, 0 }, /* vmcall, vmlaunch, vmresume, vmxoff */
	{ NP, 0xc2, 0, 0 },
	{ NP, 0xc3, 0, 0 },
	{ NP, 0xc4, 0, 0 },
	{ NP, 0xc5, 0, RAX }, /* pconfig */
	{ NP, 0xc6, 0, 0 }, /* wrmsrns */
	{ PF2, 0xc6, 0, RCX }, /* rdmsrlist, wrmsrlist */
	{ PF3, 0xc6, 0, RCX },
	{ NP, 0xc7, 0, RAX }, /* pbndkb */
	{ NP, 0xc8, 0, 0 }, /* monitor, mwait, clac, stac */
	{ NP, 0xc9, 0, 0 },
	{ NP, 0xca, 0, 0 },
	{ NP, 0xcb, 0, 0 },
	{ PF3, 0xca, SC_OP_SYSTEM, 0 }, /* eretu, erets */
	{ PF2, 0xca, SC_OP_SYSTEM, 0 },
	{ P66, 0xcc, 0, TDX }, /* tdcall, seamops, seamcall */
	{ P66, 0xcd, SC_OP_SYSTEM, 0 }, /* seamret */
	{ P66, 0xce, 0, TDX },
	{ P66, 0xcf, 0, TDX },
	{ NP, 0xcf, 0, RAX | RBX | RCX | RDX }, /* encls */
	{ NP, 0xd0, 0, RAX | RDX }, /* xgetbv */
	{ NP, 0xd1, 0, 0 }, /* xsetbv, vmfunc, xend, xtest */
	{ NP, 0xd4, 0, 0 },
	{ NP, 0xd5, 0, 0 },
	{ NP, 0xd6, 0, 0 },
	{ NP, 0xd7, 0, RAX | RBX | RCX | RDX }, /* enclu */
	{ NP, 0xd8, 0, 0 }, /* vmrun, vmmcall, vmload, vmsave, stgi, clgi */
	{ NP, 0xd9, 0, 0 },
	{ PF3, 0xd9, 0, 0 }, /* vmgexit */
	{ PF2, 0xd9, 0, 0 },
	{ NP, 0xda, 0, 0 },
	{ NP, 0xdb, 0, 0 },
	{ NP, 0xdc, 0, 0 },
	{ NP, 0xdd, 0, 0 },
	{ NP, 0xdf, 0, 0 }, /* invlpga */
	{ NP, 0xe8, 0, 0 }, /* serialize */
	{ PF3, 0xe8, 0, 0 }, /* setssbsy */
	{ PF2, 0xe8, 0, 0 }, /* xsusldtrk, xresldtrk */
	{ PF2, 0xe9, 0, 0 },
	{ PF3, 0xea, 0, 0 }, /* saveprevssp */
	{ PF3, 0xec, SC_OP_SYSTEM, 0 }, /* uiret */
	{ PF3, 0xed, 0, 0 }, /* testui, clui, stui */
	{ PF3, 0xee, 0, 0 },
	{ PF3, 0xef, 0, 0 },
	{ NP, 0xee, 0, RAX | RDX }, /* rdpkru, wrpkru */
	{ NP, 0xef, 0, 0 },
	{ NP, 0xf8, 0, 0 }, /* swapgs */
	{ NP, 0xf9, 0, RAX | RDX | RCX }, /* rdtscp */
	{ NP, 0xfa, 0, 0 }, /* monitorx, mwaitx, clzero */
	{ NP, 0xfb, 0, 0 },
	{ NP, 0xfc, 0, 0 },
	{ NP, 0xfd, 0, RAX | RDX }, /* rdpru */
	{ NP, 0xfe, 0, 0 }, /* invlpgb, tlbsync */
	{ NP, 0xff, 0, 0 },
	{ PF3, 0xfa, 0, 0 }, /* mcommit */
	{ PF3, 0xfd, 0, RAX | RCX | RDX }, /* rmpquery, rmpread */
	{ PF2, 0xfd, 0, RAX | RCX | RDX },
	{ PF3, 0xfe, 0, RAX }, /* rmpadjust, rmpupdate, psmash, pvalidate */
	{ PF2, 0xfe, 0, RAX },
	{ PF3, 0xff, 0, RAX },
	{ PF2, 0xff, 0, RAX },
};

static int decode_memory(struct sc_x86_state *s, unsigned int access,
			 unsigned int size)
{
	sc_x86_put_mem(s, access, size);
	s->insn->op = SC_OP_OTHER;
	s->insn->reg = SC_REG_NONE;
	s->insn->writes = 0;
	return 1;
}

/* sgdt sidt lgdt lidt smsw rstorssp lmsw invlpg */
static int memory_form(struct sc_x86_state *s, unsigned int pp)
{
	unsigned int n = s->modrm >> 3 & 7;

	if (n == 5)
		return pp == PF3 && decode_memory(s, F_MR | F_MW, 8);
	if (pp != NP)
		return 0;
	if (n < 4)
		return decode_memory(s, n < 2 ? F_MW : F_MR, 10);
	if (n == 7)
		return decode_memory(s, 0, 0);
	return decode_memory(s, n == 4 ? F_MW : F_MR, 2);
}

static int register_form(struct sc_x86_state *s, unsigned int pp)
{
	unsigned int i;

	for (i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		if (forms[i].pp != pp || forms[i].modrm != s->modrm)
			continue;
		sc_x86_clear(s->insn, forms[i].op, forms[i].writes);
		return 1;
	}
	return 0;
}

/* smsw writes its register, lmsw reads it. */
static int status_word(struct sc_x86_state *s)
{
	int store = (s->modrm & 0xf8) == 0xe0;

	sc_x86_clear(s->insn, SC_OP_OTHER, store ? 1u << s->rm : 0);
	if (store)
		s->insn->reg = s->rm;
	return 1;
}

int sc_x86_0f01(struct sc_x86_state *s)
{
	unsigned int pp = s->pfx & P_F3 ? PF3 : s->pfx & P_F2 ? PF2 : NP;

	if (s->pfx & P_66) {
		if (pp)
			return 0;
		pp = P66;
	}
	sc_x86_modrm(s);
	if (sc_x86_is_mem(s))
		return memory_form(s, pp);
	if (pp == NP && (s->modrm & 0xe8) == 0xe0)
		return status_word(s);
	return !s->rex && register_form(s, pp);
}
