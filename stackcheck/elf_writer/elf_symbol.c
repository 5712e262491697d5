// SPDX-License-Identifier: GPL-2.0-only
/*
 * Symbols for the new sections of a copy. They go behind all others, where
 * only global and weak ones may be, and no other changes its number.
 */
#include <stdlib.h>
#include <string.h>

#include "stackcheck/elf_writer/elf_plan.h"
#include "stackcheck/elf_writer/elf_symbol.h"
#include "stackcheck/elf_writer/elf_write.h"

static uint32_t find_xindex(const struct sc_image *img)
{
	uint32_t i;

	for (i = 1; i < img->nsecs; i++) {
		if (img->secs[i].type == SHT_SYMTAB_SHNDX &&
		    img->priv->shdrs[i].sh_link == img->priv->symtab)
			return i;
	}
	return 0;
}

/* The tables as the image has them, to be changed. */
int sc_plan_open_symbols(const struct sc_image *img, struct sc_plan *plan,
			 struct sc_error *err)
{
	uint32_t table = img->priv->symtab;
	uint32_t strings = img->priv->shdrs[table].sh_link;
	size_t at;

	if (plan->symbols.data)
		return 0;
	plan->xindex_sec = find_xindex(img);
	if (plan->xindex_sec &&
	    (sc_plan_append(img, &plan->xindex,
			    img->secs[plan->xindex_sec].data,
			    img->secs[plan->xindex_sec].size, &at, err)))
		return -1;
	/* clang has one section for both kinds of names */
	if (strings != img->priv->shstrndx &&
	    sc_plan_append(img, &plan->strings, img->secs[strings].data,
			   img->secs[strings].size, &at, err))
		return -1;
	return sc_plan_append(img, &plan->symbols, img->secs[table].data,
			      img->secs[table].size, &at, err);
}

/* The first symbol in a section of that name from @from on; 0: none. */
static uint32_t find_old(const struct sc_image *img, const char *name,
			 uint32_t from)
{
	uint32_t i;

	for (i = from; i < img->nsyms; i++) {
		const struct sc_symbol *s = &img->syms[i];

		if (s->sec != SC_SEC_UNDEF && s->sec < img->nsecs &&
		    s->type != STT_SECTION &&
		    !strcmp(img->secs[s->sec].name, name))
			return i;
	}
	return 0;
}

static void put_symbol(struct sc_plan *plan, uint32_t i, const Elf64_Sym *sym)
{
	memcpy(plan->symbols.data + (size_t)i * sizeof(*sym), sym,
	       sizeof(*sym));
}

/* One whose table is no more: weak and undefined, as nobody asks for it. */
static void retire_symbol(const struct sc_image *img, struct sc_plan *plan,
			  uint32_t i)
{
	bool local = img->syms[i].bind == STB_LOCAL;
	Elf64_Sym sym;

	memcpy(&sym, plan->symbols.data + (size_t)i * sizeof(sym), sizeof(sym));
	/* there is no undefined local one; the first of all is free to use */
	sym.st_name = local ? 0 : sym.st_name;
	sym.st_info = ELF64_ST_INFO(local ? STB_LOCAL : STB_WEAK, STT_NOTYPE);
	sym.st_shndx = local ? SHN_ABS : SHN_UNDEF;
	sym.st_value = 0;
	sym.st_size = 0;
	put_symbol(plan, i, &sym);
}

/* A section index that no symbol can hold is in a table beside them. */
static int set_index(const struct sc_image *img, struct sc_plan *plan,
		     uint32_t i, uint32_t sec, Elf64_Sym *sym,
		     struct sc_error *err)
{
	uint32_t wide = sec < SHN_LORESERVE ? 0 : sec;
	size_t end = ((size_t)i + 1) * sizeof(wide), at;
	Elf64_Shdr *sh;

