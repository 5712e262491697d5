/* SPDX-License-Identifier: GPL-2.0-only */
/* Symbols of linked images that carry no ELF symbol table. */
#ifndef STACKCHECK_IMAGE_LINKED_H
#define STACKCHECK_IMAGE_LINKED_H

#include "stackcheck/image/image.h"

/* A name as nm and kallsyms print it: address, letter, name. */
struct sc_named {
	uint64_t addr;
	size_t name; /* offset in the pool of its list */
	size_t order; /* in the source: aliases keep theirs */
	char letter;
};

/* Owns both arrays; sc_named_free() frees them. */
struct sc_named_list {
	struct sc_named *items;
	size_t count, cap;
	char *pool; /* names, each ending in NUL */
	size_t pool_len, pool_cap;
};

/* The kernel allows names of 511 bytes; what is far longer is no table. */
#define SC_NAME_MAX 1024
/* Both far above what any kernel has, and small enough to allocate. */
#define SC_NAMED_MAX ((size_t)4 << 20)
#define SC_POOL_MAX ((size_t)256 << 20)

/* Copies @len bytes of @name. Returns -1 when out of memory or over a cap. */
int sc_named_add(struct sc_named_list *list, uint64_t addr, char letter,
		 const char *name, size_t len);
void sc_named_free(struct sc_named_list *list);

/*
 * Where the kernel's own symbol tables lie in a section, by offset; found by
 * their structure, because the symbols that mark them are gone.
 */
struct sc_kallsyms {
	const struct sc_section *sec;
	size_t align; /* of each table, in bytes: 8 until 6.14, then 4 */
	size_t count; /* of symbols */
	size_t names; /* each a length and that many token numbers */
	size_t names_end;
	size_t markers; /* where every 256th name is */
	size_t nmarkers;
	size_t token_table; /* what each token stands for */
	size_t token_index; /* where in the table each token is */
};

/* Fill the image's symbols from whichever of the two there is. */
int sc_symbols_linked(struct sc_image *img, const struct sc_image_options *opt,
		      struct sc_error *err);

#endif
