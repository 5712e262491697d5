/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * An image taken apart for analysis: its code decoded, its functions found,
 * its side tables read. Each stage fills its part and reads only what stages
 * before it filled:
 *
 *   sc_functions_find()   symbols              -> funcs
 *   sc_code_decode()      funcs                -> code
 *   sc_special_read()     code                 -> marks, extra edges
 *   sc_annotations_read() code                 -> marks, hints
 *   sc_branches_resolve() code                 -> targets of branches
 *   sc_tables_find()      code                 -> switch table edges
 *   sc_groups_link()      code, marks, edges   -> groups
 *   sc_padding_find()     funcs, groups        -> functions without padding
 */
#ifndef STACKCHECK_CFG_CFG_H
#define STACKCHECK_CFG_CFG_H

#include "stackcheck/cfg/code.h"
#include "stackcheck/core/arch.h"
#include "stackcheck/image/image.h"

/* sc_code.mark: what is special about an instruction. A mask. */
enum sc_mark {
	SC_M_LEADER = 1, /* a block begins here */
	SC_M_EDGE =
		2, /* extra edges leave it: fixup, jump label, alternative */
	SC_M_GOES_ON = 4, /* a trap that comes back: WARN, annotated */
	SC_M_HINT = 8, /* an unwind hint applies here */
	SC_M_INTRA = 16, /* annotated: a call within its function */
	SC_M_DEAD = 32, /* annotated: not reached, or does not go on */
	SC_M_REACHED = 64, /* some path reaches it (set by the analysis) */
	SC_M_ALT_BODY = 128, /* in the range an alternative may replace */
	SC_M_WAIVED = 256, /* a call only processors make that are gone */
	SC_M_SAFE = 512, /* annotated: an indirect branch or return as meant */
	SC_M_NO_LANDING = 1024, /* annotated: needs none, whoever has it */
	SC_M_INSTR_BEGIN = 2048, /* annotated: instrumentation is allowed */
	SC_M_INSTR_END = 4096, /* annotated: it no longer is */
	SC_M_UNRET_BEGIN = 8192, /* annotated: predictions are not safe yet */
	SC_M_NO_ALT = 16384, /* annotated: its alternatives do not count */
	SC_M_MERGED = 32768, /* a no-op that patching makes part of another */
	/* without one of these an instruction is what it looks like */
	SC_M_SPECIAL = SC_M_EDGE | SC_M_GOES_ON | SC_M_HINT | SC_M_INTRA |
		       SC_M_DEAD | SC_M_ALT_BODY | SC_M_WAIVED,
};

enum sc_func_kind {
	SC_FUNC_CALLABLE, /* typed FUNC, sized */
	SC_FUNC_COLD, /* a part of another function, entered by jumps */
	SC_FUNC_LABEL, /* code with a name but no function's type */
	SC_FUNC_GAP, /* code under no symbol */
	SC_FUNC_ALT, /* replacement text of one alternative */
	SC_FUNC_PREFIX, /* padding before a function: __pfx_, __cfi_ */
};

/* Is the function entered by calls, so that it has a caller to keep? */
#define SC_IS_ENTERED(f) ((f)->kind == SC_FUNC_CALLABLE || (f)->called)

/* What decoding saw in a function. A mask. */
enum sc_func_has {
	SC_HAS_CALL = 1,
	SC_HAS_FRAME = 2, /* the frame pointer is set from the stack's */
	SC_HAS_INDIRECT = 4, /* perhaps an indirect jump */
	SC_HAS_LEAF = 8, /* perhaps something for sc_arch.leaves() */
};

/* A contiguous range of code under one name. */
struct sc_func {
	const char *name; /* "" for a gap */
	uint32_t sec;
	uint32_t start, end; /* bytes in the section, [start, end) */
	uint32_t first, ninsns; /* its instructions in the section's */
	uint32_t first_branch, nbranches; /* range of sc_code.branch */
	uint32_t sym; /* symbol index, 0 for a gap */
	uint32_t group; /* index into sc_object.groups */
	uint8_t kind; /* enum sc_func_kind */
	uint8_t unsized; /* typed FUNC, but without a size */
	uint8_t ignored; /* annotated as having a non-standard frame */
	uint8_t address_taken; /* see sc_convention_find_address_taken() */
	uint8_t called; /* something in the object calls it */
	uint8_t any_type; /* annotated: what it calls may be of any type */
	/* by sc_padding_find(): it is called, and room before it is missing */
	uint8_t unpadded;
	uint8_t callee; /* enum sc_callee_kind, by any of its names */
	uint8_t has; /* enum sc_func_has */
	/* for SC_FUNC_ALT: the original, and where it goes on */
	uint32_t alt_off, back_sec, back_off;
};

