/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The mutation test: one instruction of a real function is broken, and the
 * analysis must notice. What "broken" means is decided by an oracle that
 * shares nothing with the analysis but the decoder library: it runs the
 * function on a machine of its own, path by path.
 *
 *   subject.c    an object, its analysis before and after a mutation
 *   operators.c  the mutations
 *   decode.c     instructions as the machine knows them, by capstone
 *   machine.c    registers, a stack, and what instructions do to them
 *   graph.c      where control can go
 *   oracle.c     paths, and the contract that each must keep
 *   mutate.c     the program
 */
#ifndef TESTS_MUTATE_MUTATE_H
#define TESTS_MUTATE_MUTATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "stackcheck/analysis/analysis.h"

#define MU_NREGS 16
#define MU_RSP 4
#define MU_RBP 5
#define MU_CALLEE_SAVED 0xf028u
#define MU_CALLER_SAVED 0x0fc7u

/* --- chance, the same on every run for the same seed */

struct mu_rng {
	uint64_t s;
};

uint64_t mu_random(struct mu_rng *rng);
/* A number below @n, which is not 0. */
uint32_t mu_below(struct mu_rng *rng, uint32_t n);

/* --- decode.c */

enum mu_op {
	MU_OTHER, /* what it writes gets values that nobody knows */
	MU_NOP,
	MU_CMP,
	MU_TEST,
	MU_MOV,
	MU_MOVZX,
	MU_MOVSX,
	MU_LEA,
	MU_ADD,
	MU_SUB,
	MU_AND,
	MU_OR,
	MU_XOR,
	MU_INC,
	MU_DEC,
	MU_NEG,
	MU_NOT,
	MU_XCHG,
	MU_XADD,
	MU_CMPXCHG,
	MU_CMOV,
	MU_SETCC,
	MU_PUSH,
	MU_POP,
	MU_LEAVE,
	MU_ENTER,
	MU_STOS,
	MU_MOVS,
	MU_STD,
	MU_CLD,
	MU_CALL,
	MU_JMP,
	MU_JCC,
	MU_RET,
	MU_TRAP, /* ud2, int3 */
	MU_STOP, /* hlt */
	MU_UNKNOWN, /* nothing the machine can follow */
};

enum mu_operand_kind {
	MU_O_NONE, /* vector, segment, control: nothing of the machine's */
	MU_O_REG,
	MU_O_MEM,
	MU_O_IMM,
};

#define MU_NO_REG 0xff

struct mu_operand {
	uint8_t kind;
	uint8_t size; /* bytes */
	uint8_t reg;
	bool high; /* %ah to %bh */
	bool elsewhere; /* a segment or %rip leads away from the stack */
	uint8_t base, index, scale;
	bool write; /* MU_OTHER changes it */
	int64_t val; /* immediate or displacement */
};

struct mu_insn {
	uint8_t op;
	uint8_t len;
	uint8_t size; /* of pushes, pops and string operations */
	uint8_t n;
	uint8_t cc; /* condition of a jcc, setcc or cmovcc, or MU_NO_REG */
	bool rep;
	bool direct; /* a branch with a target in its bytes */
	int64_t to; /* its distance from the next instruction */
	uint16_t clobber; /* registers MU_OTHER changes */
	struct mu_operand o[3];
};

struct mu_decoder;

struct mu_decoder *mu_decoder_new(void);
void mu_decoder_free(struct mu_decoder *dec);
void mu_decode(struct mu_decoder *dec, const uint8_t *code, size_t avail,
	       struct mu_insn *ret);

/* --- machine.c */

#define MU_STACK_WORDS 8192
/* the region ends this many bytes above the CFA: the caller's frame */
#define MU_STACK_ABOVE 4096

/*
 * A value is known when the function itself made it, from constants and from
 * its stack's address. Branches on known values go one way; all others are
 * free.
 */
struct mu_word {
	uint64_t v;
	uint32_t run; /* the path that wrote it; else it holds nothing */
	uint32_t epoch; /* `known` holds until the next call */
	uint8_t known; /* a bit for each byte */
};

enum mu_flag { MU_CF = 1, MU_PF = 2, MU_ZF = 4, MU_SF = 8, MU_OF = 16 };

struct mu_machine {
	struct mu_rng rng;
	uint64_t reg[MU_NREGS], entry[MU_NREGS];
	uint16_t known; /* registers */
	uint8_t flags, flags_known;
	bool df;
	uint64_t ra, cfa, base;
	struct mu_word word[MU_STACK_WORDS];
	uint32_t run, epoch;
	/* the caller sets `at`; the first store that overwrote the return
	 * address or a caller's register was at `smashed_by` */
	uint32_t at, smashed_by;
};

/* As at a function's entry, with the CFA @align bytes above a multiple of 64.
 */
void mu_machine_enter(struct mu_machine *m, unsigned int align);
/* Anything but control flow. */
void mu_machine_step(struct mu_machine *m, const struct mu_insn *insn);
/* A call that came back, having changed the registers of @clobber too. */
void mu_machine_called(struct mu_machine *m, uint16_t clobber);
/* Does the condition hold? -1: it may or may not. */
int mu_machine_condition(const struct mu_machine *m, uint8_t cc);
/* Does the stack hold @value, aligned, at @addr and above %rsp? */
bool mu_machine_holds(const struct mu_machine *m, uint64_t addr,
		      uint64_t value);

