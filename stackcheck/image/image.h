/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * An object file, module or kernel as the analysis sees it: sections,
 * symbols and relocations, normalised once and checked against every bound.
 *
 * Offsets are bytes from the start of a section, in linked images too; the
 * address of a byte is section->addr + offset (addr is 0 in ET_REL).
 */
#ifndef STACKCHECK_IMAGE_IMAGE_H
#define STACKCHECK_IMAGE_IMAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "stackcheck/util/error.h"

/*
 * A relocation, laid out as Elf64_Rela on a little-endian host, so that a
 * sorted table is used where it lies in the file.
 */
struct sc_reloc {
	uint64_t off; /* of the field, in the section it applies to */
	uint32_t type; /* R_* of the machine */
	uint32_t sym; /* index into image->syms; always < nsyms */
	int64_t addend;
};

struct sc_section {
	const char *name;
	const uint8_t *data; /* NULL when it occupies no file bytes */
	uint64_t size; /* bytes; data has all of them when not NULL */
	uint64_t addr; /* link address; 0 in relocatable objects */
	uint32_t type; /* SHT_* */
	uint64_t flags; /* SHF_* */
	const struct sc_reloc *relocs; /* sorted by off; bounds checked */
	size_t nrelocs;
};

struct sc_symbol {
	const char *name; /* never NULL; a section symbol has its section's */
	uint64_t off; /* from the start of its section; absolute for ABS */
	uint64_t size; /* bytes; 0 when the symbol does not say */
	uint32_t sec; /* index into image->secs; 0: undefined; SC_SEC_ABS */
	uint8_t type; /* STT_* */
	uint8_t bind; /* STB_* */
};

#define SC_SEC_UNDEF 0u
#define SC_SEC_ABS 0xfffffff1u /* absolute or common: in no section */

struct sc_arch;
struct sc_format;
struct sc_image_priv;

/* Owned by whoever called sc_image_load(); everything it points to is its. */
struct sc_image {
	const char *path; /* as given; "archive.a(member.o)" for a member */
	bool linked; /* vmlinux: addresses, and normally no relocations */
	bool vmlinuz; /* unpacked from a boot image */
	bool has_signature; /* of a module, behind the ELF file */
	bool packed; /* the file is compressed, or is a boot image */
	bool sizes_inferred; /* symbols tell no size: theirs reach to the next */
	bool transient; /* set by who loads it: make makes it again when lost,
			 * so copies of it may be lost in a power cut */
	uint16_t machine; /* EM_* */
	const struct sc_arch *arch; /* of that machine */
	const struct sc_format *format; /* of its kernel: format.h */
	bool format_told; /* the image says so; else it is what fits best */
	struct sc_section *secs; /* [0] is the undefined section */
	uint32_t nsecs;
	struct sc_symbol *syms; /* [0] is the undefined symbol */
	uint32_t nsyms;
	const uint8_t *build_id; /* NULL when there is none */
	size_t build_id_len;
	struct sc_image_priv *priv; /* libdw, the bytes */
};

/* How to read an image; zero-filled is the default. */
struct sc_image_options {
	const char *symbols; /* System.map or kallsyms file, for linked images
				without a symbol table; NULL: own kallsyms */
	unsigned int version; /* SC_FORMAT_VERSION() of the kernel, for images
				 that do not tell it; 0: not known */
};

/*
 * Read the image in @bytes (@size bytes). Compressed forms (xz, zstd, gzip)
 * and boot images (bzImage) are unpacked in memory first. The bytes stay the
 * caller's and must live as long as the image.
 * Returns NULL and fills @err when it cannot be analysed.
 */
struct sc_image *sc_image_load(const char *path, const uint8_t *bytes,
			       size_t size, const struct sc_image_options *opt,
			       struct sc_error *err);
void sc_image_free(struct sc_image *img);

/* --- editing: a copy of an image with sections replaced, for orc and trust */

struct sc_new_reloc {
	uint64_t off; /* of the field, which must hold zeros */
	uint32_t type; /* R_* of the machine */
	uint32_t sym; /* index into image->syms */
	int64_t addend;
};

struct sc_new_section {
	const char *name; /* replaces every section of this name */
	const void *data;
	size_t size;
	uint64_t flags; /* SHF_* */
	uint32_t align;
	uint32_t entsize;
	const struct sc_new_reloc *relocs; /* NULL: none */
	size_t nrelocs;
	/* a weak, hidden object symbol that covers it, instead of any symbol
	 * that is in it now; NULL: none, and those stay */
	const char *symbol;
};

/* New contents of a section, as many bytes as it has. */
struct sc_patch {
	uint32_t sec;
	const void *data;
};
/* sc_fail() with the image's path in front. */
int sc_image_fail(const struct sc_image *img, struct sc_error *err,
		  const char *fmt, ...) __attribute__((format(printf, 3, 4)));

/* calloc() whose result sc_image_free() frees; NULL with @err filled. */
void *sc_image_alloc(struct sc_image *img, size_t n, size_t size,
		     struct sc_error *err);

/* Hand @ptr to the image, also when this fails. */
int sc_image_own(struct sc_image *img, void *ptr, struct sc_error *err);

#endif
