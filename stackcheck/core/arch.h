/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * All that an architecture gives the analysis, in one const table. To add an
 * architecture see Documentation/porting.md.
 */
#ifndef STACKCHECK_CORE_ARCH_H
#define STACKCHECK_CORE_ARCH_H

#include "stackcheck/core/format.h"
#include "stackcheck/core/insn.h"
#include "stackcheck/core/state.h"

struct sc_decoder;
struct sc_object;
struct sc_func;
struct sc_reloc;
struct sc_hint;

/* A register as ORC tables of the kernel name it. */
struct sc_orc_register {
	const char *name; /* NULL: no register has this number */
	uint8_t reg; /* the number that it has here */
};

/* What sc_arch.step() met on its way, for the rules. A mask. */
enum sc_step_flag {
	SC_STEP_SP_LOST = 1, /* the stack pointer's new value is unknown */
	SC_STEP_SLOT = 2, /* a saved register's slot was overwritten */
	SC_STEP_RA = 4, /* the return address was overwritten */
	SC_STEP_BP_LOST = 8, /* frame pointer's entry value was the only copy */
	SC_STEP_ABOVE = 16, /* it rose above the CFA, or a realigned base */
	SC_STEP_ALIGNED = 32, /* a write above a realigned base may hit slots */
};

/* One step's report; only the fields its flags name are meaningful. */
struct sc_step {
	unsigned int flags; /* enum sc_step_flag */
	unsigned int reg; /* whose slot was overwritten */
};

/* What a callee's name tells about it, beyond being a function. */
enum sc_callee_kind {
	SC_CALLEE_PLAIN,
	SC_CALLEE_FENTRY, /* tracing entry: keeps every register */
	SC_CALLEE_RETURN_THUNK, /* jumping there is a return */
	SC_CALLEE_INDIRECT_THUNK, /* jumping there is an indirect jump */
};

/* What a symbol's name says of branches to it, for the kernel's tables. */
enum sc_site_kind {
	SC_SITE_PLAIN,
	SC_SITE_RETPOLINE, /* an indirect branch through a thunk */
	SC_SITE_RETURN, /* the thunk of returns */
	SC_SITE_STATIC_CALL, /* the trampoline of a static call */
	SC_SITE_TRACING, /* where a tracer comes in */
	SC_SITE_PROFILING, /* a compiler's own call, to be kept out of noinstr */
};

/* What an instruction does to the kernel's access to memory of users. */
enum sc_user_access {
	SC_USER_PLAIN, /* nothing */
	SC_USER_OPEN,
	SC_USER_CLOSE,
	SC_USER_SAVE, /* whether it is open, with other flags */
	SC_USER_RESTORE, /* what was saved */
};

enum sc_reloc_kind {
	SC_RELOC_NONE, /* of no use to control flow */
	SC_RELOC_PC, /* field = S + A - P, 4 bytes */
	SC_RELOC_ABS32, /* field = S + A, 4 bytes */
	SC_RELOC_ABS64, /* field = S + A, 8 bytes */
};

#define SC_RELOC_WIDTH_MAX 8 /* bytes of the widest field */

/* How a switch table's entries are read. */
struct sc_jump_table {
	uint32_t sec; /* section that holds it */
	uint64_t off; /* of the first entry, bytes */
	unsigned int entry_size; /* 8: addresses; 4: distances from `off` */
	uint32_t limit; /* number of entries by the range check; 0: unknown */
	/* kept from one jump of a function to the next by jump_table() */
	const struct sc_func *memo;
	uint32_t only[SC_NREGS]; /* 1 + index; 0: none */
};

/* A row of a table: how to find the caller from here. */
struct sc_row {
	enum {
		SC_ROW_UNDEFINED, /* cannot be told */
		SC_ROW_END, /* no caller */
		SC_ROW_REG, /* CFA = register + offset */
		SC_ROW_DEREF, /* CFA = *(register + offset) */
		SC_ROW_DEREF_ADD, /* CFA = *(register) + offset */
	} kind;
	uint8_t frame; /* enum sc_frame_kind */
	uint8_t signal;
	uint8_t reg; /* register number */
	int32_t off; /* bytes */
	/* where the caller's frame pointer is */
	enum {
		SC_BP_UNCHANGED, /* still in the register */
		SC_BP_CFA, /* at CFA + bp_off */
		SC_BP_REG, /* at frame pointer register + bp_off */
	} bp_kind;
	int32_t bp_off;
};

struct sc_arch {
	const char *name;
	uint16_t machine; /* EM_* */
	unsigned int sp, bp; /* register numbers */
	/*
	 * What a call leaves: where the stack pointer is then, in bytes from
	 * the CFA, and the register that holds the return address. With
	 * SC_REG_NONE the address lies where the stack pointer points to.
	 */
	int entry_sp;
	unsigned int return_reg;
	uint16_t callee_saved; /* mask, the frame pointer included */
	uint16_t call_clobbered; /* mask */

