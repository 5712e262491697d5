/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One decoded instruction, reduced to what a stack analysis asks of it.
 *
 * The decoder (arch/<arch>/decode) fills it; nobody else creates one. A section
 * keeps its instructions packed (cfg/code.h), and gives one out as a copy.
 */
#ifndef STACKCHECK_CORE_INSN_H
#define STACKCHECK_CORE_INSN_H

#include <stdint.h>

/*
 * What an instruction does, as seen from the stack. The last column is the
 * set of properties in enum sc_op_prop.
 *
 * Memory operand (base, index, val = displacement, size) is filled for every
 * instruction that has one, whatever its op, with SC_F_MEMR / SC_F_MEMW; an
 * instruction with both an immediate and a displacement keeps the
 * displacement. `writes` is filled for every instruction: each general
 * register it changes, in any width, explicitly or implicitly.
 */
#define SC_OPS(X)                                                              \
	/* no role of its own: only `writes` and the memory operand count */   \
	X(OTHER, 0)                                                            \
	X(NOP, 0) /* every NOP form; also endbr and pause */                   \
	/* 64-bit moves of a general register */                               \
	X(MOV, SC_P_BASE) /* reg = base (a register, no memory) */             \
	X(LEA,                                                                 \
	  SC_P_BASE) /* reg = base + val; no index, base is a GPR, 64-bit */   \
	X(ADD, 0) /* reg += val: add, sub, inc, dec, 64-bit */                 \
	/* reg = base + scaled index + val, 64-bit; base is a GPR */           \
	X(LEA_INDEX, SC_P_SP_BASE)                                             \
	X(ADD_REG, SC_P_SP_BASE) /* reg += base, 64-bit */                     \
	X(SUB_REG, 0) /* reg -= base, 64-bit */                                \
	X(AND, 0) /* reg &= val, 64-bit */                                     \
	X(LOAD,                                                                \
	  SC_P_BASE) /* reg = 8 bytes at [base + val]; no index, no segment */ \
	X(STORE, 0) /* 8 bytes at [base + val] = reg; likewise */              \
	X(XCHG, 0) /* reg <-> base, 64-bit registers */                        \
	X(MOVSXD, 0) /* reg = sign-extended 4 bytes of the memory operand */   \
	X(LOAD_INDEX, 0) /* reg = 8 bytes of a memory operand with an index */ \
	X(CMP, 0) /* compare reg (size bytes) with val */                      \
	X(MOVI, 0) /* reg = val, sign-extended (mov $imm), or 0 for xor r,r */ \
	/* 64 bits to or from a vector register, whose number is in size */    \
	X(TO_VECTOR, 0)                                                        \
	X(FROM_VECTOR, 0)                                                      \
	/* pushes and pops; size = bytes moved (8 or 2) */                     \
	X(PUSH, SC_P_STACK) /* reg */                                          \
	X(PUSH_MEM, SC_P_STACK) /* the memory operand */                       \
	X(PUSH_OTHER, SC_P_STACK) /* immediate, flags, segment register */     \
	X(POP, SC_P_STACK) /* reg */                                           \
	X(POP_MEM, SC_P_STACK) /* to the memory operand */                     \
	X(POP_OTHER, SC_P_STACK) /* flags, segment register */                 \
	X(LEAVE, SC_P_STACK)                                                   \
	X(ENTER,                                                               \
	  SC_P_STACK) /* val = bytes allocated, index = nesting level */       \
	X(STD, SC_P_STACK | SC_P_RARE)                                         \
	X(CLD, SC_P_STACK)                                                     \
	/* control flow; val of a direct branch = target - (off + len) */      \
	X(JMP, SC_P_BRANCH | SC_P_END)                                         \
	X(JCC, SC_P_BRANCH) /* also loop*, jrcxz, xbegin */                    \
	X(JMP_REG, SC_P_END | SC_P_INDIRECT) /* jmp *base */                   \
	X(JMP_MEM, SC_P_END | SC_P_INDIRECT) /* jmp *memory operand */         \
	X(CALL, SC_P_CALL)                                                     \
	X(CALL_REG, SC_P_CALL | SC_P_INDIRECT) /* call *base */                \
	X(CALL_MEM, SC_P_CALL | SC_P_INDIRECT)                                 \
	X(RET, SC_P_END) /* near; val = bytes popped besides the address */    \
	/* iret, sysret, sysexit, far ret/jmp, eret* */                        \
	X(SYSTEM, SC_P_END | SC_P_RARE)                                        \
	/* syscall, sysenter, far call: comes back */                          \
	X(SYSCALL, SC_P_STACK | SC_P_RARE)                                     \
	X(UD, SC_P_END) /* ud0, ud1, ud2 */                                    \
	X(INT3, SC_P_END)                                                      \
	X(HLT, 0)                                                              \
	/* a byte that begins no instruction */                                \
	X(BAD, SC_P_END | SC_P_NO_INSN | SC_P_RARE)                            \
	/* bytes that a symbol names as data, 15 at most */                    \
	X(DATA, SC_P_END | SC_P_NO_INSN | SC_P_RARE)                           \
	/* put in the place of OTHER by sc_arch.leaves() */                    \
	X(FILL, 0) /* val bytes from [base] on, or up to it; size: of one */

