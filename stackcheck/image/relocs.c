// SPDX-License-Identifier: GPL-2.0-only
/*
 * Relocation tables. One that is aligned and sorted is used where it lies in
 * the file; several for one section, or a disordered one, are merged into a
 * sorted copy. Either way every entry is checked before anyone reads it.
 */
#include <stdlib.h>
#include <string.h>

#include "stackcheck/core/arch.h"
#include "stackcheck/image/image.h"
#include "stackcheck/image/image_priv.h"
#include "stackcheck/image/relocs.h"
#include "stackcheck/image/sections.h"

_Static_assert(sizeof(struct sc_reloc) == sizeof(Elf64_Rela) &&
		       offsetof(struct sc_reloc, off) ==
			       offsetof(Elf64_Rela, r_offset) &&
		       offsetof(struct sc_reloc, type) ==
			       offsetof(Elf64_Rela, r_info) &&
		       offsetof(struct sc_reloc, sym) ==
			       offsetof(Elf64_Rela, r_info) + 4 &&
		       offsetof(struct sc_reloc, addend) ==
			       offsetof(Elf64_Rela, r_addend),
	       "sc_reloc must overlay Elf64_Rela");
_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__,
	       "tables are used in place, which needs a little-endian host");

/* The tables of one target section, on their way to one. */
struct merge {
	uint32_t tables;
	size_t total;
	struct sc_reloc *own; /* NULL: one table, used in place */
	size_t filled;
};

/* Whether the table is one that the image shows; sh_info 0 is dynamic. */
static bool is_wanted(const struct sc_image *img, uint32_t i)
{
	const Elf64_Shdr *sh = &img->priv->shdrs[i];

	if (sh->sh_type != SHT_RELA || !sh->sh_size)
		return false;
	if (sh->sh_info >= img->nsecs)
		return true;
	if (sc_section_is_debug(&img->secs[sh->sh_info]))
		return false;
	return !img->linked || sh->sh_info;
}

static int check_table(const struct sc_image *img, uint32_t i,
		       struct sc_error *err)
{
	const Elf64_Shdr *sh = &img->priv->shdrs[i];
	const char *name = img->secs[i].name;

	if (!sh->sh_info || sh->sh_info >= img->nsecs || sh->sh_info == i)
		return sc_image_fail(
			img, err,
			"section %u %s: relocates section %u of %u; the file is damaged",
			i, name, sh->sh_info, img->nsecs);
	if (!img->priv->symtab || sh->sh_link != img->priv->symtab)
		return sc_image_fail(
			img, err,
			"section %u %s: its symbols are in section %u, which is not the symbol table (%u); the file is damaged or stripped",
			i, name, sh->sh_link, img->priv->symtab);
	if (sh->sh_entsize != sizeof(Elf64_Rela) ||
	    sh->sh_size % sizeof(Elf64_Rela))
		return sc_image_fail(
			img, err,
			"section %u %s: 0x%llx bytes of %llu each are no table of relocations; the file is damaged",
			i, name, (unsigned long long)sh->sh_size,
			(unsigned long long)sh->sh_entsize);
	if (!img->secs[sh->sh_info].data)
		return sc_image_fail(
			img, err,
			"section %u %s: relocates %s, which has no contents; the file is damaged",
			i, name, img->secs[sh->sh_info].name);
	return 0;
}

static int count_tables(const struct sc_image *img, struct merge *merges,
			struct sc_error *err)
{
	uint32_t i;

	for (i = 1; i < img->nsecs; i++) {
		struct merge *m;

		if (img->secs[i].type == SHT_REL && !img->linked &&
		    img->secs[i].size)
			return sc_image_fail(
				img, err,
				"section %u %s: relocations without addends are not in use on x86-64; rebuild the object",
				i, img->secs[i].name);
		if (!is_wanted(img, i))
			continue;
		if (check_table(img, i, err))
			return -1;
		m = &merges[img->priv->shdrs[i].sh_info];
		m->tables++;
		m->total += img->secs[i].size / sizeof(Elf64_Rela);
	}
	return 0;
}

