/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What is added to an object: sections with their relocations, and symbols. Each
 * part of the program adds what is its own, and the object is written once.
 */
#ifndef STACKCHECK_ELF_WRITER_ELF_EDIT_H
#define STACKCHECK_ELF_WRITER_ELF_EDIT_H

#include "stackcheck/image/image.h"

struct sc_new_symbol {
	char *name; /* owned; NULL: none, as a section's symbol has it */
	uint32_t sec;
	uint64_t off, size; /* bytes in the section */
	uint8_t type; /* STT_* */
	uint8_t bind; /* STB_* */
};

/* A symbol of the image that gets another size. */
struct sc_new_size {
	uint32_t sym; /* index into the image's */
	uint64_t size; /* bytes */
};

/*
 * The object that is edited is borrowed. Relocations of a new section name
 * symbols by their index in the image; the k-th new symbol has the index
 * img->nsyms + k. Freed by sc_edit_free().
 */
struct sc_edit {
	struct sc_image *img;
	struct sc_new_section *secs; /* what they point to is in @owned */
	size_t nsecs;
	struct sc_new_symbol *syms;
	size_t nsyms;
	struct sc_new_size *sizes;
	size_t nsizes;
	uint32_t *anchors; /* by section: sc_edit_anchor(), or 0 */
	void **owned;
	size_t nowned;
};

/* Begin with nothing. 0, or -1 with @err: out of memory. */
int sc_edit_begin(struct sc_edit *edit, struct sc_image *img,
		  struct sc_error *err);
void sc_edit_free(struct sc_edit *edit);

/* calloc() whose result lives as long as the edit; NULL with @err filled. */
void *sc_edit_alloc(struct sc_edit *edit, size_t n, size_t size,
		    struct sc_error *err);

/* Add a section; what it points to is borrowed. 0, or -1 with @err. */
int sc_edit_add_section(struct sc_edit *edit, const struct sc_new_section *sec,
			struct sc_error *err);
/* Add a symbol; its name is the edit's from now on, whatever comes back. */
int sc_edit_add_symbol(struct sc_edit *edit, const struct sc_new_symbol *sym,
		       struct sc_error *err);

/* Have symbol @sym of the image cover @size bytes. 0, or -1 with @err. */
int sc_edit_resize_symbol(struct sc_edit *edit, uint32_t sym, uint64_t size,
			  struct sc_error *err);

/*
 * The symbol of section @sec, by which relocations name places in it: a symbol
 * of a function may be weak, and then the linker takes another function for it.
 * It is added if the object has none. 0: out of memory, and @err is filled.
 */
uint32_t sc_edit_anchor(struct sc_edit *edit, uint32_t sec,
			struct sc_error *err);

#endif
