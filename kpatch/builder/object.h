/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A relocatable object that can be changed: sections, symbols, relocations.
 * The stages of `kpatch build` read what the compiler made into this form, make
 * new objects in it, and write them. The ELF format is that of the gABI.
 *
 * The relocations of a section are part of it. Only those that the kernel's
 * livepatch code applies are a section of their own: one of type SHT_RELA with
 * the flag PB_SHF_RELA_LIVEPATCH, whose relocs are what it contains.
 *
 * Symbols and sections are named by their index. An index stays valid while the
 * object lives: what is taken out is only marked as dead, and left out when the
 * object is written.
 */
#ifndef KPATCH_BUILDER_OBJECT_H
#define KPATCH_BUILDER_OBJECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Section index of a symbol that the loader's livepatch code resolves. */
#define PB_SHN_LIVEPATCH 0xff20u
/* Flag of a section of relocations that the livepatch code applies. */
#define PB_SHF_RELA_LIVEPATCH 0x00100000u

struct pb_reloc {
	uint64_t off; /* of the field, bytes from the start of its section */
	int64_t addend;
	uint32_t type; /* R_X86_64_* */
	uint32_t sym; /* index into object->syms */
};

struct pb_section {
	char *name; /* owned */
	uint8_t *data; /* owned; NULL for SHT_NOBITS and for no bytes */
	uint64_t size; /* bytes */
	uint64_t flags; /* SHF_* */
	uint64_t align;
	uint64_t entsize;
	uint32_t type; /* SHT_*; no table of symbols, of strings, of relocations */
	uint32_t link; /* index of the section that SHF_LINK_ORDER names; or 0 */
	/* of a SHT_RELA: index of the section that its relocations change */
	uint32_t info;
	struct pb_reloc *relocs; /* owned; sorted by off */
	size_t nrelocs, relocs_cap;
	bool dead; /* not written */
};

struct pb_symbol {
	char *name; /* owned, never NULL; of a section symbol: its section's */
	uint64_t value; /* bytes from the start of the section */
	uint64_t size;
	uint32_t sec; /* index into object->secs; 0: undefined; or SHN_* */
	uint8_t type; /* STT_* */
	uint8_t bind; /* STB_* */
	uint8_t other; /* visibility */
	bool dead; /* not written */
};

/* Owns all that it points to. Index 0 of both arrays is the undefined one. */
struct pb_object {
	char *path; /* for messages */
	struct pb_section *secs;
	uint32_t nsecs, secs_cap;
	struct pb_symbol *syms;
	uint32_t nsyms, syms_cap;
};

/* An object without sections and symbols. NULL when out of memory. */
struct pb_object *pb_object_new(const char *path);
void pb_object_free(struct pb_object *obj);

/*
 * Add a section without bytes; its index, or 0 when out of memory. @name is
 * copied. Pointers into obj->secs are invalid afterwards.
 */
uint32_t pb_object_add_section(struct pb_object *obj, const char *name,
			       uint32_t type, uint64_t flags, uint64_t align);
/* Append bytes (NULL: zeros) to a section: the offset of the first, or -1. */
int64_t pb_object_append(struct pb_object *obj, uint32_t sec, const void *bytes,
			 uint64_t size);
/*
 * Add a symbol; its index, or 0 when out of memory. @name is copied. Pointers
 * into obj->syms are invalid afterwards.
 */
uint32_t pb_object_add_symbol(struct pb_object *obj, const char *name,
			      uint32_t sec, uint64_t value, uint64_t size,
			      uint8_t type, uint8_t bind);
/* Add a relocation at the end of a section's; 0, or -1 when out of memory. */
int pb_object_add_reloc(struct pb_object *obj, uint32_t sec,
			const struct pb_reloc *reloc);
/* The section of that name; 0: there is none. */
uint32_t pb_object_section(const struct pb_object *obj, const char *name);
/* The first living symbol of that name; 0: there is none. */
uint32_t pb_object_symbol(const struct pb_object *obj, const char *name);
/* The section symbol of a section, added if there is none; 0: no memory. */
uint32_t pb_object_section_symbol(struct pb_object *obj, uint32_t sec);
/* The first relocation of @sec at or after @off; its index. */
size_t pb_object_reloc_at(const struct pb_object *obj, uint32_t sec,
			  uint64_t off);

#endif
