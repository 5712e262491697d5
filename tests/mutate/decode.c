// SPDX-License-Identifier: GPL-2.0-only
/* Instructions as the machine knows them. */
#include "tests/mutate/mutate.h"

#include <capstone/capstone.h>
#include <stdlib.h>
#include <string.h>

/* `0f b9`, ud1: the name that each version of capstone gives it. */
#if CS_API_MAJOR < 5
#define UD1 X86_INS_UD2B
#else
#define UD1 X86_INS_UD1
#endif

struct mu_decoder {
	csh handle;
	cs_insn *insn;
};

struct mu_decoder *mu_decoder_new(void)
{
	struct mu_decoder *dec = calloc(1, sizeof(*dec));

	if (!dec || cs_open(CS_ARCH_X86, CS_MODE_64, &dec->handle)) {
		free(dec);
		return NULL;
	}
	cs_option(dec->handle, CS_OPT_DETAIL, CS_OPT_ON);
	dec->insn = cs_malloc(dec->handle);
	return dec;
}

void mu_decoder_free(struct mu_decoder *dec)
{
	if (!dec)
		return;
	cs_free(dec->insn, 1);
	cs_close(&dec->handle);
	free(dec);
}

/* capstone's names of the general registers, by encoding and width. */
static const uint16_t names[MU_NREGS][4] = {
	{ X86_REG_AL, X86_REG_AX, X86_REG_EAX, X86_REG_RAX },
	{ X86_REG_CL, X86_REG_CX, X86_REG_ECX, X86_REG_RCX },
	{ X86_REG_DL, X86_REG_DX, X86_REG_EDX, X86_REG_RDX },
	{ X86_REG_BL, X86_REG_BX, X86_REG_EBX, X86_REG_RBX },
	{ X86_REG_SPL, X86_REG_SP, X86_REG_ESP, X86_REG_RSP },
	{ X86_REG_BPL, X86_REG_BP, X86_REG_EBP, X86_REG_RBP },
	{ X86_REG_SIL, X86_REG_SI, X86_REG_ESI, X86_REG_RSI },
	{ X86_REG_DIL, X86_REG_DI, X86_REG_EDI, X86_REG_RDI },
	{ X86_REG_R8B, X86_REG_R8W, X86_REG_R8D, X86_REG_R8 },
	{ X86_REG_R9B, X86_REG_R9W, X86_REG_R9D, X86_REG_R9 },
	{ X86_REG_R10B, X86_REG_R10W, X86_REG_R10D, X86_REG_R10 },
	{ X86_REG_R11B, X86_REG_R11W, X86_REG_R11D, X86_REG_R11 },
	{ X86_REG_R12B, X86_REG_R12W, X86_REG_R12D, X86_REG_R12 },
	{ X86_REG_R13B, X86_REG_R13W, X86_REG_R13D, X86_REG_R13 },
	{ X86_REG_R14B, X86_REG_R14W, X86_REG_R14D, X86_REG_R14 },
	{ X86_REG_R15B, X86_REG_R15W, X86_REG_R15D, X86_REG_R15 },
};

/* By capstone's number: encoding + 1, 0 for what is no general register. */
static uint8_t encoding[X86_REG_ENDING];

static void fill_encoding(void)
{
	for (uint8_t r = 0; r < MU_NREGS; r++)
		for (int w = 0; w < 4; w++)
			encoding[names[r][w]] = r + 1;
	encoding[X86_REG_AH] = 1;
	encoding[X86_REG_CH] = 2;
	encoding[X86_REG_DH] = 3;
	encoding[X86_REG_BH] = 4;
}

static uint8_t number(unsigned int reg)
{
	if (!encoding[X86_REG_RAX])
		fill_encoding();
	return reg < X86_REG_ENDING && encoding[reg]
		       ? (uint8_t)(encoding[reg] - 1)
		       : MU_NO_REG;
}

static bool is_high(unsigned int reg)
{
	return reg == X86_REG_AH || reg == X86_REG_BH || reg == X86_REG_CH ||
	       reg == X86_REG_DH;
}

static void set_memory(const cs_x86 *x, const cs_x86_op *op,
		       struct mu_operand *o)
{
	o->kind = MU_O_MEM;
	o->base = number(op->mem.base);
	o->index = number(op->mem.index);
	o->scale = (uint8_t)op->mem.scale;
	o->val = op->mem.disp;
	/* half-wide addresses do not reach a kernel's stack */
	o->elsewhere = op->mem.segment == X86_REG_FS ||
		       op->mem.segment == X86_REG_GS || x->addr_size != 8 ||
		       op->mem.base == X86_REG_RIP ||
		       (op->mem.index && o->index == MU_NO_REG &&
			op->mem.index != X86_REG_RIZ);
}

