// SPDX-License-Identifier: GPL-2.0-only
/*
 * ORC of a relocatable object: a copy of the object with two new sections,
 * whose addresses are relocations. From 6.4 on there is a third one, by which a
 * kernel knows the layout.
 */
#include <elf.h>

#include "stackcheck/elf_writer/elf_edit.h"
#include "stackcheck/elf_writer/elf_write.h"
#include "stackcheck/orc/entry.h"
#include "stackcheck/orc/write_object.h"

/* The sections, ready to be written; what they hold is the edit's. */
struct tables {
	struct sc_edit *edit;
	uint8_t *rows; /* 6 bytes each */
	int32_t *ips;
	struct sc_new_reloc *relocs;
	size_t n;
};

static int fill_tables(struct tables *t, const struct sc_orc_entry *entries,
		       struct sc_error *err)
{
	const struct sc_image *img = t->edit->img;

	for (size_t i = 0; i < t->n; i++) {
		uint32_t sym = sc_edit_anchor(t->edit, entries[i].sec, err);

		if (!sym)
			return -1;
		sc_orc_pack(&entries[i], img->format, t->rows + 6 * i);
		t->relocs[i] = (struct sc_new_reloc){
			.off = 4 * i,
			.type = img->arch->reloc_pc32,
			.sym = sym,
			.addend = entries[i].off,
		};
	}
	return 0;
}

static int allocate_tables(struct tables *t, struct sc_error *err)
{
	t->rows = sc_edit_alloc(t->edit, t->n, 6, err);
	t->ips = sc_edit_alloc(t->edit, t->n, sizeof(*t->ips), err);
	t->relocs = sc_edit_alloc(t->edit, t->n, sizeof(*t->relocs), err);
	return t->rows && t->ips && t->relocs ? 0 : -1;
}

static int add_tables(const struct tables *t, const uint8_t *hash,
		      struct sc_error *err)
{
	const struct sc_new_section secs[] = {
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
		  .data = hash,
		  .size = SC_ORC_HASH_SIZE,
		  .flags = SHF_ALLOC,
		  .align = 4 },
	};

	for (int i = 0; i < (hash ? 3 : 2); i++)
		if (sc_edit_add_section(t->edit, &secs[i], err))
			return -1;
	return 0;
}

int sc_orc_add_sections(struct sc_edit *edit,
			const struct sc_orc_entry *entries, size_t n,
			bool header, struct sc_error *err)
{
	struct tables t = { .edit = edit, .n = n };
	const uint8_t *hash = header ? edit->img->format->orc_hash : NULL;

	return allocate_tables(&t, err) || fill_tables(&t, entries, err) ||
			       add_tables(&t, hash, err)
		       ? -1
		       : 0;
}

int sc_orc_write_object(struct sc_image *img,
			const struct sc_orc_entry *entries, size_t n,
			const char *out, struct sc_error *err)
{
	struct sc_edit edit;
	int bad = sc_edit_begin(&edit, img, err) ||
		  sc_orc_add_sections(&edit, entries, n, true, err) ||
		  sc_edit_write(&edit, out, err);

	sc_edit_free(&edit);
	return bad ? -1 : 0;
}
