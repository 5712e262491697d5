/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The trust table says what the analyzer proved of each byte of an image's
 * code. The analyzer writes it, and the kernel module relies on it. This header
 * is for both: it has the format, and declares the functions of the reader.
 * Documentation/trust.md tells what is in a table and why.
 *
 * A table is read in place. Its parts follow one another, and the counts in
 * the header say where each of them begins:
 *
 *   header | regions | ranges | rows | streams | zeros up to a multiple of 8
 *
 * All numbers are little-endian.
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
/* Each table in a module has a symbol, by which it is found. The symbol's name
 * begins like this. 16 hex digits follow, another number for each table. */
#define SC_TRUST_SYMBOL "__stackcheck_table_"
#define SC_TRUST_MAGIC 0x54534353u /* "SCST" */
#define SC_TRUST_VERSION 1
#define SC_TRUST_ALIGN 8
#define SC_TRUST_ID_MAX 32
/* A table of more code is refused. That bounds the time of a check. */
#define SC_TRUST_TEXT_MAX (256u << 20)

/* sc_trust_header.flags */
enum {
	SC_TRUST_SELF_RELATIVE = 1, /* regions are relative to their own ref */
	SC_TRUST_FRAME_RULE = 2, /* all code was checked by the frame rule */
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
	/* functions (parts such as .cold count), and how many of them have a
	 * row at each instruction that can run */
	uint32_t nfuncs, ntrusted;
	uint32_t id_len; /* bytes of id; 0: tied by relocations alone */
	uint32_t reserved; /* 0 */
	uint8_t id[SC_TRUST_ID_MAX]; /* build-id of the image; rest is zeros */
	/* FNV-1a, 64 bits, of the table. This field counts as zeros, and so
	 * do the refs that a module loader writes */
	uint64_t sum;
};

/* Executable bytes that stay in one piece: a section. */
struct sc_trust_region {
	/* the distance of its first byte from this field, or from _text */
	int32_t ref;
	uint32_t size; /* bytes; never 0 */
	uint32_t first, nranges; /* its ranges, which cover all of it */
	/* FNV-1a of its bytes, relocated fields as zeros. 0: there is none */
	uint64_t hash;
};

/* sc_trust_range.word: the stream's offset, and what the range is */
#define SC_TRUST_STREAM 0x1fffffffu
#define SC_TRUST_ANNOTATED 0x20000000u /* rows from annotations, not proved */
#define SC_TRUST_FUNCTION 0x40000000u /* a function, and the padding behind */
#define SC_TRUST_FRAMED 0x80000000u /* the frame rule holds in it */

/* It ends where the next range of its region begins, or with the region. */
struct sc_trust_range {
	uint32_t start; /* bytes from the region's first; ascending from 0 */
	uint32_t word;
};

/*
 * A row says how to find the caller. The stream of a range says which row holds
 * where:
 *
 *   count, row, { length, row } count times
 *
 * A number has 7 bits in each byte, the low ones first. The top bit is set in
 * each byte but the last. The first row holds from the range's start for
 * `length` bytes, and then the next row. The last row holds up to the range's
 * end.
 */
enum sc_trust_row_kind {
	SC_TRUST_ROW_NONE, /* not known; `reg` has the reason */
	SC_TRUST_ROW_END, /* the stack ends here, as it should */
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
	/* the frame rule holds, but there is no row. That is enough for a
	 * return address, but not for an interrupted instruction */
	SC_TRUST_BY_FRAME,
};

/* Why code is unreliable. Numbers never change, and new ones are rules. */
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
/* from here on one for each rule, for its findings */
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
	uint8_t annotated; /* the row comes from annotations */
	uint32_t region;
	uint32_t start, end; /* the range; bytes in the region, [start, end) */
	uint32_t row_start, row_end; /* where the row holds, like these */
	struct sc_trust_row row; /* SC_TRUST_ROW_NONE: `reason` */
};

