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
 * Existing sections keep their index, and new ones follow. Symbols keep theirs
 * too, unless local ones are added (elf_renumber.c). Owns its arrays.
 */
struct sc_plan {
	struct sc_plan_section *secs;
	size_t nsecs, cap;
	struct sc_plan_bytes names; /* of the sections */
	struct sc_plan_bytes strings; /* of the symbols, if elsewhere */
	struct sc_plan_bytes symbols;
	struct sc_plan_bytes xindex; /* section indexes too large for them */
	uint32_t xindex_sec; /* 0: the image has none */
	void **tables; /* of relocations, made for it; and others */
	size_t ntables;
	size_t nnew; /* symbols that are new, for relocations to name */
};

/* --- shared by those that make it; 0, or -1 with @err filled */

struct sc_image;
struct sc_new_section;
struct sc_error;

/*
 * Write a copy of the relocatable @img to @out_path with each of @secs
 * replaced (with its relocation section) or added. Written as
 * stackcheck/util/output.h says, so @out_path may be the input. Returns 0, or
 * -1 with @err filled.
 */
int sc_image_write_copy(struct sc_image *img, const char *out_path,
			const struct sc_new_section *secs, size_t nsecs,
			struct sc_error *err);

struct sc_edit;

/*
 * Write the object with all that was added to @out_path, which may be its own.
 * A section that was there under the name of a new one is replaced. Returns 0,
 * or -1 with @err filled: nothing was written then.
 */
int sc_edit_write(struct sc_edit *edit, const char *out_path,
		  struct sc_error *err);

#endif
