/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The trust table: what the analyzer proved of each byte of an image's code,
 * for the kernel module that relies on it. Format and reader; the one header
 * that both share. Documentation/trust.md tells what is in a table and why.
 *
 * A table is read where it lies. Its parts follow one another, so that counts
 * alone say where each is:
 *
 *   header | regions | ranges | rows | streams | zeros up to a multiple of 8
 *
 * Little-endian, like the only architecture there is a reader for.
 */
#ifndef STACKCHECK_TRUST_H
#define STACKCHECK_TRUST_H

#ifdef __KERNEL__
#include <linux/types.h>
#else
#include <stddef.h>
#include <stdint.h>
#endif

#include "rules.h"

#define SC_TRUST_SECTION ".stackcheck" /* in modules */
/* Begins the name of a symbol on each table in a module, by which it is found
 * there; 16 hex digits follow, which tell the tables of one module apart. */
#define SC_TRUST_SYMBOL "__stackcheck_table_"
#define SC_TRUST_MAGIC 0x54534353u /* "SCST" */
#define SC_TRUST_VERSION 1
#define SC_TRUST_ALIGN 8
#define SC_TRUST_ID_MAX 32
/* More code than this in one table is a lie: bounds the time of a check. */
#define SC_TRUST_TEXT_MAX (256u << 20)

/* sc_trust_header.flags */
enum {
	SC_TRUST_SELF_RELATIVE = 1, /* regions are relative to their own ref */
	SC_TRUST_FRAME_RULE = 2, /* the frame rule was demanded of all code */
};

struct sc_trust_header {
	uint32_t magic;
	uint16_t version;
	uint16_t header_size; /* bytes of this */
	uint32_t size; /* bytes of the whole table */
	uint32_t flags;
	uint32_t nregions;
	uint32_t nranges;
	uint32_t nrows;
	uint32_t stream_size; /* bytes */
	/* functions (with children such as .cold), and those with a row at
	 * each instruction that can run */
	uint32_t nfuncs, ntrusted;
	uint32_t id_len; /* bytes of id; 0: tied by relocations alone */
	uint32_t reserved; /* 0 */
	uint8_t id[SC_TRUST_ID_MAX]; /* build-id of the image; rest is zeros */
	/* FNV-1a, 64 bits, of the table with this, and refs that a loader
	 * writes, as zeros */
	uint64_t sum;
};

/* A stretch of executable bytes that stays in one piece: a section. */
struct sc_trust_region {
	/* its first byte: from this field itself, or from the image's _text */
	int32_t ref;
	uint32_t size; /* bytes; never 0 */
	uint32_t first, nranges; /* its ranges, which cover all of it */
	/* FNV-1a of its bytes with relocated fields as zeros; 0: not made */
	uint64_t hash;
};

/* sc_trust_range.word: the stream's offset, and what the range is */
#define SC_TRUST_STREAM 0x1fffffffu
#define SC_TRUST_ANNOTATED 0x20000000u /* rows by its authors' word alone */
#define SC_TRUST_FUNCTION 0x40000000u /* a function, with what pads it */
#define SC_TRUST_FRAMED 0x80000000u /* the frame rule holds in it */

/* Holds up to the next range of its region, the last one to the end. */
struct sc_trust_range {
	uint32_t start; /* bytes from the region's first; ascending from 0 */
	uint32_t word;
};

/*
 * How to find the caller. A range's stream says which row holds where:
 *
 *   count, row, { length, row } count times
 *
 * each a number of 7 bits a byte, the low ones first, the top bit set on all
 * but the last byte. The first row holds from the range's start for `length`
 * bytes, then the next, and the last one up to the range's end.
 */
enum sc_trust_row_kind {
	SC_TRUST_ROW_NONE, /* not known; `reg` has the reason */
	SC_TRUST_ROW_END, /* the stack ends here, properly */
	SC_TRUST_ROW_REG, /* CFA = register + off */
	SC_TRUST_ROW_DEREF, /* CFA = *(register + off) */
	SC_TRUST_ROW_DEREF_ADD, /* CFA = *(register) + off */
	SC_TRUST_NROW_KINDS,
};

enum sc_trust_frame {
	SC_TRUST_FRAME_CALL, /* return address at CFA - 8, caller's sp is CFA */
	SC_TRUST_FRAME_REGS, /* a whole pt_regs at CFA */
	SC_TRUST_FRAME_IRET, /* ip, cs, flags, sp, ss at CFA */
	SC_TRUST_NFRAMES,
};

enum sc_trust_bp {
	SC_TRUST_BP_SAME, /* the caller's %rbp is still in %rbp */
	SC_TRUST_BP_CFA, /* at CFA + bp_off */
	SC_TRUST_BP_BP, /* at %rbp + bp_off */
	SC_TRUST_NBPS,
};

#define SC_TRUST_SIGNAL 0x80 /* in `frame`: the ip before is exact */
#define SC_TRUST_NREGS 16 /* rax rcx rdx rbx rsp rbp rsi rdi r8 ... r15 */

struct sc_trust_row {
	uint8_t kind; /* enum sc_trust_row_kind */
	uint8_t reg; /* the instruction set's number; or enum sc_trust_reason */
	uint8_t frame; /* enum sc_trust_frame, SC_TRUST_SIGNAL */
	uint8_t bp; /* enum sc_trust_bp */
	int32_t off; /* bytes */
	int32_t bp_off; /* bytes */
};

