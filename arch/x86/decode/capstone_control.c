// SPDX-License-Identifier: GPL-2.0-only
/* Stack operations, control flow and what has no operand of interest. */
#include "arch/x86/decode/capstone_control.h"
#include "arch/x86/decode/capstone_internal.h"

static void clear_mem(struct sc_insn *insn)
{
	insn->base = SC_REG_NONE;
	insn->index = SC_REG_NONE;
	insn->val = 0;
	insn->size = 0;
	insn->flags = 0;
}

static void set_plain(struct sc_insn *insn, enum sc_op op)
{
	clear_mem(insn);
	insn->reg = SC_REG_NONE;
	insn->writes = 0;
	insn->op = op;
}

/* capstone: "nop" or "xchg" by chance. SDM: only REX.B makes it an xchg. */
static int exchange_acc(struct cs_ctx *c)
{
	if (*c->opcode != 0x90)
		return 0;
	set_plain(c->insn, SC_OP_NOP);
	if (!(c->rex & 1) || c->rep)
		return 1;
	c->insn->op = c->rex & 8 ? SC_OP_XCHG : SC_OP_OTHER;
	c->insn->reg = 0;
	c->insn->base = 8;
	c->insn->writes = 1u << 0 | 1u << 8;
	return 1;
}

/* The stack operations move 8 bytes, or 2 with an operand size override. */
static void set_stack(struct cs_ctx *c, enum sc_op op)
{
	set_plain(c->insn, op);
	c->insn->size = c->opsize ? 2 : 8;
	if (c->opsize)
		c->insn->flags = SC_F_NARROW;
}

static void set_stack_mem(struct cs_ctx *c, enum sc_op op)
{
	c->insn->op = op;
	c->insn->writes = 0;
	c->insn->reg = SC_REG_NONE;
	c->insn->size = c->opsize ? 2 : 8;
	if (c->opsize)
		c->insn->flags |= SC_F_NARROW;
}

static void set_push(struct cs_ctx *c)
{
	unsigned int reg = sc_cs_reg_of(sc_cs_op(c, 0));

	if (c->mem) {
		set_stack_mem(c, SC_OP_PUSH_MEM);
		return;
	}
	set_stack(c, reg == SC_REG_NONE ? SC_OP_PUSH_OTHER : SC_OP_PUSH);
	c->insn->reg = reg;
}

static void set_pop(struct cs_ctx *c)
{
	unsigned int reg = sc_cs_reg_of(sc_cs_op(c, 0));

	if (c->mem) {
		set_stack_mem(c, SC_OP_POP_MEM);
		return;
	}
	set_stack(c, reg == SC_REG_NONE ? SC_OP_POP_OTHER : SC_OP_POP);
	c->insn->reg = reg;
	if (reg != SC_REG_NONE)
		c->insn->writes = 1u << reg;
}

static void set_enter(struct cs_ctx *c)
{
	set_stack(c, SC_OP_ENTER);
	c->insn->val = (int32_t)(sc_cs_op(c, 0)->imm & 0xffff);
	c->insn->index = sc_cs_op(c, 1)->imm & 0xff;
}

/* op: the direct branch; the register and memory forms follow it. */
static void set_branch(struct cs_ctx *c, enum sc_op op, enum sc_op by_reg,
		       enum sc_op by_mem)
{
	const cs_x86_op *dst = sc_cs_op(c, 0);
	unsigned int reg = sc_cs_reg_of(dst);

	if (c->mem) {
		set_stack_mem(c, by_mem);
		return;
	}
	set_plain(c->insn, sc_cs_is_imm(dst) ? op : by_reg);
	if (sc_cs_is_imm(dst))
		c->insn->val = (int32_t)(dst->imm - c->ci->size);
	else
		c->insn->base = reg;
	if (!sc_cs_is_imm(dst) && c->opsize)
		c->insn->flags = SC_F_NARROW;
}

static void set_jcc(struct cs_ctx *c, uint16_t writes)
{
	set_plain(c->insn, SC_OP_JCC);
	c->insn->val = (int32_t)(sc_cs_op(c, 0)->imm - c->ci->size);
	c->insn->writes = writes;
}

/* loop and jrcxz: the counter has the width of an address. */
static void set_counted(struct cs_ctx *c, uint16_t writes)
{
	set_jcc(c, writes);
	if (c->addrsize)
		c->insn->flags = SC_F_NARROW;
}

static void set_ret(struct cs_ctx *c)
{
	set_plain(c->insn, SC_OP_RET);
	if (sc_cs_op(c, 0))
		c->insn->val = (int32_t)(sc_cs_op(c, 0)->imm & 0xffff);
	if (c->opsize)
		c->insn->flags = SC_F_NARROW;
}

static void set_far(struct cs_ctx *c, enum sc_op op)
{
	c->insn->op = op;
	c->insn->writes = 0;
	c->insn->size = 0;
}

