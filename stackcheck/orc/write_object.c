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
	size_t n;
};

/* The symbol of a section, to which the table's relocations refer. */
static uint32_t section_symbol(const struct sc_image *img, uint32_t sec)
{
	for (uint32_t i = 1; i < img->nsyms; i++)
		if (img->syms[i].sec == sec && img->syms[i].type == STT_SECTION)
			return i;
	return 0;
}

/* Any symbol of the section will do when its own was dropped. */
static uint32_t find_anchor(const struct sc_image *img, uint32_t sec,
			    uint64_t *off_ret)
{
	uint32_t sym = section_symbol(img, sec);

	*off_ret = 0;
	for (uint32_t i = 1; !sym && i < img->nsyms; i++) {
		if (img->syms[i].sec != sec)
			continue;
		sym = i;
		*off_ret = img->syms[i].off;
	}
	return sym;
}

static int fill_tables(struct tables *t, const struct sc_image *img,
		       const struct sc_orc_entry *entries, struct sc_error *err)
{
	uint32_t sec = 0, sym = 0;
	uint64_t base = 0;

	for (size_t i = 0; i < t->n; i++) {
		if (entries[i].sec != sec) {
			sec = entries[i].sec;
			sym = find_anchor(img, sec, &base);
			if (!sym)
				return sc_fail(
					err,
					"%s: section %s has no symbol for relocations to name; no copy was written",
					img->path, img->secs[sec].name);
		}
		sc_orc_pack(&entries[i], img->format, t->rows + 6 * i);
		t->relocs[i] = (struct sc_new_reloc){
			.off = 4 * i,
			.type = img->arch->reloc_pc32,
			.sym = sym,
			.addend = (int64_t)entries[i].off - (int64_t)base,
		};
	}
	return 0;
}

static int allocate_tables(struct tables *t, size_t n, struct sc_error *err)
{
	t->n = n;
	t->rows = calloc(n + 1, 6);
	t->ips = calloc(n + 1, sizeof(*t->ips));
	t->relocs = calloc(n + 1, sizeof(*t->relocs));
	return t->rows && t->ips && t->relocs ? 0
					      : sc_fail(err, "out of memory");
}

static void free_tables(struct tables *t)
{
	free(t->rows);
	free(t->ips);
	free(t->relocs);
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
	int bad = allocate_tables(&t, n, err) ||
		  fill_tables(&t, img, entries, err) ||
		  write_tables(img, &t, out, err);

	free_tables(&t);
	return bad ? -1 : 0;
}
