// SPDX-License-Identifier: GPL-2.0-only
/*
 * The file: header, contents of the sections, their relocations, symbols,
 * names, and the table of sections. Local symbols come first, as the gABI wants.
 */
#include <elf.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/arch.h"
#include "kpatch/builder/object_write.h"
#include "stackcheck/util/output.h"

struct buffer {
	uint8_t *data;
	size_t size, cap;
	bool failed; /* out of memory */
};

struct writer {
	const struct pb_object *obj;
	struct buffer file, names, strings, symtab;
	Elf64_Shdr *sh;
	uint32_t nsh;
	uint32_t *sec_at; /* index in @obj -> index in the file */
	uint32_t *sym_at;
	uint32_t nsyms, nlocals;
	struct sc_error *err;
};

static size_t add_bytes(struct buffer *b, const void *bytes, size_t size)
{
	size_t at = b->size;

	if (b->failed || !size)
		return at;
	if (at + size > b->cap) {
		size_t cap = (at + size) * 2;
		uint8_t *grown = realloc(b->data, cap);

		b->failed = !grown;
		if (!grown)
			return at;
		b->data = grown;
		b->cap = cap;
	}
	memcpy(b->data + at, bytes, size);
	b->size = at + size;
	return at;
}

static size_t add_string(struct buffer *b, const char *s)
{
	return *s ? add_bytes(b, s, strlen(s) + 1) : 0;
}

static void align_to(struct buffer *b, uint64_t align)
{
	static const uint8_t zeros[64];

	while (align > 1 && !b->failed && b->size % align) {
		size_t more = align - b->size % align;

		add_bytes(b, zeros,
			  more < sizeof(zeros) ? more : sizeof(zeros));
	}
}

static Elf64_Shdr *add_header(struct writer *w, const char *name, uint32_t type)
{
	Elf64_Shdr *sh = &w->sh[w->nsh++];

	sh->sh_name = add_string(&w->names, name);
	sh->sh_type = type;
	return sh;
}

static void write_section(struct writer *w, uint32_t i)
{
	const struct pb_section *s = &w->obj->secs[i];
	Elf64_Shdr *sh = add_header(w, s->name, s->type);

	w->sec_at[i] = w->nsh - 1;
	sh->sh_flags = s->flags & ~(uint64_t)SHF_GROUP;
	sh->sh_addralign = s->align;
	sh->sh_entsize = s->entsize;
	sh->sh_size = s->size;
	align_to(&w->file, s->align);
	sh->sh_offset = w->file.size;
	if (s->type != SHT_NOBITS && s->type != SHT_RELA)
		add_bytes(&w->file, s->data, s->size);
}

static void write_symbol(struct writer *w, uint32_t i)
{
	const struct pb_symbol *s = &w->obj->syms[i];
	Elf64_Sym sym = { .st_value = s->value,
			  .st_size = s->size,
			  .st_other = s->other };

	sym.st_info = ELF64_ST_INFO(s->bind, s->type);
	sym.st_shndx = s->sec && s->sec < SHN_LORESERVE ? w->sec_at[s->sec]
							: s->sec;
	if (s->type != STT_SECTION)
		sym.st_name = add_string(&w->strings, s->name);
	add_bytes(&w->symtab, &sym, sizeof(sym));
	w->sym_at[i] = w->nsyms++;
}

static bool is_written(const struct pb_object *obj, const struct pb_symbol *s)
{
	return !s->dead &&
	       (!s->sec || s->sec >= SHN_LORESERVE || !obj->secs[s->sec].dead);
}

static void write_symbols(struct writer *w)
{
	static const Elf64_Sym none;
	const struct pb_object *obj = w->obj;

	add_bytes(&w->symtab, &none, sizeof(none));
	w->nsyms = 1;
	for (uint32_t i = 1; i < obj->nsyms; i++)
		if (is_written(obj, &obj->syms[i]) &&
		    obj->syms[i].bind == STB_LOCAL)
			write_symbol(w, i);
	w->nlocals = w->nsyms;
	for (uint32_t i = 1; i < obj->nsyms; i++)
		if (is_written(obj, &obj->syms[i]) &&
		    obj->syms[i].bind != STB_LOCAL)
			write_symbol(w, i);
}

static int write_relas(struct writer *w, const struct pb_section *s)
{
	for (size_t i = 0; i < s->nrelocs; i++) {
		const struct pb_reloc *r = &s->relocs[i];
		Elf64_Rela rela = { .r_offset = r->off, .r_addend = r->addend };

		if (r->sym && !w->sym_at[r->sym])
			return sc_fail(
				w->err,
				"%.128s: %.128s+0x%llx needs %.128s, which is left out",
				w->obj->path, s->name,
				(unsigned long long)r->off,
				w->obj->syms[r->sym].name);
		rela.r_info =
			ELF64_R_INFO((uint64_t)w->sym_at[r->sym], r->type);
		add_bytes(&w->file, &rela, sizeof(rela));
	}
	return 0;
}

