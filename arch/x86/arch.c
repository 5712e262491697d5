// SPDX-License-Identifier: GPL-2.0-only
/* x86-64 as the analysis sees it. */
#include <elf.h>
#include <string.h>

#include "arch/x86/decode/capstone.h"
#include "arch/x86/decode/capstone_regs.h"
#include "arch/x86/decode/decode.h"
#include "arch/x86/decode/reads.h"
#include "arch/x86/format.h"
#include "arch/x86/guest.h"
#include "arch/x86/hint.h"
#include "arch/x86/iret.h"
#include "arch/x86/leaf.h"
#include "arch/x86/row.h"
#include "arch/x86/sites.h"
#include "arch/x86/step.h"
#include "arch/x86/switch.h"
#include "arch/x86/user_access.h"
#include "arch/x86/vector.h"
#include "arch/x86/x86.h"
#include "stackcheck/util/affix.h"

static void entry_state(struct sc_state *st)
{
	memset(st, 0, sizeof(*st));
	for (int r = 0; r < SC_NREGS; r++)
		if (X86_CALLEE_SAVED >> r & 1)
			st->reg[r] = sc_val_make(SC_V_ENTRY, r);
	st->reg[X86_RSP] = sc_val_make(SC_V_CFA, X86_ENTRY_SP);
	sc_state_store(st, st->reg[X86_RSP], sc_val_make(SC_V_RA, 0));
}

static void after_call(struct sc_state *st, uint16_t clobbers)
{
	for (int r = 0; r < SC_NREGS; r++)
		if ((X86_CALL_CLOBBERED | clobbers) >> r & 1)
			st->reg[r] = SC_V_ANY;
	if (st->vectors)
		sc_state_forget_vectors(st, UINT32_MAX);
	sc_state_trim(st, st->reg[X86_RSP]);
}

#define MAX_FRAMES 4

/*
 * Kernel document: %rbp points at the caller's, and that at its return. Entry
 * code of tracers builds a second frame of its own, for the function that is
 * traced; a walk finds the caller when the chain leads through the return
 * address to the caller's frame pointer.
 */
static bool has_frame(const struct sc_state *st)
{
	sc_val bp = st->reg[X86_RBP];
	bool ra = false;

	for (int n = 0; n < MAX_FRAMES && sc_val_is_addr(bp); n++) {
		sc_val above = sc_state_load(st, sc_val_add(bp, 8));

		if (sc_val_kind(above) != SC_V_RA)
			return false;
		ra = true;
		bp = sc_state_load(st, bp);
	}
	return ra && bp == sc_val_make(SC_V_ENTRY, X86_RBP);
}

/* Registers read to compute with them or to find memory: not to save them. */
static uint16_t used_registers(struct sc_decoder *dec,
			       const struct sc_insn *insn, const uint8_t *code)
{
	switch (insn->op) {
	case SC_OP_PUSH:
	case SC_OP_STORE:
	case SC_OP_XCHG:
	case SC_OP_MOVI:
	case SC_OP_NOP:
		return 0;
	default:
		return (uint16_t)sc_x86_reads(dec, code, insn->len);
	}
}

static void access_(struct sc_decoder *dec, const struct sc_insn *insn,
		    const uint8_t *code, uint16_t *reads_ret,
		    uint16_t *sets_ret)
{
	unsigned int reads, sets;

	sc_x86_access(dec, code, insn->len, &reads, &sets);
	*reads_ret = (uint16_t)reads;
	*sets_ret = (uint16_t)sets;
}

/* endbr64 */
static bool is_landing(const uint8_t *code, unsigned int len)
{
	return len == 4 && !memcmp(code, "\xf3\x0f\x1e\xfa", 4);
}

/* cmp %reg,%rsp and cmp %rsp,%reg, in both of the encodings of each */
static unsigned int compares_sp(const uint8_t *code, unsigned int len)
{
	unsigned int reg, rm;

	if (len != 3 || (code[0] & 0xfa) != 0x48 ||
	    (code[1] != 0x39 && code[1] != 0x3b) || code[2] < 0xc0)
		return SC_REG_NONE;
	reg = (code[2] >> 3 & 7) | (code[0] & 4) << 1;
	rm = (code[2] & 7) | (code[0] & 1) << 3;
	if (reg == X86_RSP)
		return rm;
	return rm == X86_RSP ? reg : SC_REG_NONE;
}

/* je, jne */
static int branches_on_equal(const uint8_t *code)
{
	unsigned int condition = code[0] == 0x0f ? code[1] ^ 0xf0u : code[0];

	if (condition == 0x74)
		return 1;
	return condition == 0x75 ? -1 : 0;
}

/*
 * The call of a software population count stays in the text only for
 * processors that precede the instruction by years; it goes to a leaf that
 * keeps every register, and kernels ask that it be passed over.
 */
static bool waives_original(uint16_t feature)
{
	enum { X86_FEATURE_POPCNT = 4 * 32 + 23 };

	return feature == X86_FEATURE_POPCNT;
}