/* A function symbol inside another function's range: one more way in. */
struct sc_entry {
	uint32_t func; /* index of the function that covers it */
	uint32_t off; /* bytes in the section */
	uint32_t sym;
};

/* Data among code: a range that a symbol of type OBJECT names. */
struct sc_data {
	uint32_t sec;
	uint64_t off, end; /* bytes in the section */
};

/* A name inside a function's range that is no function's. */
struct sc_label {
	uint32_t func; /* index */
	uint32_t off; /* bytes in the section */
};

/* An edge that no instruction shows; sorted by (sec, off). */
struct sc_edge {
	uint32_t sec, off; /* of the instruction it leaves */
	uint32_t to_sec, to_off;
	uint8_t kind; /* enum sc_edge_kind */
};

enum sc_edge_kind {
	SC_EDGE_FIXUP, /* exception table: from before the instruction */
	SC_EDGE_JUMP_LABEL, /* the patched-in jump */
	SC_EDGE_ALT, /* replacement instead of the original */
	SC_EDGE_ALT_SKIP, /* replacement that is empty: all no-ops */
	SC_EDGE_GUEST, /* where control comes back from a virtual machine */
	SC_EDGE_TABLE, /* an entry of the switch table it jumps through */
	SC_EDGE_LABEL, /* a place in its function whose address data holds */
};

/* An alternative: `len` bytes of text may become func's code. */
struct sc_alt {
	uint32_t sec, off, len; /* what is replaced */
};

/* What an unwind hint says: UNWIND_HINT_TYPE_* of 6.4 and later. */
enum sc_hint_type {
	SC_HINT_UNDEFINED,
	SC_HINT_END_OF_STACK,
	SC_HINT_CALL,
	SC_HINT_REGS,
	SC_HINT_REGS_PARTIAL,
	SC_HINT_FUNC,
	SC_HINT_SAVE, /* this and the next name a place, not a frame */
	SC_HINT_RESTORE,
	SC_NHINT_TYPES,
};

/* An unwind hint; sorted by (sec, off). */
struct sc_hint {
	uint32_t sec, off;
	int16_t sp_off;
	uint8_t sp_reg; /* ORC_REG_* */
	uint8_t type; /* enum sc_hint_type */
	uint8_t signal;
	uint32_t order; /* as it was read */
	uint32_t save; /* of a RESTORE: 1 + index of the SAVE before it, or 0 */
};

/* Something malformed, found before any function was looked at. */
struct sc_defect {
	unsigned int rule; /* enum sc_rule_id */
	uint32_t sec, off;
	char *text; /* owned */
};

/* A call or a jump out of a group; sorted by (group, sec, off) of its site. */
struct sc_callsite {
	uint32_t group;
	uint32_t func; /* index of the callee here, or UINT32_MAX */
	uint32_t sym; /* the undefined or weak symbol, or 0 */
};

/* Functions that jump into each other's middle are checked together. */
struct sc_group {
	uint32_t first, nfuncs; /* range of sc_object.members */
	bool has_caller; /* something in the object calls it, */
	bool has_entered_caller; /* and that has a caller of its own to keep */
	bool checked; /* its marks say what is reached */
};

struct sc_object {
	struct sc_image *img; /* borrowed */
	const struct sc_arch *arch;
	struct sc_func *funcs; /* by section, then by start; disjoint */
	uint32_t nfuncs;
	uint32_t nplain; /* funcs before the SC_FUNC_ALT ones */
	struct sc_code *code; /* by section index */
	struct sc_shapes shapes; /* of all their instructions */
	struct sc_known_insns *known; /* while they are decoded */
	uint8_t *sym_callee; /* by symbol: enum sc_callee_kind */
	struct sc_entry *entries; /* by function, then by offset */
	uint32_t nentries;
	struct sc_data *data; /* by (sec, off) */
	uint32_t ndata;
	struct sc_label *labels; /* by function, then by offset */
	uint32_t nlabels;
	struct sc_edge *edges;
	uint32_t nedges;
	struct sc_alt *alts; /* by (sec, off) */
	uint32_t nalts;
	struct sc_hint *hints;
	uint32_t nhints;
	struct sc_defect *defects;
	uint32_t ndefects;
	struct sc_group *groups;
	uint32_t ngroups;
	uint32_t *members; /* function indices, by group */
	struct sc_callsite *calls; /* each pair of group and callee once */
	uint32_t ncalls;
	uint64_t ninsns; /* in functions */
	bool alt_overlaps; /* a replacement is longer than what it replaces */
	bool weak_open; /* what a weak symbol names is not decided yet */
};