enum sc_trust_verdict {
	SC_TRUST_UNRELIABLE, /* with a reason */
	SC_TRUST_TRACKED, /* there is a row: the state is known */
	/* the frame rule holds, but there is no row: good for a return
	 * address, not for an interrupted instruction */
	SC_TRUST_BY_FRAME,
};

/* Why code is unreliable. Numbers are for ever: what comes new is a rule. */
enum sc_trust_reason {
	SC_TRUST_R_NONE,
	SC_TRUST_R_NO_TABLE, /* no table covers the address */
	SC_TRUST_R_NO_FUNCTION, /* code under no function's name */
	SC_TRUST_R_NOT_CALLABLE, /* entry code and other labels, no hint */
	SC_TRUST_R_PADDING, /* between functions, not meant to run */
	SC_TRUST_R_UNREACHED, /* no path was found that gets there */
	SC_TRUST_R_IGNORED, /* annotated as not following the rules */
	SC_TRUST_R_NO_WALK, /* annotated or found: no walk goes on from it */
	SC_TRUST_R_STATE, /* the state cannot be put into a row */
	SC_TRUST_R_CALLEE, /* calls what breaks the convention */
	SC_TRUST_R_OTHER, /* a finding without a number of its own */
/* from here on one for each rule: a finding by it */
#define X(NAME, file, id) SC_TRUST_R_##NAME,
	SC_RULES(X)
#undef X
		SC_TRUST_NREASONS,
};

/* The reason of findings by the rule at @place in SC_RULES, from 0. */
#define SC_TRUST_R_OF_RULE(place) (SC_TRUST_R_OTHER + 1 + (place))

/* What is known of one byte of code. */
struct sc_trust_hit {
	uint8_t verdict; /* enum sc_trust_verdict */
	uint8_t reason; /* enum sc_trust_reason when there is no row */
	uint8_t framed; /* the frame rule holds at the calls of this range */
	uint8_t function; /* the range is a function */
	uint8_t annotated; /* the row is what the code's authors say */
	uint32_t region;
	uint32_t start, end; /* the range; bytes in the region, [start, end) */
	uint32_t row_start, row_end; /* where the row holds, likewise */
	struct sc_trust_row row; /* SC_TRUST_ROW_NONE: `reason` */
};

/* What a table is refused for; 0 is good. */
enum sc_trust_error {
	SC_TRUST_GOOD,
	SC_TRUST_BAD_ALIGN, /* does not begin at a multiple of 8 */
	SC_TRUST_BAD_MAGIC, /* is no trust table */
	SC_TRUST_BAD_VERSION,
	SC_TRUST_BAD_SIZE, /* its sizes do not add up */
	SC_TRUST_BAD_ID,
	SC_TRUST_BAD_REGION,
	SC_TRUST_BAD_RANGE,
	SC_TRUST_BAD_ROW,
	SC_TRUST_BAD_STREAM,
	SC_TRUST_BAD_SUM, /* was changed after it was made */
	SC_TRUST_NERRORS,
};

/*
 * Every bound of the table of @size bytes at @table, once, before any of the
 * functions below may be called on it. enum sc_trust_error. Takes time in
 * proportion to the code described; neither allocates nor recurses.
 */
int sc_trust_check(const void *table, size_t size);

/*
 * Tables one behind the other, as linking modules from objects leaves them:
 * the next one of @sec (@size bytes) from *@at on. 1 with the table at *@at
 * and its size at *@tsize, checked by sc_trust_check(); 0 at the end; or
 * minus an enum sc_trust_error. Go on with *@at += *@tsize.
 */
int sc_trust_next(const void *sec, size_t size, size_t *at, size_t *tsize);

const struct sc_trust_region *sc_trust_regions(const void *table);

/* Where region @i begins in memory; @text is the address of _text. */
uint64_t sc_trust_address(const void *table, uint32_t i, uint64_t text);

/* The byte @off of region @region. 0, or -1: not that many bytes in it. */
int sc_trust_lookup(const void *table, uint32_t region, uint32_t off,
		    struct sc_trust_hit *hit);

/*
 * The byte at address @addr; for a return address ask for the byte before.
 * @text: the address of _text, ignored if SC_TRUST_SELF_RELATIVE. Takes time
 * in proportion to the regions, and to the rows of the one function. Returns
 * 0; or -1 when the table has no such address, and @hit says NO_TABLE.
 */
int sc_trust_find(const void *table, uint64_t text, uint64_t addr,
		  struct sc_trust_hit *hit);

/*
 * Every row of region @region, in order: calls @fn with what sc_trust_lookup()
 * says of the row's first byte. Takes time in proportion to the rows.
 */
typedef void sc_trust_row_fn(const struct sc_trust_hit *hit, void *data);
void sc_trust_each_row(const void *table, uint32_t region, sc_trust_row_fn *fn,
		       void *data);

/* Words that last: a constant string, also for numbers out of range. */
const char *sc_trust_reason_text(unsigned int reason);
const char *sc_trust_error_text(unsigned int error);

/* FNV-1a over @size bytes, going on from @hash. */
#define SC_TRUST_HASH_START 0xcbf29ce484222325ull
uint64_t sc_trust_hash(uint64_t hash, const void *data, size_t size);
/* sc_trust_header.sum of a table whose sizes hold. */
uint64_t sc_trust_sum(const void *table);

#endif /* STACKCHECK_TRUST_H */
