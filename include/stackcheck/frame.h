/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Frames and annotations for assembly (.S) and for inline assembly in C.
 *
 * Every macro has one name in both languages: in a .S file it is
 * instructions and directives, in C it is a string literal that goes into an
 * asm statement. Documentation/frame.md explains each with an example.
 *
 * In C, SC_FRAME_BEGIN and SC_FRAME_END are for asm with operands, where
 * %% stands for %. All names begin with SC_, so that the header can be used
 * beside the kernel's own macros, which write the same sections.
 */
#ifndef STACKCHECK_FRAME_H
#define STACKCHECK_FRAME_H

/* clang-format would join directives and their operands. */
/* clang-format off */

/* Types of unwind hints: what the stack holds at an instruction. */
#define SC_UNWIND_UNDEFINED 0 /* nobody can walk on from here */
#define SC_UNWIND_END_OF_STACK 1 /* the walk is complete */
#define SC_UNWIND_CALL 2 /* return address right below the CFA */
#define SC_UNWIND_REGS 3 /* a full set of saved registers */
#define SC_UNWIND_REGS_PARTIAL 4 /* what an interrupt pushes by itself */
#define SC_UNWIND_FUNC 5 /* as on entry of a function */
#define SC_UNWIND_SAVE 6 /* remember the state here */
#define SC_UNWIND_RESTORE 7 /* the state is the remembered one */

/* Registers that a hint can count from. In the kernel: its own numbers. */
#ifdef __KERNEL__
#include <asm/orc_types.h>
#define SC_REG_UNDEFINED ORC_REG_UNDEFINED
#define SC_REG_DX ORC_REG_DX
#define SC_REG_DI ORC_REG_DI
#define SC_REG_BP ORC_REG_BP
#define SC_REG_SP ORC_REG_SP
#define SC_REG_R10 ORC_REG_R10
#define SC_REG_R13 ORC_REG_R13
#define SC_REG_BP_INDIRECT ORC_REG_BP_INDIRECT /* at sp_offset(%rbp) */
#define SC_REG_SP_INDIRECT ORC_REG_SP_INDIRECT /* at (%rsp), then sp_offset */
#else
#define SC_REG_UNDEFINED 0
#define SC_REG_DX 2
#define SC_REG_DI 3
#define SC_REG_BP 4
#define SC_REG_SP 5
#define SC_REG_R10 6
#define SC_REG_R13 7
#define SC_REG_BP_INDIRECT 8
#define SC_REG_SP_INDIRECT 9
#endif

/* Functions begin at a multiple of this many bytes. */
#ifndef SC_FUNC_ALIGN
#define SC_FUNC_ALIGN 16
#endif

/*
 * Room before a function, for code that some kernels write there and have
 * calls go to: as much as the kernel's configuration says, if it is included.
 */
#ifndef SC_FUNC_PADDING
#ifdef CONFIG_CALL_PADDING
#define SC_FUNC_PADDING .skip CONFIG_FUNCTION_PADDING_BYTES, 0x90
#else
#define SC_FUNC_PADDING
#endif
#endif

/* SC_LINES: its arguments as lines of assembly, macros in them expanded. */
#ifdef __ASSEMBLER__
#define SC_LINES(...) __VA_ARGS__
#define SC_FRAME_BEGIN push %rbp; mov %rsp, %rbp;
#define SC_FRAME_END pop %rbp;
#else
#define SC_STRING(...) #__VA_ARGS__ "\n\t"
#define SC_LINES(...) SC_STRING(__VA_ARGS__)
#define SC_FRAME_BEGIN "push %%rbp\n\tmov %%rsp, %%rbp\n\t"
#define SC_FRAME_END "pop %%rbp\n\t"
#endif

/*
 * A function that others call: typed, sized and aligned. SC_FUNC_BEGIN_LOCAL
 * is for one that only this file calls. SC_FUNC_END is for both.
 */
#define SC_FUNC_BEGIN_LOCAL(name)                                 \
	SC_LINES(.balign SC_FUNC_ALIGN; SC_FUNC_PADDING;          \
		 .type name, STT_FUNC; name:)
