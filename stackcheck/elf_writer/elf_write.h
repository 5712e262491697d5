/* SPDX-License-Identifier: GPL-2.0-only */
/* The plan of a copy with sections replaced: elf_plan.c and elf_symbol.c make
 * it from the request, elf_write.c puts it into a file. */
#ifndef STACKCHECK_ELF_WRITER_ELF_WRITE_H
#define STACKCHECK_ELF_WRITER_ELF_WRITE_H

#include "stackcheck/image/image_priv.h"

/* A section of the copy; @data is borrowed. */
struct sc_plan_section {
	Elf64_Shdr sh;
	const void *data; /* NULL: it has no bytes in the file */
};

/* A section's contents while they grow. */
struct sc_plan_bytes {
	char *data; /* NULL: as the image has them */
	size_t len;
};

/*
 * Existing sections and symbols keep their index, so that relocations need
 * not change; new ones follow. Owns its arrays.
 */
struct sc_plan {
	struct sc_plan_section *secs;
	size_t nsecs, cap;
	struct sc_plan_bytes names; /* of the sections */
	struct sc_plan_bytes strings; /* of the symbols, if elsewhere */
	struct sc_plan_bytes symbols;
	struct sc_plan_bytes xindex; /* section indexes too large for them */
	uint32_t xindex_sec; /* 0: the image has none */
	Elf64_Rela **relas; /* the tables made for it */
	size_t nrelas;
};

/* Returns 0, or -1 with @err filled; free the plan either way. */
int sc_plan_make(const struct sc_image *img, struct sc_plan *plan,
		 const struct sc_new_section *secs, size_t nsecs,
		 struct sc_error *err);
void sc_plan_free(struct sc_plan *plan);

/* --- shared by those that make it; 0, or -1 with @err filled */

/* Append @len bytes (NULL: zeros); where they are goes to *@at_ret. */
int sc_plan_append(const struct sc_image *img, struct sc_plan_bytes *to,
		   const void *data, size_t len, size_t *at_ret,
		   struct sc_error *err);
/* A section of that name; its index goes to *@at_ret. */
int sc_plan_add_section(const struct sc_image *img, struct sc_plan *plan,
			const char *prefix, const char *name, uint32_t *at_ret,
			struct sc_error *err);
/* Give the section at @at, which is @sec, its symbol. */
int sc_plan_set_symbol(const struct sc_image *img, struct sc_plan *plan,
		       const struct sc_new_section *sec, uint32_t at,
		       struct sc_error *err);

#endif
