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

/* Whether @off .. @off + @len lies in @size bytes, with no overflow. */
static inline bool sc_in_range(uint64_t off, uint64_t len, uint64_t size)
{
	return off <= size && len <= size - off;
}

#endif