/* Take @img apart. The object borrows it. NULL with @err: out of memory. */
struct sc_object *sc_object_new(struct sc_image *img, struct sc_decoder *dec,
				struct sc_error *err);
void sc_object_free(struct sc_object *obj);

/* Append; the vector's memory is the object's. 0, or -1: out of memory. */
int sc_edge_add(struct sc_object *obj, const struct sc_edge *edge);
/* Bring the edges into order after the last was added. */
void sc_edges_sort(struct sc_object *obj);
/* The first edge that leaves sec:off; *@n_ret: how many. */
const struct sc_edge *sc_edges_at(const struct sc_object *obj, uint32_t sec,
				  uint32_t off, uint32_t *n_ret);
/* The hint for sec:off, or NULL. */
const struct sc_hint *sc_hint_at(const struct sc_object *obj, uint32_t sec,
				 uint32_t off);
/* Set @mark on the instruction at sec:off; false if none starts there. */
bool sc_mark_set(struct sc_object *obj, uint32_t sec, uint64_t off,
		 unsigned int mark);

/* The additional entries of function @func; *@n_ret: how many. */
const struct sc_entry *sc_entries_of(const struct sc_object *obj, uint32_t func,
				     uint32_t *n_ret);

/* The function that covers a byte, or NULL. Binary search. */
struct sc_func *sc_func_at(const struct sc_object *obj, uint32_t sec,
			   uint64_t off);

/* The replacement at sec:off that stands for the text at from_sec:from_off. */
struct sc_func *sc_alt_at(const struct sc_object *obj, uint32_t sec,
			  uint64_t off, uint32_t from_sec, uint64_t from_off);

/* sc_section_reloc() of a place in the section; by its index, if it has one. */
const struct sc_reloc *sc_reloc_at(const struct sc_object *obj, uint32_t sec,
				   uint64_t off, uint64_t len);

/*
 * Index of the instruction that holds the byte at @off, or UINT32_MAX. Binary
 * search.
 */
uint32_t sc_insn_holding(const struct sc_object *obj, uint32_t sec,
			 uint64_t off);

/* Index of the instruction that starts at @off, or UINT32_MAX. */
uint32_t sc_insn_at(const struct sc_object *obj, uint32_t sec, uint64_t off);

/* Index of the instruction of @f that starts at @off, or UINT32_MAX. */
uint32_t sc_func_insn(const struct sc_object *obj, const struct sc_func *f,
		      uint64_t off);

/*
 * Has the instruction @i of @f places of its own? In what an alternative may
 * replace, replacements have states between its own. The place where a function
 * begins may be padding with a row of its own.
 */
static inline bool sc_insn_is_alone(const struct sc_object *obj,
				    const struct sc_func *f, uint32_t i)
{
	return i > f->first && f->kind != SC_FUNC_ALT && !obj->alt_overlaps &&
	       !(obj->code[f->sec].mark[i] & SC_M_ALT_BODY);
}

/* Note a malformed table. The text is formatted. */
void sc_defect_add(struct sc_object *obj, unsigned int rule, uint32_t sec,
		   uint32_t off, const char *fmt, ...)
	__attribute__((format(printf, 5, 6)));

/* Where a branch, a call or a table entry leads. */
struct sc_target {
	enum {
		SC_TO_NOWHERE, /* outside every section */
		SC_TO_CODE, /* sec:off in this object */
		SC_TO_SYMBOL, /* an undefined symbol */
	} kind;
	uint32_t sec;
	uint64_t off; /* bytes in the section */
	/*
	 * Index into img->syms for SC_TO_SYMBOL. For SC_TO_CODE of a branch: the
	 * weak symbol it names, which may be another object's when all are
	 * linked. Else 0.
	 */
	uint32_t sym;
};

#endif