	sym->st_shndx = wide ? SHN_XINDEX : (uint16_t)sec;
	if (!plan->xindex_sec && !wide)
		return 0;
	if (!plan->xindex_sec) {
		if (sc_plan_add_section(img, plan, "", ".symtab_shndx",
					&plan->xindex_sec, err))
			return -1;
		sh = &plan->secs[plan->xindex_sec].sh;
		sh->sh_type = SHT_SYMTAB_SHNDX;
		sh->sh_link = img->priv->symtab;
		sh->sh_addralign = sizeof(wide);
		sh->sh_entsize = sizeof(wide);
	}
	if (plan->xindex.len < end &&
	    sc_plan_append(img, &plan->xindex, NULL, end - plan->xindex.len,
			   &at, err))
		return -1;
	memcpy(plan->xindex.data + end - sizeof(wide), &wide, sizeof(wide));
	return 0;
}

/* The symbol's name; the old one if that is the same. */
static int set_name(const struct sc_image *img, struct sc_plan *plan,
		    const char *name, uint32_t old, Elf64_Sym *sym,
		    struct sc_error *err)
{
	struct sc_plan_bytes *strings = plan->strings.data ? &plan->strings
							   : &plan->names;
	size_t at;

	if (old && !strcmp(img->syms[old].name, name)) {
		memcpy(sym, plan->symbols.data + (size_t)old * sizeof(*sym),
		       sizeof(*sym));
		return 0;
	}
	if (sc_plan_append(img, strings, name, strlen(name) + 1, &at, err))
		return -1;
	sym->st_name = (uint32_t)at;
	return 0;
}

static int add_symbol(const struct sc_image *img, struct sc_plan *plan,
		      uint32_t *i_ret, struct sc_error *err)
{
	size_t at;

	if (sc_plan_append(img, &plan->symbols, NULL, sizeof(Elf64_Sym), &at,
			   err))
		return -1;
	*i_ret = (uint32_t)(at / sizeof(Elf64_Sym));
	return 0;
}

int sc_plan_append_symbol(const struct sc_image *img, struct sc_plan *plan,
			  const char *name, uint32_t sec, Elf64_Sym *sym,
			  struct sc_error *err)
{
	uint32_t i;

	if ((name && set_name(img, plan, name, 0, sym, err)) ||
	    add_symbol(img, plan, &i, err) ||
	    set_index(img, plan, i, sec, sym, err))
		return -1;
	put_symbol(plan, i, sym);
	return 0;
}

int sc_plan_resize_symbols(const struct sc_edit *edit, struct sc_plan *plan,
			   struct sc_error *err)
{
	if (edit->nsizes && sc_plan_open_symbols(edit->img, plan, err))
		return -1;
	for (size_t i = 0; i < edit->nsizes; i++) {
		const struct sc_new_size *new = &edit->sizes[i];
		Elf64_Sym sym;

		memcpy(&sym, plan->symbols.data + new->sym * sizeof(sym),
		       sizeof(sym));
		sym.st_size = new->size;
		put_symbol(plan, new->sym, &sym);
	}
	return 0;
}

int sc_plan_set_symbol(const struct sc_image *img, struct sc_plan *plan,
		       const struct sc_new_section *sec, uint32_t at,
		       struct sc_error *err)
{
	uint32_t i = find_old(img, sec->name, 1), other = i;
	unsigned int bind = STB_WEAK;
	Elf64_Sym sym = { 0 };

	if (!img->priv->symtab)
		return 0; /* nothing could be found by its name */
	if (sc_plan_open_symbols(img, plan, err) ||
	    set_name(img, plan, sec->symbol, i, &sym, err))
		return -1;
	while (other && (other = find_old(img, sec->name, other + 1)))
		retire_symbol(img, plan, other);
	/* what a linker has made local is in the part for local ones */
	if (i && img->syms[i].bind == STB_LOCAL)
		bind = STB_LOCAL;
	if (!i && add_symbol(img, plan, &i, err))
		return -1;
	sym.st_info = ELF64_ST_INFO(bind, STT_OBJECT);
	sym.st_other = STV_HIDDEN;
	sym.st_value = 0;
	sym.st_size = sec->size;
	if (set_index(img, plan, i, at, &sym, err))
		return -1;
	put_symbol(plan, i, &sym);
	return 0;
}
