/* SPDX-License-Identifier: GPL-2.0-only */
/* Trust tables made from a checked analysis. */
#ifndef STACKCHECK_TRUST_TABLE_H
#define STACKCHECK_TRUST_TABLE_H

#include "stackcheck/analysis/analysis.h"
#include "stackcheck/trust.h"

/* Code of an analysis's section that stays in one piece. */
struct sc_trust_piece {
	uint32_t sec;
	uint32_t start, end; /* bytes in the section, [start, end) */
	int64_t at; /* where it ends up, in bytes from _text */
};

/* Where the code of an analysis ends up, if that is known already. */
struct sc_trust_target {
	struct sc_trust_piece *pieces; /* by section, then by start */
	size_t npieces;
	const uint8_t *id; /* build-id, borrowed; up to SC_TRUST_ID_MAX bytes */
	size_t id_len;
};

struct sc_trust_table {
	uint8_t *bytes;
	size_t size;
	struct sc_new_reloc *relocs; /* of the refs, if they are relative */
	size_t nrelocs;
	size_t nleft; /* sections without a symbol to relocate by: left out */
};

/*
 * The table of @analysis, whose findings are in @res. Without a target the
 * regions refer to the analysis's sections by relocations. @ret is freed by
 * sc_trust_table_free(), after failure too. 0, or -1 with @err filled.
 */
int sc_trust_make(struct sc_analysis *analysis, const struct sc_result *res,
		  const struct sc_trust_target *target,
		  struct sc_trust_table *ret, struct sc_error *err);
void sc_trust_table_free(struct sc_trust_table *table);
/* Say on standard error that sections of @path were left out, if any were. */
void sc_trust_warn(const struct sc_trust_table *table, const char *path);

/*
 * Targets; sc_trust_target_free() each, after failure too. Nowhere yet; where
 * the linked image of the analysis has it; where one linked from it has it.
 */
int sc_trust_target_sections(const struct sc_object *obj,
			     struct sc_trust_target *ret, struct sc_error *err);
int sc_trust_target_own(const struct sc_object *obj,
			struct sc_trust_target *ret, struct sc_error *err);
int sc_trust_target_linked(const struct sc_object *obj,
			   const struct sc_image *linked,
			   struct sc_trust_target *ret, struct sc_error *err);
void sc_trust_target_free(struct sc_trust_target *target);

/* Tie @t to the build-id of @img. */
int sc_trust_target_id(struct sc_trust_target *t, const struct sc_image *img,
		       uint64_t *text_ret, struct sc_error *err);

/* Is it nothing but the space between functions? */
bool sc_trust_is_filler(const struct sc_object *obj, const struct sc_func *f);

/* The address of _text. 0, or -1: there is none. */
int sc_trust_text(const struct sc_image *img, uint64_t *text_ret);

/*
 * FNV-1a of the bytes of @sec, a section of @img, from @off on; its relocated
 * fields count as zeros.
 */
uint64_t sc_trust_code_hash(const struct sc_image *img,
			    const struct sc_section *sec, uint64_t off,
			    uint64_t size);

/*
 * By function index: why it is not to be trusted, or SC_TRUST_R_NONE. The
 * caller's to free; NULL when out of memory.
 */
uint8_t *sc_trust_reasons(const struct sc_analysis *analysis,
			  const struct sc_result *res);

/*
 * propagate.c: functions that a wrong state at sec:off goes on into get
 * @reason, unless they have one. Freeing tells whether memory was out (-1).
 */
struct sc_trust_propagation;
struct sc_trust_propagation *
sc_trust_propagation_new(const struct sc_object *obj, uint8_t *reasons);
void sc_trust_propagation_from(struct sc_trust_propagation *s, uint32_t sec,
			       uint64_t off, unsigned int reason);
int sc_trust_propagation_free(struct sc_trust_propagation *s);

/* --- rows by place, from which a table is put together */

struct sc_trust_item {
	uint32_t sec, off;
	uint32_t row; /* index into sc_trust_rows.rows */
};

struct sc_trust_rows {
	struct sc_trust_row *rows; /* each once */
	size_t nrows;
	uint32_t *slots; /* hash of rows: index + 1, 0 is free */
	size_t nslots; /* a power of two */
	struct sc_trust_item *items; /* by place, each up to the next */
	size_t nitems;
	uint32_t nothing; /* index of the row for what is under no function */
};

/* --- entry_rows.c: hints of entry code, from an image's own ORC */

struct sc_orc_entry;

struct sc_trust_hints {
	const struct sc_arch *arch;
	struct sc_orc_entry *entries;
	size_t n;
};

/* What the reasons have for functions whose rows are hints. */
#define SC_TRUST_HINTED 0xff

typedef void sc_trust_add_fn(void *ctx, uint32_t sec, uint32_t off,
			     const struct sc_trust_row *row);

/* Mark the functions that have hints and nothing better. 0, or -1. */
int sc_trust_hints_read(struct sc_trust_hints *h,
			const struct sc_analysis *analysis, uint8_t *reasons,
			struct sc_error *err);
void sc_trust_hints_rows(const struct sc_trust_hints *h,
			 const struct sc_func *f, sc_trust_add_fn *add,
			 void *ctx);
void sc_trust_hints_free(struct sc_trust_hints *h);

/* 0, or -1 when out of memory; sc_trust_rows_free() in either case. */
int sc_trust_rows_collect(struct sc_analysis *analysis, const uint8_t *reasons,
			  const struct sc_trust_hints *hints,
			  struct sc_trust_rows *rows);
void sc_trust_rows_free(struct sc_trust_rows *rows);
/* The number of @row, which is added if it is new. 0, or -1. */
int sc_trust_row_intern(struct sc_trust_rows *rows,
			const struct sc_trust_row *row, uint32_t *index_ret);

/* --- the table at work */

/* Put the table into @img as a section that is loaded, and write @out. */
int sc_trust_embed(struct sc_image *img, const struct sc_trust_table *table,
		   const char *out, struct sc_error *err);

#endif