/* The relocations of section @i, in a section of their own or in its place. */
static int write_relocs(struct writer *w, uint32_t i)
{
	const struct pb_section *s = &w->obj->secs[i];
	bool own = s->type == SHT_RELA;
	char name[512];
	Elf64_Shdr *sh;

	if (!own && !s->nrelocs)
		return 0;
	snprintf(name, sizeof(name), ".rela%s", s->name);
	sh = own ? &w->sh[w->sec_at[i]] : add_header(w, name, SHT_RELA);
	align_to(&w->file, 8);
	sh->sh_offset = w->file.size;
	sh->sh_size = s->nrelocs * sizeof(Elf64_Rela);
	sh->sh_flags |= SHF_INFO_LINK;
	sh->sh_info = w->sec_at[own ? s->info : i];
	sh->sh_addralign = 8;
	sh->sh_entsize = sizeof(Elf64_Rela);
	return write_relas(w, s);
}

static void write_table(struct writer *w, const char *name, uint32_t type,
			const struct buffer *b)
{
	Elf64_Shdr *sh = add_header(w, name, type);

	sh->sh_addralign = type == SHT_SYMTAB ? 8 : 1;
	align_to(&w->file, sh->sh_addralign);
	sh->sh_offset = w->file.size;
	sh->sh_size = b->size;
	add_bytes(&w->file, b->data, b->size);
	w->file.failed |= b->failed;
}

/* The names of the sections, with the name of their own table among them. */
static void write_names(struct writer *w)
{
	Elf64_Shdr *sh = add_header(w, ".shstrtab", SHT_STRTAB);

	sh->sh_addralign = 1;
	sh->sh_offset = w->file.size;
	sh->sh_size = w->names.size;
	add_bytes(&w->file, w->names.data, w->names.size);
	w->file.failed |= w->names.failed;
}

/* Tables of symbols and names, and the links to them. */
static void write_tables(struct writer *w)
{
	uint32_t symtab = w->nsh;

	write_table(w, ".symtab", SHT_SYMTAB, &w->symtab);
	w->sh[symtab].sh_entsize = sizeof(Elf64_Sym);
	w->sh[symtab].sh_link = symtab + 1;
	w->sh[symtab].sh_info = w->nlocals;
	write_table(w, ".strtab", SHT_STRTAB, &w->strings);
	write_names(w);
	for (uint32_t i = 1; i < w->nsh; i++)
		if (w->sh[i].sh_type == SHT_RELA)
			w->sh[i].sh_link = symtab;
	for (uint32_t i = 1; i < w->obj->nsecs; i++)
		if (w->sec_at[i] && w->obj->secs[i].link)
			w->sh[w->sec_at[i]].sh_link =
				w->sec_at[w->obj->secs[i].link];
}

static void write_header(struct writer *w)
{
	Elf64_Ehdr eh = { .e_ident = { ELFMAG0, ELFMAG1, ELFMAG2, ELFMAG3,
				       ELFCLASS64, ELFDATA2LSB, EV_CURRENT },
			  .e_type = ET_REL,
			  .e_machine = pb_arch_x86_64.machine,
			  .e_version = EV_CURRENT,
			  .e_ehsize = sizeof(eh),
			  .e_shentsize = sizeof(Elf64_Shdr) };

	align_to(&w->file, 8);
	eh.e_shoff = w->file.size;
	eh.e_shnum = w->nsh;
	eh.e_shstrndx = w->nsh - 1;
	add_bytes(&w->file, w->sh, w->nsh * sizeof(*w->sh));
	if (!w->file.failed)
		memcpy(w->file.data, &eh, sizeof(eh));
}

static int write_all(struct writer *w)
{
	const struct pb_object *obj = w->obj;
	static const Elf64_Ehdr room;

	add_bytes(&w->file, &room, sizeof(room));
	add_bytes(&w->names, "", 1);
	add_bytes(&w->strings, "", 1);
	for (uint32_t i = 1; i < obj->nsecs; i++)
		if (!obj->secs[i].dead)
			write_section(w, i);
	write_symbols(w);
	for (uint32_t i = 1; i < obj->nsecs; i++)
		if (!obj->secs[i].dead && write_relocs(w, i))
			return -1;
	write_tables(w);
	write_header(w);
	if (w->nsh >= SHN_LORESERVE)
		return sc_fail(w->err, "%.256s: too many sections: %u",
			       obj->path, w->nsh);
	return w->file.failed ? sc_fail(w->err, "out of memory") : 0;
}

int pb_object_write(const struct pb_object *obj, const char *path,
		    struct sc_error *err)
{
	struct writer w = { .obj = obj, .nsh = 1, .err = err };
	int ret;

	w.sh = calloc(2 * (size_t)obj->nsecs + 4, sizeof(*w.sh));
	w.sec_at = calloc(obj->nsecs, sizeof(*w.sec_at));
	w.sym_at = calloc(obj->nsyms, sizeof(*w.sym_at));
	if (w.sh && w.sec_at && w.sym_at)
		ret = write_all(&w);
	else
		ret = sc_fail(err, "out of memory");
	if (!ret)
		ret = sc_output_put(path, w.file.data, w.file.size, err);
	free(w.sh);
	free(w.sec_at);
	free(w.sym_at);
	free(w.file.data);
	free(w.names.data);
	free(w.strings.data);
	free(w.symtab.data);
	return ret;
}
