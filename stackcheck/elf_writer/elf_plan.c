// SPDX-License-Identifier: GPL-2.0-only
/* Which sections of a copy stay, change, become empty, or are new. */
#include <stdlib.h>
#include <string.h>

#include "stackcheck/core/arch.h"
#include "stackcheck/elf_writer/elf_plan.h"
#include "stackcheck/elf_writer/elf_renumber.h"
#include "stackcheck/elf_writer/elf_symbol.h"
#include "stackcheck/elf_writer/elf_write.h"
#include "stackcheck/image/image.h"

void sc_plan_free(struct sc_plan *plan)
{
	size_t i;

	for (i = 0; i < plan->ntables; i++)
		free(plan->tables[i]);
	free(plan->tables);
	free(plan->secs);
	free(plan->names.data);
	free(plan->strings.data);
	free(plan->symbols.data);
	free(plan->xindex.data);
	memset(plan, 0, sizeof(*plan));
}

int sc_plan_append(const struct sc_image *img, struct sc_plan_bytes *to,
		   const void *data, size_t len, size_t *at_ret,
		   struct sc_error *err)
{
	char *grown = realloc(to->data, to->len + len + 1); /* never 0 */

	if (!grown)
		return sc_image_fail(img, err, "out of memory");
	if (data)
		memcpy(grown + to->len, data, len);
	else
		memset(grown + to->len, 0, len);
	*at_ret = to->len;
	to->data = grown;
	to->len += len;
	return 0;
}

/* All sections as they are, with room for @nsecs new ones and their tables,
 * and one more for what symbols may need. */
static int copy_old(const struct sc_image *img, struct sc_plan *plan,
		    size_t nsecs, struct sc_error *err)
{
	const struct sc_section *names = &img->secs[img->priv->shstrndx];
	size_t at;
	uint32_t i;

	plan->cap = img->nsecs + nsecs * 2 + 1;
	plan->secs = calloc(plan->cap, sizeof(*plan->secs));
	plan->tables = calloc(nsecs + 1, sizeof(*plan->tables));
	if (!plan->secs || !plan->tables)
		return sc_image_fail(img, err,
				     "out of memory for the sections: %zu",
				     plan->cap);
	if (sc_plan_append(img, &plan->names, names->data, names->size, &at,
			   err))
		return -1;
	plan->nsecs = img->nsecs;
	for (i = 0; i < img->nsecs; i++) {
		plan->secs[i].sh = img->priv->shdrs[i];
		plan->secs[i].data = img->secs[i].data;
	}
	return 0;
}

int sc_plan_add_section(const struct sc_image *img, struct sc_plan *plan,
			const char *prefix, const char *name, uint32_t *at_ret,
			struct sc_error *err)
{
	size_t at = 0, rest;

	if (sc_plan_append(img, &plan->names, prefix, strlen(prefix), &at,
			   err) ||
	    sc_plan_append(img, &plan->names, name, strlen(name) + 1, &rest,
			   err))
		return -1;
	*at_ret = (uint32_t)plan->nsecs++;
	plan->secs[*at_ret].sh.sh_name = (uint32_t)at;
	return 0;
}

static void make_empty(struct sc_plan_section *sec)
{
	sec->sh.sh_size = 0;
	sec->data = NULL;
}

/* The relocation table of section @target from @from on; 0: none. */
static uint32_t find_table(const struct sc_image *img, uint32_t target,
			   uint32_t from)
{
	uint32_t i;

	for (i = from; i < img->nsecs; i++) {
		if (img->secs[i].type == SHT_RELA &&
		    img->priv->shdrs[i].sh_info == target)
			return i;
	}
	return 0;
}

static void empty_tables(const struct sc_image *img, struct sc_plan *plan,
			 uint32_t target)
{
	uint32_t i = 0;

	while ((i = find_table(img, target, i + 1)))
		make_empty(&plan->secs[i]);
}

/* The first section of that name; all others of it become empty. */
static uint32_t take_old(const struct sc_image *img, struct sc_plan *plan,
			 const char *name)
{
	uint32_t i, first = 0;

	for (i = 1; i < img->nsecs; i++) {
		if (strcmp(img->secs[i].name, name))
			continue;
		make_empty(&plan->secs[i]);
		empty_tables(img, plan, i);
		if (!first)
			first = i;
	}
	return first;
}

/* A symbol past the end of what replaces its section would be no more. */
static int check_symbols(const struct sc_image *img, const char *name,
			 uint64_t size, struct sc_error *err)
{
	uint32_t i;

	for (i = 1; i < img->nsyms; i++) {
		const struct sc_symbol *sym = &img->syms[i];

		if (sym->sec != SC_SEC_UNDEF && sym->sec != SC_SEC_ABS &&
		    !sc_in_range(sym->off, sym->size, size) &&
		    !strcmp(img->secs[sym->sec].name, name))
			return sc_image_fail(
				img, err,
				"cannot replace %s by 0x%llx bytes: symbol %u %s is at 0x%llx in it",
				name, (unsigned long long)size, i, sym->name,
				(unsigned long long)sym->off);
	}
	return 0;
}

