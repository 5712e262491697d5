// SPDX-License-Identifier: GPL-2.0-only
/* The table first, then capstone. */
#include "arch/x86/decode/decode.h"

unsigned int sc_x86_decode(struct sc_decoder *dec, const uint8_t *code,
			   size_t avail, struct sc_insn *insn)
{
	unsigned int len = sc_x86_decode_table(code, avail, insn);

	return len ? len : sc_x86_decode_capstone(dec, code, avail, insn);
}
