/* SPDX-License-Identifier: GPL-2.0-only */
/* What the files that read and write images share; private to them. */
#ifndef STACKCHECK_IMAGE_IMAGE_PRIV_H
#define STACKCHECK_IMAGE_IMAGE_PRIV_H

#include <elf.h>
#include <pthread.h>

#include "stackcheck/image/image.h"

/* Where an allocated section lies; only linked images have these. */
struct sc_addr_range {
	uint64_t start;
	uint64_t size;
	uint32_t sec;
};

struct sc_dwarf;

/* Owned by its image, and so is all it points to, except borrowed bytes. */
struct sc_image_priv {
	const uint8_t *bytes; /* the ELF file: unpacked or the caller's */
	size_t size;
	Elf64_Ehdr ehdr;
	Elf64_Shdr *shdrs; /* nsecs of them */
	uint32_t shstrndx;
	uint32_t symtab; /* section index; 0: none */
	struct sc_addr_range *ranges; /* sorted; NULL in ET_REL */
	size_t nranges;
	void **owned; /* what sc_image_own() was handed */
	size_t nowned;
	pthread_mutex_t dwarf_lock; /* covers @dwarf */
	struct sc_dwarf *dwarf; /* NULL until the first query */
};

/* sc_fail() with the image's path in front. */
int sc_image_fail(const struct sc_image *img, struct sc_error *err,
		  const char *fmt, ...) __attribute__((format(printf, 3, 4)));

/* calloc() whose result sc_image_free() frees; NULL with @err filled. */
void *sc_image_alloc(struct sc_image *img, size_t n, size_t size,
		     struct sc_error *err);

/* Hand @ptr to the image, also when this fails. */
int sc_image_own(struct sc_image *img, void *ptr, struct sc_error *err);

/* The parts of loading, in their order; each relies on those before it. */
int sc_sections_load(struct sc_image *img, struct sc_error *err);
int sc_sections_index(struct sc_image *img, struct sc_error *err);
int sc_symbols_load(struct sc_image *img, const struct sc_image_options *opt,
		    struct sc_error *err);
int sc_relocs_load(struct sc_image *img, struct sc_error *err);
/* Sets has_signature; -1 with @err if anything else follows the ELF file. */
int sc_tail_check(struct sc_image *img, struct sc_error *err);
void sc_build_id_find(struct sc_image *img);

/* Close the DWARF readers; NULL is fine. */
void sc_dwarf_free(struct sc_dwarf *dwarf);

/* Whether the section holds DWARF, and so gets no relocations. */
bool sc_section_is_debug(const struct sc_section *sec);

/* Whether @off .. @off + @len lies in @size bytes, with no overflow. */
static inline bool sc_in_range(uint64_t off, uint64_t len, uint64_t size)
{
	return off <= size && len <= size - off;
}

#endif
