// SPDX-License-Identifier: GPL-2.0-only
/*
 * The table first. What it does not decide has the length that the manual's
 * general rules give it, and is what capstone says if that has it, too.
 */
#include "arch/x86/decode/capstone.h"
#include "arch/x86/decode/decode.h"
#include "arch/x86/decode/promoted.h"
#include "arch/x86/decode/rex2.h"
#include "arch/x86/decode/table.h"
#include "arch/x86/decode/unknown.h"

#include <stdbool.h>
#include <string.h>

/* The frequent way needs no room for theirs. */
#define sc_noinline __attribute__((noinline))

/*
 * ud2 and three letters before an instruction ask a hypervisor to emulate it
 * (Xen's and KVM's public interfaces): nothing traps for good.
 */
static bool is_emulate_prefix(const uint8_t *code, size_t avail)
{
	return avail >= 5 && code[0] == 0x0f && code[1] == 0x0b &&
	       (!memcmp(code + 2, "xen", 3) || !memcmp(code + 2, "kvm", 3));
}

/*
 * ud1 of (%edx): in Linux 7.x a warning calls a function that runs into it, and
 * the kernel's handler goes on behind it.
 */
static bool is_warning(const uint8_t *code, unsigned int len)
{
	unsigned int i = 1;

	if (code[0] != 0x67)
		return false;
	if (code[i] >> 4 == 4) /* REX, without B */
		i += !(code[i] & 1);
	return i + 3 == len && code[i] == 0x0f && code[i + 1] == 0xb9 &&
	       (code[i + 2] & 0xc7) == 2;
}

static sc_noinline unsigned int decode_slowly(struct sc_decoder *dec,
					      const uint8_t *code, size_t avail,
					      struct sc_insn *insn)
{
	struct sc_x86_form form;
	unsigned int len = sc_x86_form(code, avail, &form), told;

	if (!len)
		return 0;
	if (form.is_rex2)
		told = sc_x86_rex2(dec, code, &form, insn);
	else if (form.space == SC_X86_EVEX && form.map == 4)
		told = sc_x86_promoted(&form, insn);
	else
		told = sc_x86_decode_capstone(dec, code, avail, insn);
	if (told == len)
		return len;
	return sc_x86_unknown(&form, insn);
}

/* What traps, and comes back or not. */
static sc_noinline unsigned int decode_trap(const uint8_t *code, size_t avail,
					    struct sc_insn *insn)
{
	if (is_warning(code, insn->len))
		insn->op = SC_OP_OTHER;
	if (!is_emulate_prefix(code, avail))
		return insn->len;
	insn->op = SC_OP_NOP;
	insn->len = 5;
	return 5;
}

unsigned int sc_x86_decode(struct sc_decoder *dec, const uint8_t *code,
			   size_t avail, struct sc_insn *insn)
{
	unsigned int len = sc_x86_decode_table(code, avail, insn);

	if (!len)
		return decode_slowly(dec, code, avail, insn);
	if (insn->op == SC_OP_UD)
		return decode_trap(code, avail, insn);
	return len;
}
