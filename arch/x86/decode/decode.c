// SPDX-License-Identifier: GPL-2.0-only
/* The table first, then capstone. */
#include "arch/x86/decode/decode.h"

#include <stdbool.h>
#include <string.h>

/*
 * ud2 and three letters before an instruction ask a hypervisor to emulate it
 * (Xen's and KVM's public interfaces): nothing traps for good.
 */
static bool is_emulate_prefix(const uint8_t *code, size_t avail)
{
	return avail >= 5 && code[0] == 0x0f && code[1] == 0x0b &&
	       (!memcmp(code + 2, "xen", 3) || !memcmp(code + 2, "kvm", 3));
}

unsigned int sc_x86_decode(struct sc_decoder *dec, const uint8_t *code,
			   size_t avail, struct sc_insn *insn)
{
	unsigned int len = sc_x86_decode_table(code, avail, insn);

	if (len == 2 && insn->op == SC_OP_UD &&
	    is_emulate_prefix(code, avail)) {
		insn->op = SC_OP_NOP;
		insn->len = 5;
		return 5;
	}
	return len ? len : sc_x86_decode_capstone(dec, code, avail, insn);
}
