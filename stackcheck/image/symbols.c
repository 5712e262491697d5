// SPDX-License-Identifier: GPL-2.0-only
/* The ELF symbol table, with every symbol placed in a section or in none. */
#include <stdlib.h>
#include <string.h>

#include "stackcheck/image/image.h"
#include "stackcheck/image/image_priv.h"
#include "stackcheck/image/linked.h"
#include "stackcheck/image/section_index.h"
#include "stackcheck/image/symbols.h"

/* The raw tables; entries may be unaligned in an archive. */
struct table {
	const uint8_t *syms;
	uint64_t nsyms;
	const char *names;
	uint64_t names_size;
	const uint8_t *xindex; /* of SHN_XINDEX symbols; NULL: none */
	uint64_t nxindex;
};

static uint32_t find_type(const struct sc_image *img, uint32_t type)
{
	uint32_t i;

	for (i = 1; i < img->nsecs; i++) {
		if (img->secs[i].type == type)
			return i;
	}
	return 0;
}

static int check_symtab(const struct sc_image *img, struct sc_error *err)
{
	uint32_t i = img->priv->symtab;
	const Elf64_Shdr *sh = &img->priv->shdrs[i];
	const struct sc_section *strs;

	if (sh->sh_entsize != sizeof(Elf64_Sym) ||
	    sh->sh_size % sizeof(Elf64_Sym) || !sh->sh_size ||
	    sh->sh_size / sizeof(Elf64_Sym) >= SC_SEC_ABS)
		return sc_image_fail(
			img, err,
			"section %u %s: 0x%llx bytes of %llu each are no symbol table; the file is damaged",
			i, img->secs[i].name, (unsigned long long)sh->sh_size,
			(unsigned long long)sh->sh_entsize);
	if (!sh->sh_link || sh->sh_link >= img->nsecs)
		return sc_image_fail(
			img, err,
			"section %u %s: its names are in section %u of %u; the file is damaged",
			i, img->secs[i].name, sh->sh_link, img->nsecs);
	strs = &img->secs[sh->sh_link];
	if (strs->type != SHT_STRTAB || !strs->size ||
	    strs->data[strs->size - 1])
		return sc_image_fail(
			img, err,
			"section %u %s: no string table that ends in NUL; the file is damaged",
			sh->sh_link, strs->name);
	return 0;
}

/* The section indexes that do not fit in a symbol, where a file has them. */
static void find_xindex(const struct sc_image *img, struct table *t)
{
	uint32_t i;

	for (i = 1; i < img->nsecs; i++) {
		if (img->secs[i].type == SHT_SYMTAB_SHNDX &&
		    img->priv->shdrs[i].sh_link == img->priv->symtab) {
			t->xindex = img->secs[i].data;
			t->nxindex = img->secs[i].size / 4;
		}
	}
}

static void open_table(const struct sc_image *img, struct table *t)
{
	const struct sc_section *sec = &img->secs[img->priv->symtab];
	uint32_t link = img->priv->shdrs[img->priv->symtab].sh_link;

	memset(t, 0, sizeof(*t));
	t->syms = sec->data;
	t->nsyms = sec->size / sizeof(Elf64_Sym);
	t->names = (const char *)img->secs[link].data;
	t->names_size = img->secs[link].size;
	find_xindex(img, t);
}

static int symbol_section(const struct sc_image *img, const struct table *t,
			  uint32_t i, uint16_t shndx, uint32_t *sec_ret,
			  struct sc_error *err)
{
	uint32_t sec = shndx;

	if (shndx == SHN_XINDEX) {
		if (i >= t->nxindex)
			return sc_image_fail(
				img, err,
				"symbol %u: its section index is in a table that has no such entry; the file is damaged",
				i);
		memcpy(&sec, t->xindex + (size_t)i * 4, 4);
	} else if (shndx >= SHN_LORESERVE) {
		*sec_ret = SC_SEC_ABS;
		return 0;
	}
	if (sec >= img->nsecs)
		return sc_image_fail(
			img, err,
			"symbol %u is in section %u of %u; the file is damaged",
			i, sec, img->nsecs);
	*sec_ret = sec;
	return 0;
}

