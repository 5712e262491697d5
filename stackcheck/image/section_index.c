// SPDX-License-Identifier: GPL-2.0-only
/* Overlap checks over sorted section ranges, and the searches they allow. */
#include <stdlib.h>
#include <string.h>

#include "stackcheck/image/image.h"
#include "stackcheck/image/image_priv.h"
#include "stackcheck/image/section_index.h"
#include "stackcheck/util/search.h"

static int by_start(const void *a, const void *b)
{
	const struct sc_addr_range *x = a, *y = b;

	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	return x->sec < y->sec ? -1 : x->sec > y->sec;
}

/*
 * String tables may be shared, and sections without bytes lie nowhere; any
 * other overlap would let a small file describe work without end.
 */
static bool has_file_range(const struct sc_section *sec)
{
	return sec->data && sec->size && sec->type != SHT_STRTAB;
}

static bool has_addr_range(const struct sc_section *sec)
{
	return (sec->flags & SHF_ALLOC) && sec->size &&
	       !((sec->flags & SHF_TLS) && sec->type == SHT_NOBITS);
}

static size_t collect_ranges(const struct sc_image *img,
			     struct sc_addr_range *r, bool addrs)
{
	const struct sc_section *sec;
	size_t n = 0;
	uint32_t i;

	for (i = 1; i < img->nsecs; i++) {
		sec = &img->secs[i];
		if (addrs ? !has_addr_range(sec) : !has_file_range(sec))
			continue;
		r[n].start = addrs ? sec->addr
				   : (uint64_t)(sec->data - img->priv->bytes);
		r[n].size = sec->size;
		r[n++].sec = i;
	}
	qsort(r, n, sizeof(*r), by_start);
	return n;
}

static int check_overlap(const struct sc_image *img,
			 const struct sc_addr_range *r, size_t n, bool addrs,
			 struct sc_error *err)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (r[i].size - 1 > UINT64_MAX - r[i].start)
			return sc_image_fail(
				img, err,
				"section %u %s: its addresses wrap around; the file is damaged",
				r[i].sec, img->secs[r[i].sec].name);
		if (!i || r[i].start - r[i - 1].start >= r[i - 1].size)
			continue;
		return sc_image_fail(
			img, err,
			"sections %u %s and %u %s overlap %s; the file is damaged",
			r[i - 1].sec, img->secs[r[i - 1].sec].name, r[i].sec,
			img->secs[r[i].sec].name,
			addrs ? "in memory" : "in the file");
	}
	return 0;
}

int sc_sections_index(struct sc_image *img, struct sc_error *err)
{
	struct sc_addr_range *r;
	size_t n;

	r = sc_image_alloc(img, img->nsecs, sizeof(*r), err);
	if (!r)
		return -1;
	n = collect_ranges(img, r, false);
	if (check_overlap(img, r, n, false, err))
		return -1;
	if (!img->linked)
		return 0;
	n = collect_ranges(img, r, true);
	if (check_overlap(img, r, n, true, err))
		return -1;
	img->priv->ranges = r;
	img->priv->nranges = n;
	return 0;
}

uint32_t sc_image_find_addr(const struct sc_image *img, uint64_t addr,
			    uint64_t *off_ret)
{
	const struct sc_addr_range *r = img->priv->ranges;
	size_t behind =
		SC_FIRST_NOT(i, 0, img->priv->nranges, r[i].start <= addr);

	if (!behind || addr - r[behind - 1].start >= r[behind - 1].size)
		return 0;
	*off_ret = addr - r[behind - 1].start;
	return r[behind - 1].sec;
}

const struct sc_section *sc_image_section(const struct sc_image *img,
					  const char *name)
{
	uint32_t i;

	for (i = 1; i < img->nsecs; i++) {
		if (!strcmp(img->secs[i].name, name))
			return &img->secs[i];
	}
	return NULL;
}

const struct sc_reloc *sc_section_reloc(const struct sc_section *sec,
					uint64_t off, uint64_t len)
{
	size_t at = SC_FIRST_NOT(i, 0, sec->nrelocs, sec->relocs[i].off < off);

	if (at == sec->nrelocs || sec->relocs[at].off - off >= len)
		return NULL;
	return &sec->relocs[at];
}
