// SPDX-License-Identifier: GPL-2.0-only
/* Which registers an instruction reads: asked rarely, so of capstone alone. */
#include "arch/x86/decode/capstone_internal.h"

unsigned int sc_x86_reads(struct sc_decoder *dec, const uint8_t *code,
			  size_t avail)
{
	uint64_t addr = 0;
	cs_regs read, written;
	uint8_t nread, nwritten;
	unsigned int mask = 0;

	if (!cs_disasm_iter(dec->handle, &code, &avail, &addr, dec->insn) ||
	    cs_regs_access(dec->handle, dec->insn, read, &nread, written,
			   &nwritten))
		return 0;
	for (unsigned int i = 0; i < nread; i++) {
		unsigned int r = sc_cs_gpr((x86_reg)read[i]);

		if (r != SC_REG_NONE && r != SC_REG_PC)
			mask |= 1u << r;
	}
	return mask;
}