static void set_syscall(struct cs_ctx *c, uint16_t writes)
{
	set_plain(c->insn, SC_OP_SYSCALL);
	c->insn->writes = writes;
}

static int decode_stack_op(struct cs_ctx *c)
{
	switch (c->ci->id) {
	case X86_INS_PUSH:
		set_push(c);
		return 1;
	case X86_INS_PUSHF:
	case X86_INS_PUSHFQ:
		set_stack(c, SC_OP_PUSH_OTHER);
		return 1;
	case X86_INS_POP:
		set_pop(c);
		return 1;
	case X86_INS_POPF:
	case X86_INS_POPFQ:
		set_stack(c, SC_OP_POP_OTHER);
		return 1;
	case X86_INS_LEAVE:
		set_stack(c, SC_OP_LEAVE);
		return 1;
	case X86_INS_ENTER:
		set_enter(c);
		return 1;
	}
	return 0;
}

/* ff /3 and ff /5, which capstone 5 calls by the names of the near ones. */
static int far_branch(struct cs_ctx *c)
{
	unsigned int reg = c->opcode[1] >> 3 & 7;

	if (*c->opcode != 0xff || !c->mem || (reg != 3 && reg != 5))
		return 0;
	c->insn->flags = (c->insn->flags & SC_F_SEG) | SC_F_MEMR;
	set_far(c, reg == 3 ? SC_OP_SYSCALL : SC_OP_SYSTEM);
	return 1;
}

static int decode_branch(struct cs_ctx *c)
{
	if (far_branch(c))
		return 1;
	switch (c->ci->id) {
	case X86_INS_JMP:
		set_branch(c, SC_OP_JMP, SC_OP_JMP_REG, SC_OP_JMP_MEM);
		return 1;
	case X86_INS_CALL:
		set_branch(c, SC_OP_CALL, SC_OP_CALL_REG, SC_OP_CALL_MEM);
		return 1;
	case X86_INS_RET:
		set_ret(c);
		return 1;
	case X86_INS_LOOP:
	case X86_INS_LOOPE:
	case X86_INS_LOOPNE:
		set_counted(c, 1u << 1);
		return 1;
	case X86_INS_JECXZ:
	case X86_INS_JRCXZ:
		set_counted(c, 0);
		return 1;
	case X86_INS_XBEGIN:
		set_jcc(c, 1u << 0);
		return 1;
	}
	if (c->ci->id < X86_INS_JAE || c->ci->id > X86_INS_JS)
		return 0;
	set_jcc(c, 0);
	return 1;
}

static int decode_privileged(struct cs_ctx *c)
{
	switch (c->ci->id) {
	case X86_INS_RETF:
	case X86_INS_RETFQ:
	case X86_INS_IRET:
	case X86_INS_IRETD:
	case X86_INS_IRETQ:
	case X86_INS_SYSRET:
	case X86_INS_SYSEXIT:
#if CS_API_MAJOR >= 5
	case X86_INS_SYSRETQ:
	case X86_INS_SYSEXITQ:
#endif
	case X86_INS_RSM:
		set_plain(c->insn, SC_OP_SYSTEM);
		return 1;
	case X86_INS_LJMP:
		set_far(c, SC_OP_SYSTEM);
		return 1;
	case X86_INS_LCALL:
		set_far(c, SC_OP_SYSCALL);
		return 1;
	case X86_INS_SYSCALL:
		set_syscall(c, 1u << 1 | 1u << 11);
		return 1;
	case X86_INS_SYSENTER:
		set_syscall(c, 0);
		return 1;
	case X86_INS_INT:
	case X86_INS_INT1:
		set_plain(c->insn, SC_OP_OTHER);
		return 1;
	}
	return 0;
}

static int decode_simple(struct cs_ctx *c)
{
	static const struct {
		uint16_t id;
		uint8_t op;
	} map[] = {
		{ X86_INS_NOP, SC_OP_NOP },	{ X86_INS_PAUSE, SC_OP_NOP },
		{ X86_INS_ENDBR32, SC_OP_NOP }, { X86_INS_ENDBR64, SC_OP_NOP },
		{ X86_INS_UD0, SC_OP_UD },	{ X86_INS_UD2, SC_OP_UD },
		{ CAPSTONE_UD1, SC_OP_UD },	{ X86_INS_INT3, SC_OP_INT3 },
		{ X86_INS_HLT, SC_OP_HLT },	{ X86_INS_STD, SC_OP_STD },
		{ X86_INS_CLD, SC_OP_CLD },
	};
	unsigned int i;

	for (i = 0; i < sizeof(map) / sizeof(map[0]); i++) {
		if (c->ci->id != map[i].id)
			continue;
		set_plain(c->insn, map[i].op);
		return 1;
	}
	return 0;
}

int sc_cs_control(struct cs_ctx *c)
{
	return exchange_acc(c) || decode_simple(c) || decode_branch(c) ||
	       decode_stack_op(c) || decode_privileged(c);
}
