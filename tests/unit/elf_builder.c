// SPDX-License-Identifier: GPL-2.0-only
#include "tests/unit/elf_builder.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct bytes {
	uint8_t *data;
	size_t len;
};

struct part {
	char name[64];
	Elf64_Shdr sh;
	struct bytes data;
	struct bytes relocs;
};

struct elf_builder {
	uint16_t type;
	bool stripped;
	struct part *parts; /* [0] is the undefined section */
	uint32_t nparts;
	struct bytes syms;
	struct bytes strs;
	uint32_t nlocal; /* one past the last local symbol */
};

static void *need(void *ptr)
{
	if (!ptr)
		abort();
	return ptr;
}

/* Append @len bytes (NULL: zeros); returns where they are. */
static size_t put(struct bytes *to, const void *data, size_t len)
{
	size_t at = to->len;

	to->data = need(realloc(to->data, at + len + 1));
	if (data)
		memcpy(to->data + at, data, len);
	else
		memset(to->data + at, 0, len);
	to->len += len;
	return at;
}

static struct part *add_part(struct elf_builder *eb, const char *name)
{
	struct part *part;

	eb->parts = need(realloc(eb->parts, (eb->nparts + 1) * sizeof(*part)));
	part = &eb->parts[eb->nparts++];
	memset(part, 0, sizeof(*part));
	snprintf(part->name, sizeof(part->name), "%s", name);
	return part;
}

struct elf_builder *eb_new(uint16_t type)
{
	struct elf_builder *eb = need(calloc(1, sizeof(*eb)));

	eb->type = type;
	add_part(eb, "");
	put(&eb->syms, NULL, sizeof(Elf64_Sym));
	put(&eb->strs, "", 1);
	eb->nlocal = 1;
	return eb;
}

void eb_free(struct elf_builder *eb)
{
	uint32_t i;

	for (i = 0; i < eb->nparts; i++) {
		free(eb->parts[i].data.data);
		free(eb->parts[i].relocs.data);
	}
	free(eb->parts);
	free(eb->syms.data);
	free(eb->strs.data);
	free(eb);
}

uint32_t eb_section(struct elf_builder *eb, const char *name, uint32_t type,
		    uint64_t flags, const void *data, size_t size)
{
	struct part *part = add_part(eb, name);

	part->sh.sh_type = type;
	part->sh.sh_flags = flags;
	part->sh.sh_size = size;
	part->sh.sh_addralign = 16;
	if (type != SHT_NOBITS)
		put(&part->data, data, size);
	return eb->nparts - 1;
}

uint32_t eb_text(struct elf_builder *eb, const char *name, const void *data,
		 size_t size)
{
	return eb_section(eb, name, SHT_PROGBITS, SHF_ALLOC | SHF_EXECINSTR,
			  data, size);
}

uint32_t eb_data(struct elf_builder *eb, const char *name, const void *data,
		 size_t size)
{
	return eb_section(eb, name, SHT_PROGBITS, SHF_ALLOC, data, size);
}

void eb_place(struct elf_builder *eb, uint32_t sec, uint64_t addr,
	      uint64_t align)
{
	eb->parts[sec].sh.sh_addr = addr;
	eb->parts[sec].sh.sh_addralign = align;
}

void eb_link(struct elf_builder *eb, uint32_t sec, uint32_t link, uint32_t info,
	     uint64_t entsize)
{
	eb->parts[sec].sh.sh_link = link;
	eb->parts[sec].sh.sh_info = info;
	eb->parts[sec].sh.sh_entsize = entsize;
}

uint32_t eb_symbol(struct elf_builder *eb, const char *name, uint16_t sec,
		   uint64_t value, uint64_t size, unsigned int type,
		   unsigned int bind)
{
	Elf64_Sym sym = { .st_shndx = sec, .st_value = value, .st_size = size };
	uint32_t i = eb->syms.len / sizeof(sym);

	sym.st_info = ELF64_ST_INFO(bind, type);
	if (name[0])
		sym.st_name = put(&eb->strs, name, strlen(name) + 1);
	put(&eb->syms, &sym, sizeof(sym));
	if (bind == STB_LOCAL)
		eb->nlocal = i + 1;
	return i;
}

uint32_t eb_func(struct elf_builder *eb, const char *name, uint32_t sec,
		 uint64_t value, uint64_t size)
{
	return eb_symbol(eb, name, sec, value, size, STT_FUNC, STB_GLOBAL);
}

void eb_reloc(struct elf_builder *eb, uint32_t sec, uint64_t off, uint32_t type,
	      uint32_t sym, int64_t addend)
{
	Elf64_Rela rela = { .r_offset = off, .r_addend = addend };

	rela.r_info = ELF64_R_INFO((uint64_t)sym, type);
	put(&eb->parts[sec].relocs, &rela, sizeof(rela));
}

