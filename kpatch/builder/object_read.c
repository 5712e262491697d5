// SPDX-License-Identifier: GPL-2.0-only
/*
 * The ELF file of an object is read whole, and checked: what the other stages
 * index or point at lies inside of it.
 */
#include <elf.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/arch.h"
#include "kpatch/builder/object_read.h"
#include "kpatch/file.h"

struct reader {
	const char *path;
	const uint8_t *bytes; /* the file */
	size_t size; /* of it, bytes */
	Elf64_Ehdr eh;
	const Elf64_Shdr *sh; /* eh.e_shnum of them; aligned by the format */
	uint32_t symtab; /* index of the table of symbols; 0: none */
	struct pb_object *obj;
	uint32_t *sec_of; /* index in the file -> index in @obj; 0: left out */
	uint32_t *sym_of; /* the same for symbols */
	struct sc_error *err;
};

static int fail_damaged(const struct reader *r, const char *what, uint64_t at)
{
	return sc_fail(
		r->err,
		"%.256s: a %s that does not fit (0x%llx); the object is damaged, make it again",
		r->path, what, (unsigned long long)at);
}

static bool is_inside(const struct reader *r, uint64_t off, uint64_t len)
{
	return off <= r->size && len <= r->size - off;
}

static int read_header(struct reader *r)
{
	Elf64_Ehdr *eh = &r->eh;

	if (r->size < sizeof(*eh) || memcmp(r->bytes, ELFMAG, SELFMAG))
		return sc_fail(r->err, "%.256s: not an ELF file", r->path);
	memcpy(eh, r->bytes, sizeof(*eh));
	if (eh->e_ident[EI_CLASS] != ELFCLASS64 || eh->e_type != ET_REL ||
	    eh->e_machine != pb_arch_x86_64.machine)
		return sc_fail(r->err,
			       "%.256s: not a relocatable x86-64 object",
			       r->path);
	if (eh->e_shentsize != sizeof(Elf64_Shdr) || !eh->e_shnum ||
	    eh->e_shoff % 8 ||
	    !is_inside(r, eh->e_shoff, eh->e_shnum * sizeof(Elf64_Shdr)) ||
	    eh->e_shstrndx >= eh->e_shnum)
		return fail_damaged(r, "section table", eh->e_shoff);
	r->sh = (const void *)(r->bytes + eh->e_shoff);
	return 0;
}

/* A string of the table in section @sec; NULL if it is none. */
static const char *find_string(const struct reader *r, uint32_t sec,
			       uint32_t off)
{
	const Elf64_Shdr *sh = &r->sh[sec];

	if (sh->sh_type != SHT_STRTAB || off >= sh->sh_size ||
	    r->bytes[sh->sh_offset + sh->sh_size - 1])
		return NULL;
	return (const char *)r->bytes + sh->sh_offset + off;
}

static bool is_livepatch_rela(const Elf64_Shdr *sh)
{
	return sh->sh_type == SHT_RELA && sh->sh_flags & PB_SHF_RELA_LIVEPATCH;
}

/* Tables of the file, which have another form in memory, and groups. */
static bool is_left_out(const struct reader *r, const Elf64_Shdr *sh)
{
	switch (sh->sh_type) {
	case SHT_NULL:
	case SHT_SYMTAB:
	case SHT_SYMTAB_SHNDX:
	case SHT_GROUP:
		return true;
	case SHT_RELA:
		return !is_livepatch_rela(sh);
	case SHT_STRTAB:
		return sh == &r->sh[r->eh.e_shstrndx] ||
		       (r->symtab && sh == &r->sh[r->sh[r->symtab].sh_link]);
	default:
		return false;
	}
}