/* Properties of an operation. */
enum sc_op_prop {
	SC_P_BRANCH = 1, /* has a direct target other than a callee */
	SC_P_END = 2, /* never goes on to the next instruction */
	SC_P_CALL = 4,
	SC_P_INDIRECT = 8, /* the target is a register or in memory */
	SC_P_STACK = 16, /* changes the stack state whatever is known */
	SC_P_BASE = 32, /* what it makes of its base register matters */
	SC_P_SP_BASE = 64, /* likewise, if that is the stack pointer */
	SC_P_NO_INSN = 128, /* there is no instruction */
	SC_P_RARE = 256, /* rules ask for each, whatever it does */
};

enum sc_op {
#define X(name, props) SC_OP_##name,
	SC_OPS(X)
#undef X
		SC_OP_COUNT
};

/* sc_insn.flags */
enum sc_insn_flag {
	SC_F_MEMR = 1, /* reads its memory operand */
	SC_F_MEMW = 2, /* writes its memory operand */
	SC_F_SEG = 4, /* the memory operand is relative to a segment */
	SC_F_NARROW = 8, /* address or operand size override: not 64-bit */
};

/* Register numbers are the architecture's own encoding; no register: */
#define SC_REG_NONE 0x1f
/* base of a memory operand relative to the next instruction */
#define SC_REG_PC 0x1e

/* sc_insn.size of the 512 bytes that fxsave writes */
#define SC_SIZE_512 0xff

/* sc_insn.index: register in the low five bits, log2 of the scale above */
#define SC_INDEX_REG(x) ((x)&0x1f)
#define SC_INDEX_SHIFT(x) ((x) >> 5)

struct sc_insn {
	uint32_t off; /* bytes from the start of its section */
	int32_t val; /* immediate, displacement or branch distance, by op */
	uint16_t writes; /* bit r: general register r is changed */
	uint8_t op; /* enum sc_op */
	uint8_t len : 4; /* bytes */
	uint8_t flags : 4; /* enum sc_insn_flag */
	uint8_t reg; /* register operand, by op, or SC_REG_NONE */
	uint8_t base; /* base or second register, or SC_REG_NONE */
	uint8_t index; /* of the memory operand; register SC_REG_NONE: none */
	uint8_t size; /* bytes of the (memory) operand; 0: unknown or large */
};

_Static_assert(sizeof(struct sc_insn) == 16, "half of it is its shape");

extern const uint16_t sc_op_props[SC_OP_COUNT];
extern const char *const sc_op_names[SC_OP_COUNT];

static inline int sc_op_is(const struct sc_insn *insn, unsigned int props)
{
	return sc_op_props[insn->op] & props;
}

/* Bytes that are there to be skipped, or to stop who comes by mistake. */
static inline int sc_is_padding(const struct sc_insn *insn)
{
	return insn->op == SC_OP_NOP || insn->op == SC_OP_INT3 ||
	       insn->op == SC_OP_UD;
}

#endif