static void set_operand(const cs_x86 *x, const cs_x86_op *op,
			struct mu_operand *o)
{
	o->size = op->size;
	o->write = op->access & CS_AC_WRITE;
	switch (op->type) {
	case X86_OP_REG:
		o->reg = number(op->reg);
		o->high = is_high(op->reg);
		o->kind = o->reg == MU_NO_REG ? MU_O_NONE : MU_O_REG;
		break;
	case X86_OP_IMM:
		o->kind = MU_O_IMM;
		o->val = op->imm;
		break;
	case X86_OP_MEM:
		set_memory(x, op, o);
		break;
	default:
		o->kind = MU_O_NONE;
	}
}

static const struct {
	uint16_t id;
	uint8_t op;
} ops[] = {
	{ X86_INS_NOP, MU_NOP },
	{ X86_INS_ENDBR64, MU_NOP },
	{ X86_INS_PAUSE, MU_NOP },
	{ X86_INS_CMP, MU_CMP },
	{ X86_INS_TEST, MU_TEST },
	{ X86_INS_MOV, MU_MOV },
	{ X86_INS_MOVABS, MU_MOV },
	{ X86_INS_MOVZX, MU_MOVZX },
	{ X86_INS_MOVSX, MU_MOVSX },
	{ X86_INS_MOVSXD, MU_MOVSX },
	{ X86_INS_LEA, MU_LEA },
	{ X86_INS_ADD, MU_ADD },
	{ X86_INS_SUB, MU_SUB },
	{ X86_INS_AND, MU_AND },
	{ X86_INS_OR, MU_OR },
	{ X86_INS_XOR, MU_XOR },
	{ X86_INS_INC, MU_INC },
	{ X86_INS_DEC, MU_DEC },
	{ X86_INS_NEG, MU_NEG },
	{ X86_INS_NOT, MU_NOT },
	{ X86_INS_XCHG, MU_XCHG },
	{ X86_INS_XADD, MU_XADD },
	{ X86_INS_CMPXCHG, MU_CMPXCHG },
	{ X86_INS_PUSH, MU_PUSH },
	{ X86_INS_PUSHF, MU_PUSH },
	{ X86_INS_PUSHFQ, MU_PUSH },
	{ X86_INS_POP, MU_POP },
	{ X86_INS_POPF, MU_POP },
	{ X86_INS_POPFQ, MU_POP },
	{ X86_INS_LEAVE, MU_LEAVE },
	{ X86_INS_ENTER, MU_ENTER },
	{ X86_INS_STD, MU_STD },
	{ X86_INS_CLD, MU_CLD },
	{ X86_INS_CALL, MU_CALL },
	{ X86_INS_JMP, MU_JMP },
	{ X86_INS_LOOP, MU_JCC },
	{ X86_INS_LOOPE, MU_JCC },
	{ X86_INS_LOOPNE, MU_JCC },
	{ X86_INS_JRCXZ, MU_JCC },
	{ X86_INS_JECXZ, MU_JCC },
	{ X86_INS_XBEGIN, MU_JCC },
	{ X86_INS_RET, MU_RET },
	{ X86_INS_UD2, MU_TRAP },
	{ X86_INS_UD0, MU_TRAP },
	{ UD1, MU_TRAP },
	{ X86_INS_INT3, MU_TRAP },
	{ X86_INS_HLT, MU_STOP },
	{ X86_INS_RETF, MU_UNKNOWN },
	{ X86_INS_RETFQ, MU_UNKNOWN },
	{ X86_INS_IRET, MU_UNKNOWN },
	{ X86_INS_IRETD, MU_UNKNOWN },
	{ X86_INS_IRETQ, MU_UNKNOWN },
	{ X86_INS_SYSRET, MU_UNKNOWN },
	{ X86_INS_SYSEXIT, MU_UNKNOWN },
	{ X86_INS_LJMP, MU_UNKNOWN },
	{ X86_INS_LCALL, MU_UNKNOWN },
	{ X86_INS_INT, MU_UNKNOWN },
	{ X86_INS_SYSCALL, MU_UNKNOWN },
	{ X86_INS_SYSENTER, MU_UNKNOWN },
	{ X86_INS_INT1, MU_UNKNOWN },
	{ X86_INS_RSM, MU_UNKNOWN },
	{ X86_INS_XABORT, MU_UNKNOWN },
	{ X86_INS_LSS, MU_UNKNOWN },
};