/* --- subject.c */

struct mu_subject {
	const char *path;
	uint8_t *bytes;
	size_t size;
	struct sc_image *img;
	enum sc_mode mode;
	struct sc_facts *facts;
	struct sc_analysis *analysis; /* of the object as it is */
	struct sc_result res;
	uint8_t *unfit; /* by group: has findings, or cannot be judged */
	uint8_t *sound; /* by group: 1 the oracle found it sound, 2 not */
	uint32_t *funcs; /* that may be mutated */
	uint32_t nfuncs;
};

int mu_subject_open(struct mu_subject *s, const char *path, enum sc_mode mode,
		    struct sc_facts *facts, struct sc_error *err);
void mu_subject_close(struct mu_subject *s);
uint8_t *mu_subject_code(const struct mu_subject *s, uint32_t sec);

/* What the analysis says of the object as its bytes now are. */
struct mu_notice {
	unsigned int here; /* findings in the group */
	unsigned int elsewhere; /* new ones in other functions */
	/* callees newly put down as not returning: a finding as soon as the
	 * callee is seen, in this run or a later one */
	unsigned int assumed;
	char text[256]; /* the first */
};

void mu_subject_check(struct mu_subject *s, uint32_t group,
		      struct mu_notice *ret);

/* --- graph.c */

#define MU_TO_TAIL 0xffffffffu /* out, in the place of a return */
#define MU_TO_LOST 0xfffffffeu /* to where there is no code of the function */

struct mu_node {
	uint32_t sec, off;
	struct mu_insn insn;
	uint32_t first; /* its edges: npre taken before it, npost after */
	uint16_t npre, npost;
	bool ret; /* a return, by whatever name */
	bool stop; /* a path ends here, well */
	bool call; /* comes back, if it is not @stop */
	bool quiet; /* a call that keeps everything: __fentry__ */
	bool waived; /* a call that no rule looks at */
	bool loop; /* a %rcx counter */
	uint16_t clobber; /* of a callee with a convention */
	uint32_t near_mut, near_end, near_call; /* steps to it */
	/* where the CFA and the caller's %rbp were on every path so far */
	uint32_t seen;
	uint16_t cfa_regs;
	uint64_t bp_places;
	int32_t cfa_off[MU_NREGS];
};

struct mu_graph {
	const struct mu_subject *s;
	struct mu_decoder *dec;
	uint32_t group;
	struct mu_node *nodes;
	uint32_t nnodes;
	uint32_t *edges;
	uint32_t nedges;
	uint32_t *starts; /* nodes that are entered */
	uint32_t nstarts;
	uint32_t *hash;
	uint32_t hash_size;
};

int mu_graph_make(struct mu_graph *g, const struct mu_subject *s,
		  struct mu_decoder *dec, uint32_t group);
void mu_graph_free(struct mu_graph *g);
/* The node of the instruction at @sec:@off, or MU_TO_LOST. */
uint32_t mu_graph_node(const struct mu_graph *g, uint32_t sec, uint32_t off);
/* Fill near_*; @mut may be MU_TO_LOST. */
int mu_graph_measure(struct mu_graph *g, uint32_t mut);

/* --- oracle.c */

enum mu_verdict_kind {
	MU_INTACT, /* no path was found that breaks the contract */
	MU_BROKEN,
	MU_UNJUDGED, /* a path went where the machine cannot follow */
};

/* By what kind of write a slot was lost, for the account. */
enum mu_means {
	MU_BY_NO_STORE, /* by a register, or the stack pointer */
	MU_BY_STORE, /* at a distance from %rsp or %rbp */
	MU_BY_STRING, /* by a string operation */
	MU_BY_POINTER, /* through another register, or with an index */
	MU_MEANS,
};

struct mu_verdict {
	enum mu_verdict_kind kind;
	enum mu_means means;
	const char *what; /* the part of the contract that is broken */
	uint32_t sec, off; /* where it shows */
	uint32_t by_sec, by_off; /* where a slot was overwritten; 0: nowhere */
	uint32_t turn[12]; /* the last branches of the path, by offset */
	uint32_t nturns;
};

/*
 * Run up to @paths paths of the group with the bytes as they are now, mostly
 * through the instruction at @sec:@off (@sec 0: no one in particular).
 */
void mu_oracle(const struct mu_subject *s, struct mu_decoder *dec,
	       uint32_t group, uint32_t sec, uint32_t off, unsigned int paths,
	       uint64_t seed, struct mu_verdict *ret);

/* --- operators.c */

struct mu_mutation {
	const char *op;
	uint32_t func, sec, off, len; /* the bytes that change */
	uint8_t old[16], new[16];
};

/*
 * May instruction @i of section @sec change? Something reaches it, and neither
 * a table, nor an annotation, nor a relocation says anything of its bytes.
 */
bool mu_is_free(const struct mu_subject *s, uint32_t sec, uint32_t i);

/* Choose a mutation of function @func; false if the chosen one does not fit. */
bool mu_mutate(const struct mu_subject *s, uint32_t func, struct mu_rng *rng,
	       struct mu_mutation *ret);

#endif
