// SPDX-License-Identifier: GPL-2.0-only
/*
 * ELF headers and section headers. Everything that the other files index or
 * point at is checked here, once. Section contents
 * are never copied; they stay where the file has them.
 */
#include <string.h>

#include "stackcheck/core/arch.h"
#include "stackcheck/image/image.h"
#include "stackcheck/image/image_priv.h"
#include "stackcheck/image/sections.h"

static int check_ident(const struct sc_image *img, struct sc_error *err)
{
	const uint8_t *id = img->priv->bytes;

	if (!img->priv->size)
		return sc_image_fail(img, err, "empty file");
	if (img->priv->size < sizeof(Elf64_Ehdr) || memcmp(id, ELFMAG, SELFMAG))
		return sc_image_fail(
			img, err,
			"not an ELF file, nor one packed with xz, zstd or gzip, nor a boot image");
	if (id[EI_DATA] != ELFDATA2LSB)
		return sc_image_fail(
			img, err,
			"not an x86-64 object: its data is not little-endian");
	if (id[EI_CLASS] != ELFCLASS64)
		return sc_image_fail(img, err,
				     "not an x86-64 object: a 32-bit ELF file");
	if (id[EI_VERSION] != EV_CURRENT)
		return sc_image_fail(img, err, "ELF version %u is not known",
				     id[EI_VERSION]);
	return 0;
}

static int check_ehdr(struct sc_image *img, struct sc_error *err)
{
	struct sc_image_priv *priv = img->priv;
	const Elf64_Ehdr *eh = &priv->ehdr;

	memcpy(&priv->ehdr, priv->bytes, sizeof(priv->ehdr));
	img->machine = eh->e_machine;
	img->linked = eh->e_type != ET_REL;
	img->arch = sc_arch_find(eh->e_machine);
	if (!img->arch)
		return sc_image_fail(img, err,
				     "not an x86-64 object: machine %u",
				     eh->e_machine);
	if (eh->e_type != ET_REL && eh->e_type != ET_EXEC &&
	    eh->e_type != ET_DYN)
		return sc_image_fail(
			img, err,
			"ELF type %u is neither an object nor a linked image",
			eh->e_type);
	if (!eh->e_shoff)
		return sc_image_fail(
			img, err,
			"no section headers; give the file as it was before they were stripped");
	if (eh->e_shentsize != sizeof(Elf64_Shdr) ||
	    !sc_in_range(eh->e_shoff, sizeof(Elf64_Shdr), priv->size))
		return sc_image_fail(
			img, err,
			"section headers at 0x%llx (%u bytes each) do not fit in %zu bytes; the file is damaged or cut short",
			(unsigned long long)eh->e_shoff, eh->e_shentsize,
			priv->size);
	return 0;
}

/* A copy: in an archive the headers may be unaligned. */
static void copy_header(const struct sc_image_priv *priv, size_t i,
			Elf64_Shdr *ret)
{
	memcpy(ret, priv->bytes + priv->ehdr.e_shoff + i * sizeof(*ret),
	       sizeof(*ret));
}

/* The true count, which may be in the first section header. */
static int count_sections(struct sc_image *img, size_t *n_ret,
			  struct sc_error *err)
{
	const struct sc_image_priv *priv = img->priv;
	Elf64_Shdr first;
	size_t n, max;

	max = (priv->size - priv->ehdr.e_shoff) / sizeof(Elf64_Shdr);
	copy_header(priv, 0, &first);
	n = priv->ehdr.e_shnum ? priv->ehdr.e_shnum : first.sh_size;
	if (!n || n > max)
		return sc_image_fail(
			img, err,
			"%zu section headers at 0x%llx do not fit in %zu bytes; the file is damaged or cut short",
			n, (unsigned long long)priv->ehdr.e_shoff, priv->size);
	if (n >= SC_SEC_ABS)
		return sc_image_fail(img, err, "too many sections: %zu", n);
	*n_ret = n;
	return 0;
}