static int read_section(struct reader *r, uint32_t i)
{
	const Elf64_Shdr *sh = &r->sh[i];
	const char *name = find_string(r, r->eh.e_shstrndx, sh->sh_name);
	uint32_t n;

	if (!name)
		return fail_damaged(r, "name of section", i);
	n = pb_object_add_section(r->obj, name, sh->sh_type, sh->sh_flags,
				  sh->sh_addralign);
	if (!n)
		return sc_fail(r->err, "out of memory");
	r->sec_of[i] = n;
	r->obj->secs[n].entsize = sh->sh_entsize;
	if (sh->sh_type == SHT_RELA)
		return 0;
	if (pb_object_append(
		    r->obj, n,
		    sh->sh_type == SHT_NOBITS ? NULL : r->bytes + sh->sh_offset,
		    sh->sh_size) < 0)
		return sc_fail(r->err, "out of memory");
	return 0;
}

static int check_sections(struct reader *r)
{
	for (uint32_t i = 1; i < r->eh.e_shnum; i++) {
		const Elf64_Shdr *sh = &r->sh[i];

		if (sh->sh_type != SHT_NOBITS &&
		    !is_inside(r, sh->sh_offset, sh->sh_size))
			return fail_damaged(r, "section", i);
		if (sh->sh_size > INT32_MAX || sh->sh_link >= r->eh.e_shnum ||
		    (sh->sh_type == SHT_STRTAB && !sh->sh_size))
			return fail_damaged(r, "section", i);
		if (sh->sh_type == SHT_REL)
			return sc_fail(
				r->err,
				"%.256s: section %u has relocations without addends, which x86-64 does not use",
				r->path, i);
		if (sh->sh_type == SHT_SYMTAB)
			r->symtab = i;
	}
	return 0;
}

static int read_sections(struct reader *r)
{
	for (uint32_t i = 1; i < r->eh.e_shnum; i++)
		if (!is_left_out(r, &r->sh[i]) && read_section(r, i))
			return -1;
	for (uint32_t i = 1; i < r->eh.e_shnum; i++) {
		struct pb_section *s = &r->obj->secs[r->sec_of[i]];

		if (!r->sec_of[i])
			continue;
		if (r->sh[i].sh_flags & SHF_LINK_ORDER)
			s->link = r->sec_of[r->sh[i].sh_link];
		if (s->type == SHT_RELA && r->sh[i].sh_info < r->eh.e_shnum)
			s->info = r->sec_of[r->sh[i].sh_info];
	}
	return 0;
}

static int read_symbol(struct reader *r, const Elf64_Sym *sym, uint32_t i)
{
	uint32_t sec = sym->st_shndx, n;
	const char *name =
		find_string(r, r->sh[r->symtab].sh_link, sym->st_name);

	if (!name)
		return fail_damaged(r, "name of symbol", i);
	if (sec && sec < SHN_LORESERVE) {
		if (sec >= r->eh.e_shnum)
			return fail_damaged(r, "section of symbol", i);
		if (!r->sec_of[sec])
			return 0; /* of a section that is left out */
		sec = r->sec_of[sec];
		if (ELF64_ST_TYPE(sym->st_info) == STT_SECTION)
			name = r->obj->secs[sec].name;
		if (sym->st_value > r->obj->secs[sec].size)
			return fail_damaged(r, "value of symbol", i);
	} else if (sec == SHN_XINDEX) {
		return sc_fail(r->err, "%.256s: more than 65,279 sections",
			       r->path);
	}
	n = pb_object_add_symbol(r->obj, name, sec, sym->st_value, sym->st_size,
				 ELF64_ST_TYPE(sym->st_info),
				 ELF64_ST_BIND(sym->st_info));
	if (!n)
		return sc_fail(r->err, "out of memory");
	r->obj->syms[n].other = sym->st_other;
	r->sym_of[i] = n;
	return 0;
}

static int read_symbols(struct reader *r)
{
	const Elf64_Shdr *sh = &r->sh[r->symtab];
	size_t n = sh->sh_size / sizeof(Elf64_Sym);

	if (!r->symtab)
		return 0;
	r->sym_of = calloc(n + 1, sizeof(*r->sym_of));
	if (!r->sym_of)
		return sc_fail(r->err, "out of memory");
	for (size_t i = 1; i < n; i++) {
		Elf64_Sym sym;

		memcpy(&sym, r->bytes + sh->sh_offset + i * sizeof(sym),
		       sizeof(sym));
		if (read_symbol(r, &sym, (uint32_t)i))
			return -1;
	}
	return 0;
}

