// SPDX-License-Identifier: GPL-2.0-only
/*
 * Which registers an instruction reads: asked rarely, so of capstone alone, where
 * it knows the instruction.
 */
#include "arch/x86/decode/capstone.h"
#include "arch/x86/decode/capstone_internal.h"
#include "arch/x86/decode/capstone_regs.h"
#include "arch/x86/decode/reads.h"

struct access {
	unsigned int reads, writes, sets; /* masks; sets: at least 32 bits */
};

static bool decode_access(struct sc_decoder *dec, const uint8_t *code,
			  size_t avail, struct access *ret)
{
	unsigned int len;
	cs_regs read, written;
	uint8_t nread, nwritten;

	*ret = (struct access){ 0 };
	if (!sc_cs_name(dec, code, avail, 0, &len) ||
	    dec->cs->cs_regs_access(dec->handle, dec->insn, read, &nread,
				    written, &nwritten))
		return false;
	for (unsigned int i = 0; i < nread; i++) {
		unsigned int r = sc_cs_gpr((x86_reg)read[i]);

		if (r != SC_REG_NONE && r != SC_REG_PC)
			ret->reads |= 1u << r;
	}
	for (unsigned int i = 0; i < nwritten; i++) {
		unsigned int size = sc_cs_gpr_size((x86_reg)written[i]);

		if (size)
			ret->writes |= 1u << sc_cs_gpr((x86_reg)written[i]);
		/* 32 bits clear the others */
		if (size >= 4)
			ret->sets |= 1u << sc_cs_gpr((x86_reg)written[i]);
	}
	return true;
}

/* xor and sub of a register and itself make 0 of whatever it held. */
static bool makes_zero(const cs_insn *insn)
{
	const cs_x86_op *op = insn->detail->x86.operands;

	return (insn->id == X86_INS_XOR || insn->id == X86_INS_SUB) &&
	       op[0].type == X86_OP_REG && op[1].type == X86_OP_REG &&
	       op[0].reg == op[1].reg && sc_cs_gpr_size(op[0].reg) >= 4;
}

/*
 * Instructions that put something into registers whatever those held. Of others
 * capstone does not always tell that they read what they write.
 */
static bool is_replacing(const cs_insn *insn)
{
	switch (insn->id) {
	case X86_INS_MOV:
	case X86_INS_MOVABS:
	case X86_INS_MOVZX:
	case X86_INS_MOVSX:
	case X86_INS_MOVSXD:
	case X86_INS_MOVBE:
	case X86_INS_LEA:
	case X86_INS_POP:
	case X86_INS_RORX:
	case X86_INS_SHLX:
	case X86_INS_SHRX:
	case X86_INS_SARX:
	case X86_INS_MULX:
	case X86_INS_ANDN:
	case X86_INS_MOVD:
	case X86_INS_MOVQ:
	case X86_INS_VMOVD:
	case X86_INS_VMOVQ:
	case X86_INS_PEXTRD:
	case X86_INS_PEXTRQ:
	case X86_INS_VPEXTRD:
	case X86_INS_VPEXTRQ:
		return true;
	case X86_INS_IMUL:
		return insn->detail->x86.op_count == 3;
	default:
		return false;
	}
}

unsigned int sc_x86_reads(struct sc_decoder *dec, const uint8_t *code,
			  size_t avail)
{
	struct access a;

	decode_access(dec, code, avail, &a);
	return a.reads;
}

void sc_x86_access(struct sc_decoder *dec, const uint8_t *code, size_t avail,
		   unsigned int *reads_ret, unsigned int *sets_ret)
{
	struct access a;

	*reads_ret = 0xffff;
	*sets_ret = 0;
	if (!decode_access(dec, code, avail, &a))
		return;
	if (makes_zero(dec->insn))
		a.reads = 0;
	else if (!is_replacing(dec->insn))
		a.reads |= a.writes;
	*reads_ret = a.reads;
	*sets_ret = a.sets & ~a.reads;
}