void eb_strip(struct elf_builder *eb)
{
	eb->stripped = true;
}

/* The sections that follow from the others, at the end of the list. */
static void add_tables(struct elf_builder *eb)
{
	uint32_t i, n = eb->nparts, tables = 0;
	char name[64];

	for (i = 1; i < n; i++)
		tables += eb->parts[i].relocs.len != 0;
	for (i = 1; i < n; i++) {
		struct bytes relocs = eb->parts[i].relocs;

		if (!relocs.len)
			continue;
		snprintf(name, sizeof(name), ".rela%.58s", eb->parts[i].name);
		eb_link(eb,
			eb_section(eb, name, SHT_RELA, SHF_INFO_LINK,
				   relocs.data, relocs.len),
			n + tables, i, sizeof(Elf64_Rela));
	}
	if (eb->stripped)
		return;
	i = eb_section(eb, ".symtab", SHT_SYMTAB, 0, eb->syms.data,
		       eb->syms.len);
	eb_link(eb, i, i + 1, eb->nlocal, sizeof(Elf64_Sym));
	eb_section(eb, ".strtab", SHT_STRTAB, 0, eb->strs.data, eb->strs.len);
}

static void add_names(struct elf_builder *eb)
{
	uint32_t i, at = eb_section(eb, ".shstrtab", SHT_STRTAB, 0, "", 1);
	struct bytes *names = &eb->parts[at].data;

	for (i = 1; i < eb->nparts; i++) {
		const char *name = eb->parts[i].name;

		eb->parts[i].sh.sh_name = put(names, name, strlen(name) + 1);
	}
	eb->parts[at].sh.sh_size = names->len;
	eb->parts[at].sh.sh_addralign = 1;
}

static void align(struct bytes *file, uint64_t to)
{
	while (to && file->len % to)
		put(file, NULL, 1);
}

static void put_header(const struct elf_builder *eb, struct bytes *file)
{
	Elf64_Ehdr *eh = (Elf64_Ehdr *)(void *)file->data;

	memcpy(eh->e_ident, ELFMAG, SELFMAG);
	eh->e_ident[EI_CLASS] = ELFCLASS64;
	eh->e_ident[EI_DATA] = ELFDATA2LSB;
	eh->e_ident[EI_VERSION] = EV_CURRENT;
	eh->e_type = eb->type;
	eh->e_machine = EM_X86_64;
	eh->e_version = EV_CURRENT;
	eh->e_ehsize = sizeof(*eh);
	eh->e_shentsize = sizeof(Elf64_Shdr);
	eh->e_shnum = eb->nparts;
	eh->e_shstrndx = eb->nparts - 1;
	eh->e_shoff = file->len;
}

uint8_t *eb_build(struct elf_builder *eb, size_t *size_ret)
{
	struct bytes file = { NULL, 0 };
	uint32_t i;

	add_tables(eb);
	add_names(eb);
	put(&file, NULL, sizeof(Elf64_Ehdr));
	for (i = 1; i < eb->nparts; i++) {
		struct part *part = &eb->parts[i];

		align(&file, part->sh.sh_addralign);
		part->sh.sh_offset = file.len;
		put(&file, part->data.data, part->data.len);
	}
	align(&file, 8);
	put_header(eb, &file);
	for (i = 0; i < eb->nparts; i++)
		put(&file, &eb->parts[i].sh, sizeof(Elf64_Shdr));
	*size_ret = file.len;
	return file.data;
}

Elf64_Ehdr *eb_ehdr(uint8_t *file)
{
	return (Elf64_Ehdr *)(void *)file;
}

Elf64_Shdr *eb_shdr(uint8_t *file, uint32_t sec)
{
	return (Elf64_Shdr *)(void *)(file + eb_ehdr(file)->e_shoff) + sec;
}

uint32_t eb_find(uint8_t *file, const char *name)
{
	const Elf64_Ehdr *eh = eb_ehdr(file);
	const char *names =
		(const char *)file + eb_shdr(file, eh->e_shstrndx)->sh_offset;
	uint32_t i;

	for (i = 1; i < eh->e_shnum; i++) {
		if (!strcmp(names + eb_shdr(file, i)->sh_name, name))
			return i;
	}
	return 0;
}

Elf64_Sym *eb_sym(uint8_t *file, uint32_t sym)
{
	uint32_t table = eb_find(file, ".symtab");

	return (Elf64_Sym *)(void *)(file + eb_shdr(file, table)->sh_offset) +
	       sym;
}

Elf64_Rela *eb_rela(uint8_t *file, uint32_t table, uint32_t i)
{
	return (Elf64_Rela *)(void *)(file + eb_shdr(file, table)->sh_offset) +
	       i;
}