static int by_offset(const void *pa, const void *pb)
{
	const struct pb_reloc *a = pa, *b = pb;

	return a->off < b->off ? -1 : a->off > b->off;
}

static int read_reloc(struct reader *r, uint32_t to, const Elf64_Rela *rela)
{
	uint32_t sym = ELF64_R_SYM(rela->r_info);
	struct pb_reloc reloc = { .off = rela->r_offset,
				  .addend = rela->r_addend,
				  .type = ELF64_R_TYPE(rela->r_info) };

	if (sym >= r->sh[r->symtab].sh_size / sizeof(Elf64_Sym) ||
	    (sym && !r->sym_of[sym]))
		return fail_damaged(r, "symbol of a relocation", sym);
	reloc.sym = sym ? r->sym_of[sym] : 0;
	if (pb_object_add_reloc(r->obj, to, &reloc))
		return sc_fail(r->err, "out of memory");
	return 0;
}

static int read_relocs(struct reader *r, uint32_t i)
{
	const Elf64_Shdr *sh = &r->sh[i];
	uint32_t to = is_livepatch_rela(sh) ? r->sec_of[i] : 0;
	struct pb_section *s;

	if (!to && sh->sh_info < r->eh.e_shnum)
		to = r->sec_of[sh->sh_info];
	if (!to)
		return 0; /* of a section that is left out */
	if (!r->symtab || sh->sh_link != r->symtab)
		return fail_damaged(r, "section of relocations", i);
	for (uint64_t at = 0; at + sizeof(Elf64_Rela) <= sh->sh_size;
	     at += sizeof(Elf64_Rela)) {
		Elf64_Rela rela;

		memcpy(&rela, r->bytes + sh->sh_offset + at, sizeof(rela));
		if (to != r->sec_of[i] &&
		    rela.r_offset >= r->obj->secs[to].size)
			return fail_damaged(r, "place of a relocation",
					    rela.r_offset);
		if (read_reloc(r, to, &rela))
			return -1;
	}
	s = &r->obj->secs[to];
	if (s->nrelocs)
		qsort(s->relocs, s->nrelocs, sizeof(*s->relocs), by_offset);
	return 0;
}

static int read_all(struct reader *r)
{
	if (read_header(r) || !r->sh || check_sections(r))
		return -1;
	r->sec_of = calloc(r->eh.e_shnum + 1u, sizeof(*r->sec_of));
	if (!r->sec_of)
		return sc_fail(r->err, "out of memory");
	if (read_sections(r) || read_symbols(r))
		return -1;
	for (uint32_t i = 1; i < r->eh.e_shnum; i++)
		if (r->sh[i].sh_type == SHT_RELA && read_relocs(r, i))
			return -1;
	return 0;
}

struct pb_object *pb_object_parse(const char *path, const uint8_t *bytes,
				  size_t size, struct sc_error *err)
{
	struct reader r = {
		.path = path, .bytes = bytes, .size = size, .err = err
	};
	int ret = -1;

	r.obj = pb_object_new(path);
	if (r.obj)
		ret = read_all(&r);
	else
		sc_fail(err, "out of memory");
	free(r.sec_of);
	free(r.sym_of);
	if (!ret)
		return r.obj;
	pb_object_free(r.obj);
	return NULL;
}

struct pb_object *pb_object_read(const char *path, struct sc_error *err)
{
	size_t size;
	char *bytes = kp_read_file(path, &size, err);
	struct pb_object *obj = NULL;

	if (bytes)
		obj = pb_object_parse(path, (const uint8_t *)bytes, size, err);
	free(bytes);
	return obj;
}
