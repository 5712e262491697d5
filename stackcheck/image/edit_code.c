// SPDX-License-Identifier: GPL-2.0-only
/*
 * Other instructions in an object. Sections lie in the bytes of the file, which
 * stay as they are, so one that changes is copied first.
 */
#include <string.h>

#include "stackcheck/image/edit_code.h"
#include "stackcheck/image/image_priv.h"
#include "stackcheck/image/section_index.h"

static bool lies_in_file(const struct sc_image *img, const uint8_t *data)
{
	uintptr_t at = (uintptr_t)data, start = (uintptr_t)img->priv->bytes;

	return at >= start && at - start < img->priv->size;
}

/* The section's bytes, to be changed; NULL with @err filled. */
static uint8_t *own_section(struct sc_image *img, uint32_t i,
			    struct sc_error *err)
{
	struct sc_section *s = &img->secs[i];
	uint8_t *copy;

	if (!lies_in_file(img, s->data))
		return (uint8_t *)s->data;
	copy = sc_image_alloc(img, s->size, 1, err);
	if (!copy)
		return NULL;
	memcpy(copy, s->data, s->size);
	s->data = copy;
	return copy;
}

static void drop_between(struct sc_reloc *relocs, size_t n, uint64_t off,
			 size_t len)
{
	for (size_t i = 0; i < n; i++)
		if (relocs[i].off >= off && relocs[i].off - off < len)
			relocs[i].type = 0; /* R_*_NONE, whatever the machine */
}

/* The same of a table in order, from the first one that counts on. */
static void drop_from(struct sc_section *s, const struct sc_reloc *first,
		      uint64_t off, size_t len)
{
	struct sc_reloc *r = (struct sc_reloc *)first;

	while (r < s->relocs + s->nrelocs && r->off - off < len)
		r++->type = 0;
}

/* A table as the file has it; the section may use it where it lies. */
static int edit_table(struct sc_image *img, uint32_t table, uint32_t sec,
		      uint64_t off, size_t len, struct sc_error *err)
{
	struct sc_section *s = &img->secs[sec];
	bool in_place = (const void *)s->relocs == img->secs[table].data;
	uint8_t *own = own_section(img, table, err);

	if (!own)
		return -1;
	if (in_place)
		s->relocs = (const struct sc_reloc *)(const void *)own;
	else
		drop_between((struct sc_reloc *)(void *)own,
			     img->secs[table].size / sizeof(struct sc_reloc),
			     off, len);
	return 0;
}

static int drop_relocs(struct sc_image *img, uint32_t sec, uint64_t off,
		       size_t len, struct sc_error *err)
{
	struct sc_section *s = &img->secs[sec];
	const struct sc_reloc *first = sc_section_reloc(s, off, len);

	if (!first)
		return 0;
	for (uint32_t i = 1; i < img->nsecs; i++)
		if (img->secs[i].type == SHT_RELA && img->secs[i].size &&
		    img->priv->shdrs[i].sh_info == sec &&
		    edit_table(img, i, sec, off, len, err))
			return -1;
	drop_from(s, sc_section_reloc(s, off, len), off, len);
	return 0;
}

int sc_image_edit_code(struct sc_image *img, uint32_t sec, uint64_t off,
		       const uint8_t *bytes, size_t len, struct sc_error *err)
{
	uint8_t *own;

	if (img->linked || !img->secs[sec].data ||
	    !sc_in_range(off, len, img->secs[sec].size))
		return sc_image_fail(
			img, err,
			"%s+0x%llx: no code that could be changed; nothing was written",
			img->secs[sec].name, (unsigned long long)off);
	own = own_section(img, sec, err);
	if (!own)
		return -1;
	memcpy(own + off, bytes, len);
	return drop_relocs(img, sec, off, len, err);
}