static int read_headers(struct sc_image *img, struct sc_error *err)
{
	struct sc_image_priv *priv = img->priv;
	size_t n = 0;

	if (count_sections(img, &n, err))
		return -1;
	priv->shdrs = sc_image_alloc(img, n, sizeof(*priv->shdrs), err);
	img->secs = sc_image_alloc(img, n, sizeof(*img->secs), err);
	if (!priv->shdrs || !img->secs)
		return -1;
	for (size_t i = 0; i < n; i++)
		copy_header(priv, i, &priv->shdrs[i]);
	img->nsecs = n;
	priv->shstrndx = priv->ehdr.e_shstrndx == SHN_XINDEX
				 ? priv->shdrs[0].sh_link
				 : priv->ehdr.e_shstrndx;
	if (!priv->shstrndx || priv->shstrndx >= n)
		return sc_image_fail(
			img, err,
			"no section holds the section names; the file is damaged");
	return 0;
}

static int check_bounds(const struct sc_image *img, uint32_t i,
			struct sc_error *err)
{
	const Elf64_Shdr *sh = &img->priv->shdrs[i];

	if (sh->sh_type == SHT_NOBITS || sh->sh_type == SHT_NULL)
		return 0;
	if (sc_in_range(sh->sh_offset, sh->sh_size, img->priv->size))
		return 0;
	return sc_image_fail(
		img, err,
		"section %u: 0x%llx bytes at 0x%llx do not fit in %zu bytes; the file is damaged or cut short",
		i, (unsigned long long)sh->sh_size,
		(unsigned long long)sh->sh_offset, img->priv->size);
}

static int check_strings(const struct sc_image *img, uint32_t i,
			 struct sc_error *err)
{
	const Elf64_Shdr *sh = &img->priv->shdrs[i];

	if (sh->sh_type == SHT_STRTAB && sh->sh_size &&
	    !img->priv->bytes[sh->sh_offset + sh->sh_size - 1])
		return 0;
	return sc_image_fail(
		img, err,
		"section %u: the table of section names is no string table that ends in NUL; the file is damaged",
		i);
}

static int fill_section(struct sc_image *img, uint32_t i, struct sc_error *err)
{
	const struct sc_image_priv *priv = img->priv;
	const Elf64_Shdr *sh = &priv->shdrs[i];
	const Elf64_Shdr *strs = &priv->shdrs[priv->shstrndx];
	struct sc_section *sec = &img->secs[i];

	if (sh->sh_name >= strs->sh_size)
		return sc_image_fail(
			img, err,
			"section %u: its name is at 0x%x, past the 0x%llx bytes of names; the file is damaged",
			i, sh->sh_name, (unsigned long long)strs->sh_size);
	sec->name = (const char *)priv->bytes + strs->sh_offset + sh->sh_name;
	sec->type = sh->sh_type;
	sec->flags = sh->sh_flags;
	if (sh->sh_type == SHT_NULL)
		return 0;
	sec->size = sh->sh_size;
	sec->addr = img->linked ? sh->sh_addr : 0;
	if (sh->sh_type != SHT_NOBITS)
		sec->data = priv->bytes + sh->sh_offset;
	return 0;
}

int sc_sections_load(struct sc_image *img, struct sc_error *err)
{
	uint32_t i;

	if (check_ident(img, err) || check_ehdr(img, err) ||
	    read_headers(img, err))
		return -1;
	for (i = 1; i < img->nsecs; i++) {
		if (check_bounds(img, i, err))
			return -1;
	}
	if (check_strings(img, img->priv->shstrndx, err))
		return -1;
	img->secs[0].name = "";
	for (i = 1; i < img->nsecs; i++) {
		if (fill_section(img, i, err))
			return -1;
	}
	return 0;
}

bool sc_section_is_debug(const struct sc_section *sec)
{
	return !(sec->flags & SHF_ALLOC) &&
	       (!strncmp(sec->name, ".debug", 6) ||
		!strncmp(sec->name, ".zdebug", 7) ||
		!strncmp(sec->name, ".stab", 5));
}