/* Linked images relocate addresses; make them offsets as everywhere. */
static void append_table(struct sc_reloc *to, const struct sc_section *from,
			 uint64_t addr)
{
	size_t i, n = from->size / sizeof(*to);

	memcpy(to, from->data, from->size);
	for (i = 0; addr && i < n; i++)
		to[i].off -= addr;
}

static int take_table(struct sc_image *img, uint32_t i, struct merge *m,
		      struct sc_error *err)
{
	const struct sc_section *table = &img->secs[i];
	struct sc_section *sec = &img->secs[img->priv->shdrs[i].sh_info];

	sec->nrelocs = m->total;
	if (m->tables == 1 && !sec->addr &&
	    (uintptr_t)table->data % _Alignof(struct sc_reloc) == 0) {
		sec->relocs =
			(const struct sc_reloc *)(const void *)table->data;
		return 0;
	}
	if (!m->own)
		m->own = sc_image_alloc(img, m->total, sizeof(*m->own), err);
	if (!m->own)
		return -1;
	append_table(m->own + m->filled, table, sec->addr);
	m->filled += table->size / sizeof(Elf64_Rela);
	sec->relocs = m->own;
	return 0;
}

/* Only near the end of the section it matters how wide the field is. */
static bool is_outside(const struct sc_image *img, const struct sc_section *sec,
		       const struct sc_reloc *r)
{
	return !sc_in_range(r->off, SC_RELOC_WIDTH_MAX, sec->size) &&
	       !sc_in_range(r->off, img->arch->reloc_width(r->type), sec->size);
}

static int check_reloc(const struct sc_image *img, const struct sc_section *sec,
		       size_t i, struct sc_error *err)
{
	const struct sc_reloc *r = &sec->relocs[i];

	if (r->sym >= img->nsyms)
		return sc_image_fail(
			img, err,
			"%s: relocation %zu names symbol %u of %u; the file is damaged",
			sec->name, i, r->sym, img->nsyms);
	if (is_outside(img, sec, r))
		return sc_image_fail(
			img, err,
			"%s: relocation %zu (type %u) at 0x%llx is outside the 0x%llx bytes of the section; the file is damaged",
			sec->name, i, r->type, (unsigned long long)r->off,
			(unsigned long long)sec->size);
	return 0;
}

static int by_offset(const void *a, const void *b)
{
	const struct sc_reloc *x = a, *y = b;

	return x->off < y->off ? -1 : x->off > y->off;
}

static int sort_relocs(struct sc_image *img, struct sc_section *sec,
		       struct merge *m, struct sc_error *err)
{
	if (!m->own) {
		m->own = sc_image_alloc(img, m->total, sizeof(*m->own), err);
		if (!m->own)
			return -1;
		memcpy(m->own, sec->relocs, m->total * sizeof(*m->own));
		sec->relocs = m->own;
	}
	qsort(m->own, m->total, sizeof(*m->own), by_offset);
	return 0;
}

static int finish_section(struct sc_image *img, struct sc_section *sec,
			  struct merge *m, struct sc_error *err)
{
	bool sorted = true;
	size_t i;

	for (i = 0; i < sec->nrelocs; i++) {
		if (check_reloc(img, sec, i, err))
			return -1;
		if (i && sec->relocs[i].off < sec->relocs[i - 1].off)
			sorted = false;
	}
	return sorted ? 0 : sort_relocs(img, sec, m, err);
}

static int take_all(struct sc_image *img, struct merge *merges,
		    struct sc_error *err)
{
	uint32_t i;

	if (count_tables(img, merges, err))
		return -1;
	for (i = 1; i < img->nsecs; i++) {
		if (is_wanted(img, i) &&
		    take_table(img, i, &merges[img->priv->shdrs[i].sh_info],
			       err))
			return -1;
	}
	for (i = 1; i < img->nsecs; i++) {
		if (finish_section(img, &img->secs[i], &merges[i], err))
			return -1;
	}
	return 0;
}

int sc_relocs_load(struct sc_image *img, struct sc_error *err)
{
	struct merge *merges = calloc(img->nsecs, sizeof(*merges));
	int ret;

	if (!merges)
		return sc_image_fail(img, err, "out of memory");
	ret = take_all(img, merges, err);
	free(merges);
	return ret;
}
