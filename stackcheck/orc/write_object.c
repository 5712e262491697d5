// SPDX-License-Identifier: GPL-2.0-only
/*
 * ORC of a relocatable object: a copy of the object with two new sections,
 * whose addresses are relocations. From 6.4 on there is a third one, by which a
 * kernel knows the layout.
 */
#include <elf.h>
#include <stdlib.h>

#include "stackcheck/elf_writer/elf_write.h"
#include "stackcheck/orc/generate.h"
#include "stackcheck/orc/write_object.h"

/* The three sections, ready to be written. Freed by free_tables(). */
struct tables {
	uint8_t *rows; /* 6 bytes each */
	int32_t *ips;
	struct sc_new_reloc *relocs;
	uint32_t *anchors; /* by section */
	size_t n;
};

/*
 * By section: the symbol to which the table's relocations refer, or 0. Any symbol
 * of the section will do when its own was dropped.
 */
static uint32_t *find_anchors(const struct sc_image *img)
{
	uint32_t *anchors = calloc(img->nsecs + 1, sizeof(*anchors));

	for (uint32_t i = 1; anchors && i < img->nsyms; i++) {
		const struct sc_symbol *s = &img->syms[i];
		uint32_t *a;

		if (s->sec >= img->nsecs)
			continue;
		a = &anchors[s->sec];
		if (!*a || (s->type == STT_SECTION &&
			    img->syms[*a].type != STT_SECTION))
			*a = i;
	}
	return anchors;
}

/* What is subtracted from offsets in the section: where the symbol is. */
static uint64_t anchor_offset(const struct sc_image *img, uint32_t sym)
{
	return img->syms[sym].type == STT_SECTION ? 0 : img->syms[sym].off;
}

static int fill_tables(struct tables *t, const struct sc_image *img,
		       const struct sc_orc_entry *entries, struct sc_error *err)
{
	for (size_t i = 0; i < t->n; i++) {
		uint32_t sym = t->anchors[entries[i].sec];

		if (!sym)
			return sc_fail(
				err,
				"%s: section %s has no symbol for relocations to name; no copy was written",
				img->path, img->secs[entries[i].sec].name);
		sc_orc_pack(&entries[i], img->format, t->rows + 6 * i);
		t->relocs[i] = (struct sc_new_reloc){
			.off = 4 * i,
			.type = img->arch->reloc_pc32,
			.sym = sym,
			.addend = (int64_t)entries[i].off -
				  (int64_t)anchor_offset(img, sym),
		};
	}
	return 0;
}

static int allocate_tables(struct tables *t, const struct sc_image *img,
			   size_t n, struct sc_error *err)
{
	t->n = n;
	t->rows = calloc(n + 1, 6);
	t->ips = calloc(n + 1, sizeof(*t->ips));
	t->relocs = calloc(n + 1, sizeof(*t->relocs));
	t->anchors = find_anchors(img);
	return t->rows && t->ips && t->relocs && t->anchors
		       ? 0
		       : sc_fail(err, "out of memory");
}

static void free_tables(struct tables *t)
{
	free(t->rows);
	free(t->ips);
	free(t->relocs);
	free(t->anchors);
}

static int write_tables(struct sc_image *img, const struct tables *t,
			const char *out, struct sc_error *err)
{
	struct sc_new_section secs[] = {
		{ .name = ".orc_unwind",
		  .data = t->rows,
		  .size = 6 * t->n,
		  .flags = SHF_ALLOC,
		  .align = 1 },
		{ .name = ".orc_unwind_ip",
		  .data = t->ips,
		  .size = 4 * t->n,
		  .flags = SHF_ALLOC,
		  .align = 1,
		  .relocs = t->relocs,
		  .nrelocs = t->n },
		{ .name = ".orc_header",
		  .data = img->format->orc_hash,
		  .size = SC_ORC_HASH_SIZE,
		  .flags = SHF_ALLOC,
		  .align = 4 },
	};

	return sc_image_write_copy(img, out, secs,
				   img->format->orc_hash ? 3 : 2, err);
}

int sc_orc_write_object(struct sc_image *img,
			const struct sc_orc_entry *entries, size_t n,
			const char *out, struct sc_error *err)
{
	struct tables t = { 0 };
	int bad = allocate_tables(&t, img, n, err) ||
		  fill_tables(&t, img, entries, err) ||
		  write_tables(img, &t, out, err);

	free_tables(&t);
	return bad ? -1 : 0;
}