/* Why a table is refused. 0: it is good. */
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
 * Checks every bound of the table at @table, of @size bytes. Call it once,
 * before you call the functions below. Returns an enum sc_trust_error. It takes
 * time in proportion to the code that the table describes. It neither allocates
 * nor recurses.
 */
int sc_trust_check(const void *table, size_t size);

/*
 * A module that was linked from objects has tables one behind the other. Finds
 * the next one in @sec (@size bytes), from *@at on, and checks it as
 * sc_trust_check() does. Returns
 *  - 1 if there is one: it begins at *@at and has *@tsize bytes. Go on with
 *    *@at += *@tsize;
 *  - 0 at the end;
 *  - minus an enum sc_trust_error if it is bad.
 */
int sc_trust_next(const void *sec, size_t size, size_t *at, size_t *tsize);

const struct sc_trust_region *sc_trust_regions(const void *table);

/* The address at which region @i begins. @text is the address of _text. */
uint64_t sc_trust_address(const void *table, uint32_t i, uint64_t text);

/*
 * Fills @hit for the byte @off of region @region. Returns 0, or -1 if the
 * region has no such byte.
 */
int sc_trust_lookup(const void *table, uint32_t region, uint32_t off,
		    struct sc_trust_hit *hit);

/*
 * An index makes look-ups in one table fast. It is made from the table, in
 * memory of the caller's, and is good for as long as the table stays where and
 * what it is. It holds what a look-up knows at the first byte of each block of
 * SC_TRUST_BLOCK bytes of a region, so the look-up of a byte begins there.
 */
#define SC_TRUST_BLOCK 512
struct sc_trust_index;

/*
 * How many bytes an index of this table takes: 16 for each block, and 4 for
 * each region. 0: it can have none, as it has no code, or too many rows.
 */
size_t sc_trust_index_size(const void *table);

/*
 * Writes the index of a table that may have one to @index, which has as many
 * bytes as that, and begins at a multiple of 4. Takes time in proportion to the
 * rows of all ranges and to the blocks. Neither allocates nor recurses.
 */
void sc_trust_index_make(const void *table, struct sc_trust_index *index);

/*
 * Does what sc_trust_lookup() does, with the same result. Takes time for what
 * is in one block. Without an index (NULL), it takes time for the rows of one
 * function, and for the logarithm of the number of ranges.
 */
int sc_trust_index_lookup(const void *table, const struct sc_trust_index *index,
			  uint32_t region, uint32_t off,
			  struct sc_trust_hit *hit);

/*
 * Fills @hit for the byte at address @addr. For a return address, ask for the
 * byte before it. @text is the address of _text. It is ignored in a table with
 * SC_TRUST_SELF_RELATIVE. Takes time in proportion to the number of regions,
 * and of rows of the one function. Returns 0. Returns -1 if the table has no
 * such address: the reason in @hit is then SC_TRUST_R_NO_TABLE.
 */
int sc_trust_find(const void *table, uint64_t text, uint64_t addr,
		  struct sc_trust_hit *hit);

/*
 * Calls @fn for every row of region @region, in order, with what
 * sc_trust_lookup() says of the row's first byte. Takes time in proportion to
 * the number of rows.
 */
typedef void sc_trust_row_fn(const struct sc_trust_hit *hit, void *data);
void sc_trust_each_row(const void *table, uint32_t region, sc_trust_row_fn *fn,
		       void *data);

/* A constant string, which is never freed. There is one for any number. */
const char *sc_trust_reason_text(unsigned int reason);
const char *sc_trust_error_text(unsigned int error);

/* FNV-1a of @size bytes, begun with @hash: SC_TRUST_HASH_START at first. */
#define SC_TRUST_HASH_START 0xcbf29ce484222325ull
uint64_t sc_trust_hash(uint64_t hash, const void *data, size_t size);
/* What sc_trust_header.sum must be. The sizes in the header must be right. */
uint64_t sc_trust_sum(const void *table);

#endif /* STACKCHECK_TRUST_H */