	struct sc_decoder *(*decoder_new)(void);
	void (*decoder_free)(struct sc_decoder *dec);
	/* length of the instruction at @code, 0 if there is none */
	unsigned int (*decode)(struct sc_decoder *dec, const uint8_t *code,
			       size_t avail, struct sc_insn *insn);
	size_t (*format)(struct sc_decoder *dec, const uint8_t *code,
			 size_t avail, uint64_t addr, char *buf, size_t size);
	const char *(*reg_name)(unsigned int reg);
	/* layouts of the kernel's tables, by version, the oldest first */
	const struct sc_format *formats;
	size_t nformats;
	/* may a bug table point to these @avail bytes of code? */
	bool (*is_trap)(const uint8_t *code, size_t avail);
	/* by enum sc_orc_reg; NULL: kernels have no ORC here */
	const struct sc_orc_register *orc_regs;
	unsigned int tracing_len; /* bytes of a tracing call at an entry */
	/* the one-byte instruction that does nothing */
	uint8_t nop;
	/* a kernel makes a run of sc_arch.nop longer no-ops; the longest that
	 * every version makes, in bytes */
	unsigned int merged_nop;
	/* the one-byte trap that a build puts where nothing goes on */
	uint8_t guard;
	/* what a kernel may write before a function's first byte and have calls
	 * go to, in bytes; it looks for that many of sc_arch.nop there */
	unsigned int call_padding;
	/* may space between functions be filled with this byte? */
	bool (*is_fill)(uint8_t byte);

	void (*entry_state)(struct sc_state *st);
	/* the state after @insn, but for control flow */
	void (*step)(struct sc_state *st, const struct sc_insn *insn,
		     struct sc_step *step);
	/* the state after a call came back from a callee that, besides what
	 * every callee may, changes the registers in @clobbers */
	void (*after_call)(struct sc_state *st, uint16_t clobbers);
	/* an instruction that marks where indirect branches may land */
	bool (*is_landing)(const uint8_t *code, unsigned int len);
	/* what @insn does to the access to memory of users */
	enum sc_user_access (*user_access)(const struct sc_insn *insn,
					   const uint8_t *code);
	/* the register that an instruction compares the stack pointer with, in
	 * full width; SC_REG_NONE: it does nothing of the kind */
	unsigned int (*compares_sp)(const uint8_t *code, unsigned int len);
	/* a conditional jump: 1, it is taken if the comparison before it found
	 * both equal; -1, it is not taken then, and else it is; 0: other */
	int (*branches_on_equal)(const uint8_t *code);
	/* registers whose values @insn takes for more than saving them, a mask */
	uint16_t (*uses)(struct sc_decoder *dec, const struct sc_insn *insn,
			 const uint8_t *code);
	/* registers that @insn reads for whatever, and those of which nothing
	 * is left after it that was in them before, masks; what is not known
	 * is read, and not set */
	void (*access)(struct sc_decoder *dec, const struct sc_insn *insn,
		       const uint8_t *code, uint16_t *reads_ret,
		       uint16_t *sets_ret);
	/* vector registers of which @insn may change something, a mask */
	uint32_t (*writes_vectors)(const struct sc_insn *insn,
				   const uint8_t *code);
	/* where control comes back after an instruction that leaves for a guest,
	 * as edges; 0, or -1 when out of memory */
	int (*guest_edges)(struct sc_object *obj);
	/* instructions that do what a register says: when that is known before
	 * them, what they write; leaders have been marked */
	void (*leaves)(struct sc_object *obj);
	/* an exit instruction that goes to the next one */
	bool (*returns_to_self)(const struct sc_object *obj,
				const struct sc_func *func, uint32_t i);
	/* the state after it */
	void (*after_self_return)(struct sc_state *st);
	/* is the original text of an alternative for this processor feature
	 * run by no processor worth its frame? */
	bool (*waives_original)(uint16_t feature);
	/* what an unwind hint makes of the state; false: it makes no sense */
	bool (*hint)(struct sc_state *st, const struct sc_hint *hint);
	/* is a frame set up as the frame rule wants it? */
	bool (*has_frame)(const struct sc_state *st);
	/* how to find the caller; SC_ROW_UNDEFINED if there is no way */
	void (*row)(const struct sc_state *st, struct sc_row *row);

	enum sc_callee_kind (*callee_kind)(const char *name);
	enum sc_site_kind (*site_kind)(const char *name);
	/* length of the direct jump or call at @code; 0: there is none */
	unsigned int (*branch_len)(const uint8_t *code, size_t avail,
				   bool *is_call_ret);
	/* one instruction of @len bytes that does nothing; a return, and what
	 * stops who runs on; false: there is none of that length */
	bool (*put_nop)(uint8_t *to, unsigned int len);
	bool (*put_return)(uint8_t *to, unsigned int len);
	enum sc_reloc_kind (*reloc_kind)(uint32_t type);
	/* bytes of the field that a relocation changes, SC_RELOC_WIDTH_MAX
	 * at most; 0: it changes none */
	unsigned int (*reloc_width)(uint32_t type);
	uint32_t reloc_pc32; /* the type of a distance of 4 bytes: S + A - P */
	uint32_t reloc_abs64; /* of an address of 8 bytes: S + A */
	/* the table that the indirect jump @at of @func goes through */
	bool (*jump_table)(const struct sc_object *obj,
			   const struct sc_func *func, uint32_t at,
			   struct sc_jump_table *ret);
};

/* The stack pointer as a call leaves it. */
static inline sc_val sc_arch_entry_sp(const struct sc_arch *arch)
{
	return sc_val_make(SC_V_CFA, arch->entry_sp);
}

extern const struct sc_arch sc_arch_x86_64;

/* arch/archs.c: the architecture of an ELF machine number, or NULL. */
const struct sc_arch *sc_arch_find(uint16_t machine);

#endif