/*
 * In a linked image a symbol's section is a hint: linker scripts define marks
 * such as _end past the end of the section that they name.
 */
static void place_linked(const struct sc_image *img, struct sc_symbol *sym)
{
	const struct sc_section *sec = &img->secs[sym->sec];
	uint64_t addr = sym->off, off;
	uint32_t found;

	if (addr >= sec->addr && addr - sec->addr <= sec->size) {
		sym->off = addr - sec->addr;
	} else {
		found = sc_image_find_addr(img, addr, &off);
		sym->sec = found ? found : SC_SEC_ABS;
		sym->off = found ? off : addr;
	}
	if (sym->sec != SC_SEC_ABS &&
	    sym->size > img->secs[sym->sec].size - sym->off)
		sym->size = img->secs[sym->sec].size - sym->off;
}

static int place_symbol(const struct sc_image *img, uint32_t i,
			struct sc_symbol *sym, struct sc_error *err)
{
	const struct sc_section *sec;

	if (sym->sec == SC_SEC_UNDEF || sym->sec == SC_SEC_ABS)
		return 0;
	sec = &img->secs[sym->sec];
	if (sym->type == STT_SECTION)
		sym->name = sec->name;
	if (img->linked) {
		place_linked(img, sym);
		return 0;
	}
	if (sc_in_range(sym->off, sym->size, sec->size))
		return 0;
	return sc_image_fail(
		img, err,
		"symbol %u %s: 0x%llx bytes at 0x%llx are outside the 0x%llx bytes of %s; the file is damaged",
		i, sym->name, (unsigned long long)sym->size,
		(unsigned long long)sym->off, (unsigned long long)sec->size,
		sec->name);
}

static int read_symbol(const struct sc_image *img, const struct table *t,
		       uint32_t i, struct sc_symbol *sym, struct sc_error *err)
{
	Elf64_Sym raw;

	memcpy(&raw, t->syms + (size_t)i * sizeof(raw), sizeof(raw));
	if (raw.st_name >= t->names_size)
		return sc_image_fail(
			img, err,
			"symbol %u: its name is at 0x%x, past the 0x%llx bytes of names; the file is damaged",
			i, raw.st_name, (unsigned long long)t->names_size);
	sym->name = t->names + raw.st_name;
	sym->off = raw.st_value;
	sym->size = raw.st_size;
	sym->type = ELF64_ST_TYPE(raw.st_info);
	sym->bind = ELF64_ST_BIND(raw.st_info);
	if (symbol_section(img, t, i, raw.st_shndx, &sym->sec, err))
		return -1;
	return place_symbol(img, i, sym, err);
}

static int read_symtab(struct sc_image *img, struct sc_error *err)
{
	struct table t;
	uint32_t i;

	if (check_symtab(img, err))
		return -1;
	open_table(img, &t);
	img->syms = sc_image_alloc(img, t.nsyms, sizeof(*img->syms), err);
	if (!img->syms)
		return -1;
	img->nsyms = t.nsyms;
	img->syms[0].name = "";
	for (i = 1; i < img->nsyms; i++) {
		if (read_symbol(img, &t, i, &img->syms[i], err))
			return -1;
	}
	return 0;
}

static int no_symbols(struct sc_image *img, struct sc_error *err)
{
	img->syms = sc_image_alloc(img, 1, sizeof(*img->syms), err);
	if (!img->syms)
		return -1;
	img->nsyms = 1;
	img->syms[0].name = "";
	return 0;
}

int sc_symbols_load(struct sc_image *img, const struct sc_image_options *opt,
		    struct sc_error *err)
{
	img->priv->symtab = find_type(img, SHT_SYMTAB);
	if (img->priv->symtab)
		return read_symtab(img, err);
	if (img->linked)
		return sc_symbols_linked(img, opt, err);
	return no_symbols(img, err);
}