/*
 * Names are what a relocatable object has of these: the kernel patches the
 * call sites by the same names (asm/nospec-branch.h). Compilers outside the
 * kernel use the __llvm_ forms.
 */
static enum sc_callee_kind callee_kind(const char *name)
{
	if (name[0] != '_' && !sc_ends_with(name, "return_thunk"))
		return SC_CALLEE_PLAIN;
	if (!strcmp(name, "__fentry__") || !strcmp(name, "mcount") ||
	    !strcmp(name, "__mcount"))
		return SC_CALLEE_FENTRY;
	if (sc_ends_with(name, "return_thunk"))
		return SC_CALLEE_RETURN_THUNK;
	if (sc_starts_with(name, "__x86_indirect_thunk_") ||
	    sc_starts_with(name, "__x86_indirect_jump_thunk_") ||
	    sc_starts_with(name, "__x86_indirect_call_thunk_") ||
	    sc_starts_with(name, "__x86_indirect_its_thunk_") ||
	    sc_starts_with(name, "__llvm_retpoline_") ||
	    sc_starts_with(name, "__llvm_lvi_thunk_"))
		return SC_CALLEE_INDIRECT_THUNK;
	return SC_CALLEE_PLAIN;
}

static enum sc_reloc_kind reloc_kind(uint32_t type)
{
	switch (type) {
	case R_X86_64_PC8:
	case R_X86_64_PC16:
	case R_X86_64_PC32:
	case R_X86_64_PLT32:
	case R_X86_64_GOTPCREL:
	case R_X86_64_GOTPCRELX:
	case R_X86_64_REX_GOTPCRELX:
		return SC_RELOC_PC;
	case R_X86_64_32:
	case R_X86_64_32S:
		return SC_RELOC_ABS32;
	case R_X86_64_64:
		return SC_RELOC_ABS64;
	default:
		return SC_RELOC_NONE;
	}
}

static unsigned int reloc_width(uint32_t type)
{
	switch (type) {
	case R_X86_64_NONE:
		return 0;
	case R_X86_64_64:
	case R_X86_64_PC64:
	case R_X86_64_GLOB_DAT:
	case R_X86_64_JUMP_SLOT:
	case R_X86_64_RELATIVE:
	case R_X86_64_SIZE64:
		return 8;
	case R_X86_64_16:
	case R_X86_64_PC16:
		return 2;
	case R_X86_64_8:
	case R_X86_64_PC8:
		return 1;
	default:
		return 4;
	}
}

enum {
	NOP = 0x90,
	INT3 = 0xcc,
	/* counts the depth of calls: sarq $5 of a place in %gs (asm/nospec-branch.h) */
	CALL_PADDING = 10,
	TRACING_LEN = 5,
	/* Linux 6.1; those of 6.12 have up to 11 */
	MERGED_NOP = 8,
};

/* nop and int3, one at a time; linkers fill with zeros, too */
static bool is_fill(uint8_t byte)
{
	return byte == NOP || byte == INT3 || !byte;
}

const struct sc_arch sc_arch_x86_64 = {
	.name = "x86-64",
	.machine = EM_X86_64,
	.sp = X86_RSP,
	.bp = X86_RBP,
	.entry_sp = X86_ENTRY_SP,
	.return_reg = SC_REG_NONE,
	.callee_saved = X86_CALLEE_SAVED,
	.call_clobbered = X86_CALL_CLOBBERED,
	.decoder_new = sc_decoder_new,
	.decoder_free = sc_decoder_free,
	.decode = sc_x86_decode,
	.format = sc_x86_format,
	.reg_name = sc_x86_reg_name,
	.formats = sc_x86_formats,
	.nformats = SC_X86_NFORMATS,
	.is_trap = sc_x86_is_trap,
	.orc_regs = sc_x86_orc_regs,
	.tracing_len = TRACING_LEN,
	.nop = NOP,
	.merged_nop = MERGED_NOP,
	.guard = INT3,
	.call_padding = CALL_PADDING,
	.is_fill = is_fill,
	.entry_state = entry_state,
	.step = sc_x86_step,
	.after_call = after_call,
	.is_landing = is_landing,
	.user_access = sc_x86_user_access,
	.compares_sp = compares_sp,
	.branches_on_equal = branches_on_equal,
	.uses = used_registers,
	.access = access_,
	.writes_vectors = sc_x86_writes_vectors,
	.guest_edges = sc_x86_guest_edges,
	.leaves = sc_x86_leaves,
	.returns_to_self = sc_x86_returns_to_self,
	.after_self_return = sc_x86_after_self_return,
	.waives_original = waives_original,

	.hint = sc_x86_hint,
	.has_frame = has_frame,
	.row = sc_x86_row,
	.callee_kind = callee_kind,
	.site_kind = sc_x86_site_kind,
	.branch_len = sc_x86_branch_len,
	.put_nop = sc_x86_put_nop,
	.put_return = sc_x86_put_return,
	.reloc_kind = reloc_kind,
	.reloc_width = reloc_width,
	.reloc_pc32 = R_X86_64_PC32,
	.reloc_abs64 = R_X86_64_64,
	.jump_table = sc_x86_jump_table,
};