/* The kernel refuses to load a module whose relocated fields are not zero. */
static int check_new_reloc(const struct sc_image *img,
			   const struct sc_plan *plan,
			   const struct sc_new_section *sec, size_t i,
			   struct sc_error *err)
{
	static const uint8_t zeros[8];
	const struct sc_new_reloc *r = &sec->relocs[i];
	unsigned int width = img->arch->reloc_width(r->type);

	if (r->sym >= img->nsyms + plan->nnew ||
	    !sc_in_range(r->off, width, sec->size))
		return sc_image_fail(
			img, err,
			"new %s: relocation %zu at 0x%llx to symbol %u is out of range",
			sec->name, i, (unsigned long long)r->off, r->sym);
	if (width && memcmp((const uint8_t *)sec->data + r->off, zeros, width))
		return sc_image_fail(
			img, err,
			"new %s: the field of relocation %zu at 0x%llx is not zero",
			sec->name, i, (unsigned long long)r->off);
	return 0;
}

static Elf64_Rela *make_table(const struct sc_image *img,
			      const struct sc_plan *plan,
			      const struct sc_new_section *sec,
			      struct sc_error *err)
{
	Elf64_Rela *table = calloc(sec->nrelocs, sizeof(*table));
	size_t i;

	for (i = 0; table && i < sec->nrelocs; i++) {
		const struct sc_new_reloc *r = &sec->relocs[i];

		if (check_new_reloc(img, plan, sec, i, err)) {
			free(table);
			return NULL;
		}
		table[i].r_offset = r->off;
		table[i].r_info = ELF64_R_INFO(r->sym, r->type);
		table[i].r_addend = r->addend;
	}
	if (!table)
		sc_image_fail(img, err, "out of memory");
	return table;
}

static int set_table(const struct sc_image *img, struct sc_plan *plan,
		     const struct sc_new_section *sec, uint32_t target,
		     struct sc_error *err)
{
	uint32_t at = 0;
	Elf64_Rela *table;
	Elf64_Shdr *sh;

	if (!img->priv->symtab)
		return sc_image_fail(
			img, err,
			"no symbol table, which the relocations of new %s need",
			sec->name);
	table = make_table(img, plan, sec, err);
	if (!table)
		return -1;
	plan->tables[plan->ntables++] = table;
	if (target < img->nsecs)
		at = find_table(img, target, 1);
	if (!at && sc_plan_add_section(img, plan, ".rela", sec->name, &at, err))
		return -1;
	plan->secs[at].data = table;
	sh = &plan->secs[at].sh;
	sh->sh_type = SHT_RELA;
	sh->sh_flags = (sh->sh_flags & SHF_GROUP) | SHF_INFO_LINK;
	sh->sh_size = sec->nrelocs * sizeof(*table);
	sh->sh_link = img->priv->symtab;
	sh->sh_info = target;
	sh->sh_addralign = 8;
	sh->sh_entsize = sizeof(*table);
	return 0;
}

static int set_section(const struct sc_image *img, struct sc_plan *plan,
		       const struct sc_new_section *sec, struct sc_error *err)
{
	uint32_t at = take_old(img, plan, sec->name);
	Elf64_Shdr *sh;

	if (!sec->symbol && check_symbols(img, sec->name, sec->size, err))
		return -1;
	if (!at && sc_plan_add_section(img, plan, "", sec->name, &at, err))
		return -1;
	plan->secs[at].data = sec->data;
	sh = &plan->secs[at].sh;
	sh->sh_type = SHT_PROGBITS;
	sh->sh_flags = sec->flags | (sh->sh_flags & SHF_GROUP);
	sh->sh_size = sec->size;
	sh->sh_link = 0;
	sh->sh_info = 0;
	sh->sh_addralign = sec->align ? sec->align : 1;
	sh->sh_entsize = sec->entsize;
	if (sec->nrelocs && set_table(img, plan, sec, at, err))
		return -1;
	return sec->symbol ? sc_plan_set_symbol(img, plan, sec, at, err) : 0;
}

static void set_bytes(struct sc_plan *plan, uint32_t at,
		      const struct sc_plan_bytes *bytes)
{
	plan->secs[at].data = bytes->data;
	plan->secs[at].sh.sh_size = bytes->len;
}

int sc_plan_make(const struct sc_edit *edit, struct sc_plan *plan,
		 struct sc_error *err)
{
	const struct sc_image *img = edit->img;
	size_t i;

	plan->nnew = edit->nsyms;
	if (copy_old(img, plan, edit->nsecs, err))
		return -1;
	for (i = 0; i < edit->nsecs; i++) {
		if (set_section(img, plan, &edit->secs[i], err))
			return -1;
	}
	if (sc_plan_resize_symbols(edit, plan, err) ||
	    sc_plan_add_symbols(edit, plan, err))
		return -1;
	set_bytes(plan, img->priv->shstrndx, &plan->names);
	if (plan->strings.data)
		set_bytes(plan, img->priv->shdrs[img->priv->symtab].sh_link,
			  &plan->strings);
	if (plan->symbols.data)
		set_bytes(plan, img->priv->symtab, &plan->symbols);
	if (plan->xindex.data)
		set_bytes(plan, plan->xindex_sec, &plan->xindex);
	return 0;
}