#define SC_FUNC_BEGIN(name)                                       \
	SC_LINES(.globl name; .balign SC_FUNC_ALIGN;              \
		 SC_FUNC_PADDING; .type name, STT_FUNC; name:)
#define SC_FUNC_END(name) SC_LINES(.size name, . - name;)

/*
 * Code that is not called as a function: entry stubs, vectors, code that is
 * jumped to with a stack of its own. The rules apply to it only where unwind
 * hints tell what its stack holds.
 */
#define SC_CODE_BEGIN_LOCAL(name)                                 \
	SC_LINES(.balign SC_FUNC_ALIGN; .type name, STT_NOTYPE; name:)
#define SC_CODE_BEGIN(name)                                       \
	SC_LINES(.globl name; .balign SC_FUNC_ALIGN;              \
		 .type name, STT_NOTYPE; name:)
#define SC_CODE_END(name) SC_LINES(.size name, . - name;)

/*
 * Says what the stack holds at the next instruction. @type is one of the types
 * above. SAVE and RESTORE come in pairs within a function.
 */
#define SC_UNWIND_HINT(type, sp_reg, sp_offset, signal)           \
	SC_LINES(4261: .pushsection .discard.unwind_hints;        \
		 .long 4261b - .; .short sp_offset; .byte sp_reg; \
		 .byte type; .byte signal; .balign 4; .popsection;)
#define SC_HINT_UNDEFINED                                         \
	SC_UNWIND_HINT(SC_UNWIND_UNDEFINED, SC_REG_UNDEFINED, 0, 0)
#define SC_HINT_END_OF_STACK                                      \
	SC_UNWIND_HINT(SC_UNWIND_END_OF_STACK, SC_REG_UNDEFINED, 0, 0)
/* The CFA is reg + offset, and the return address lies below it. */
#define SC_HINT_CALL(reg, offset)                                 \
	SC_UNWIND_HINT(SC_UNWIND_CALL, reg, offset, 0)
/* At reg + offset lie all the registers of what was interrupted. */
#define SC_HINT_REGS(reg, offset)                                 \
	SC_UNWIND_HINT(SC_UNWIND_REGS, reg, offset, 1)
/* At reg + offset lies what iretq takes. */
#define SC_HINT_REGS_PARTIAL(reg, offset)                         \
	SC_UNWIND_HINT(SC_UNWIND_REGS_PARTIAL, reg, offset, 1)
#define SC_HINT_FUNC                                              \
	SC_UNWIND_HINT(SC_UNWIND_FUNC, SC_REG_SP, 8, 0)
#define SC_HINT_SAVE                                              \
	SC_UNWIND_HINT(SC_UNWIND_SAVE, SC_REG_UNDEFINED, 0, 0)
#define SC_HINT_RESTORE                                           \
	SC_UNWIND_HINT(SC_UNWIND_RESTORE, SC_REG_UNDEFINED, 0, 0)

/* Before a call to a place within the same function. */
#define SC_INTRA_FUNCTION_CALL                                      \
	SC_LINES(4262: .pushsection .discard.intra_function_calls;  \
		 .long 4262b; .popsection;)

/* After a trap that comes back: what follows is reached. */
#define SC_REACHABLE                                              \
	SC_LINES(4263: .pushsection .discard.reachable;           \
		 .long 4263b; .popsection;)

/*
 * A function whose frames follow no rule. It is not analysed. In C, write this
 * outside of functions, as a declaration.
 */
#ifdef __ASSEMBLER__
#define SC_NON_STANDARD_FRAME(func)                                     \
	.pushsection .discard.func_stack_frame_non_standard, "aw";      \
	.quad func; .popsection;
#else
#define SC_NON_STANDARD_FRAME(func)                                     \
	static void (*const sc_non_standard_frame_##func)(void)         \
		__attribute__((used, section(                           \
			".discard.func_stack_frame_non_standard"))) =   \
			(void (*)(void))func
#endif
/* clang-format on */

#endif
