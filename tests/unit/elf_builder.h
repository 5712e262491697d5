/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Small ELF files made in memory, for tests. Sections and symbols are numbered
 * as they are added, from 1, and keep that number in the file. Whatever is
 * asked for is written, also what no linker would: tests of damaged files
 * patch the result with eb_ehdr(), eb_shdr() and eb_sym().
 */
#ifndef TESTS_ELF_BUILDER_H
#define TESTS_ELF_BUILDER_H

#include <elf.h>
#include <stddef.h>
#include <stdint.h>

struct elf_builder;

/* @type: ET_REL, ET_EXEC or ET_DYN. Aborts when out of memory, as all do. */
struct elf_builder *eb_new(uint16_t type);
void eb_free(struct elf_builder *eb);

/*
 * Add a section with a copy of @data (NULL: zeros); SHT_NOBITS has a size and
 * no bytes. Returns its index.
 */
uint32_t eb_section(struct elf_builder *eb, const char *name, uint32_t type,
		    uint64_t flags, const void *data, size_t size);

/* A .text-like section: allocated, executable. */
uint32_t eb_text(struct elf_builder *eb, const char *name, const void *data,
		 size_t size);
/* An allocated, read-only section. */
uint32_t eb_data(struct elf_builder *eb, const char *name, const void *data,
		 size_t size);

/* Link address and alignment of a section; 0 and 16 if not called. */
void eb_place(struct elf_builder *eb, uint32_t sec, uint64_t addr,
	      uint64_t align);
/* Fill sh_link, sh_info, sh_entsize. */
void eb_link(struct elf_builder *eb, uint32_t sec, uint32_t link, uint32_t info,
	     uint64_t entsize);

/* Add a symbol; returns its index. Local ones should come first. */
uint32_t eb_symbol(struct elf_builder *eb, const char *name, uint16_t sec,
		   uint64_t value, uint64_t size, unsigned int type,
		   unsigned int bind);
/* A global function. */
uint32_t eb_func(struct elf_builder *eb, const char *name, uint32_t sec,
		 uint64_t value, uint64_t size);

/* Add a relocation to the table of @sec, in the order of the calls. */
void eb_reloc(struct elf_builder *eb, uint32_t sec, uint64_t off, uint32_t type,
	      uint32_t sym, int64_t addend);

/* Leave the symbol table out, as strip does. */
void eb_strip(struct elf_builder *eb);

/*
 * The file; the caller frees it. After the sections added come one .rela
 * section for each that has relocations, in order; .symtab, .strtab (unless
 * stripped) and .shstrtab.
 */
uint8_t *eb_build(struct elf_builder *eb, size_t *size_ret);

/* Parts of a file that was built, to patch. */
Elf64_Ehdr *eb_ehdr(uint8_t *file);
Elf64_Shdr *eb_shdr(uint8_t *file, uint32_t sec);
/* Index of the first section of that name; 0: none. */
uint32_t eb_find(uint8_t *file, const char *name);
Elf64_Sym *eb_sym(uint8_t *file, uint32_t sym);
Elf64_Rela *eb_rela(uint8_t *file, uint32_t table, uint32_t i);

#endif