static bool starts_with(const char *s, const char *prefix)
{
	return !strncmp(s, prefix, strlen(prefix));
}

static uint8_t string_op(const cs_insn *ci)
{
	switch (ci->detail->x86.opcode[0]) {
	case 0xa4:
	case 0xa5:
		return MU_MOVS;
	case 0xaa:
	case 0xab:
		return MU_STOS;
	default:
		return MU_OTHER;
	}
}

/* The condition, which the last opcode byte ends with. */
static uint8_t condition(const cs_insn *ci, uint8_t op)
{
	const uint8_t *opcode = ci->detail->x86.opcode;
	uint8_t last = opcode[0] == 0x0f ? opcode[1] : opcode[0];

	if (op != MU_CMOV && op != MU_SETCC &&
	    (op != MU_JCC || (last & 0xf0) == 0xe0 || last == 0xc7))
		return MU_NO_REG;
	return last & 15;
}

static uint8_t find_op(csh handle, const cs_insn *ci)
{
	for (size_t i = 0; i < sizeof(ops) / sizeof(*ops); i++)
		if (ops[i].id == ci->id)
			return ops[i].op;
	if (starts_with(ci->mnemonic, "cmov"))
		return MU_CMOV;
	if (starts_with(ci->mnemonic, "set"))
		return MU_SETCC;
	if (cs_insn_group(handle, ci, CS_GRP_JUMP))
		return MU_JCC;
	return ci->mnemonic[0] == 'v' ? MU_OTHER : string_op(ci);
}

/*
 * Where capstone 4 does not tell what is written. Intel SDM: shifts and
 * rotates change their first operand; moves and extracts fill it.
 */
static void mend_access(const cs_insn *ci, struct mu_insn *ret)
{
	static const char *const writes[] = {
		"ro",	"rc",	"sh",	  "sa",	     "mov",	 "vmov",
		"kmov", "pext", "vpextr", "extract", "vextract", "stmxcsr",
		"fst",	"fist", "fnst",	  "fxsave",  "xsave",	 "cmpxchg",
	};

	for (size_t i = 0; i < sizeof(writes) / sizeof(*writes); i++)
		if (starts_with(ci->mnemonic, writes[i]))
			ret->o[0].write = true;
}

static void set_clobbers(csh handle, const cs_insn *ci, struct mu_insn *ret)
{
	cs_regs read, write;
	uint8_t nread = 0, nwrite = 0;

	if (!cs_regs_access(handle, ci, read, &nread, write, &nwrite))
		for (uint8_t i = 0; i < nwrite; i++)
			if (number(write[i]) != MU_NO_REG)
				ret->clobber |= 1u << number(write[i]);
	for (uint8_t i = 0; i < ret->n; i++)
		if (ret->o[i].kind == MU_O_REG && ret->o[i].write)
			ret->clobber |= 1u << ret->o[i].reg;
}

static void set_sizes(const cs_insn *ci, struct mu_insn *ret)
{
	const cs_x86 *x = &ci->detail->x86;

	ret->cc = condition(ci, ret->op);
	ret->size = x->prefix[2] == 0x66 ? 2 : 8;
	ret->rep = x->prefix[0] == 0xf3 || x->prefix[0] == 0xf2;
	if (ret->op == MU_STOS || ret->op == MU_MOVS)
		ret->size = ret->o[0].size;
	if ((ret->op == MU_JMP || ret->op == MU_JCC || ret->op == MU_CALL) &&
	    x->op_count && x->operands[0].type == X86_OP_IMM) {
		ret->direct = true;
		ret->to = x->operands[0].imm - ci->size;
	}
}

void mu_decode(struct mu_decoder *dec, const uint8_t *code, size_t avail,
	       struct mu_insn *ret)
{
	const cs_insn *ci = dec->insn;
	uint64_t addr = 0;
	const cs_x86 *x;

	*ret = (struct mu_insn){ .op = MU_UNKNOWN, .len = 1 };
	if (!cs_disasm_iter(dec->handle, &code, &avail, &addr, dec->insn))
		return;
	x = &ci->detail->x86;
	ret->op = find_op(dec->handle, ci);
	ret->len = (uint8_t)ci->size;
	ret->n = x->op_count < 3 ? x->op_count : 3;
	for (uint8_t i = 0; i < ret->n; i++)
		set_operand(x, &x->operands[i], &ret->o[i]);
	mend_access(ci, ret);
	set_clobbers(dec->handle, ci, ret);
	set_sizes(ci, ret);
}
