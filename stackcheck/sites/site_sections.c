// SPDX-License-Identifier: GPL-2.0-only
/*
 * Tables of places as sections. Most are distances of four bytes, each from the
 * field to the place. A static call also has its key, and whether it is a jump.
 */
#include <elf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stackcheck/core/arch.h"
#include "stackcheck/sites/site_sections.h"
#include "stackcheck/util/affix.h"
#include "stackcheck/util/search.h"

/* How a table is laid out: asm/ and linux/static_call_types.h, init.h, ftrace.h */
static const struct layout {
	const char *section;
	unsigned int entry; /* bytes */
	bool address; /* whole addresses, else distances */
	bool keys; /* static calls */
} layouts[SC_NSITES] = {
	[SC_SITES_STATIC_CALL] = { ".static_call_sites", 8, .keys = true },
	[SC_SITES_RETPOLINE] = { ".retpoline_sites", 4 },
	[SC_SITES_CFI] = { ".cfi_sites", 4 },
	[SC_SITES_RETURN] = { ".return_sites", 4 },
	[SC_SITES_CALL] = { ".call_sites", 4 },
	[SC_SITES_MCOUNT] = { "__mcount_loc", 8, .address = true },
	[SC_SITES_SEAL] = { ".ibt_endbr_seal", 4 },
};

bool sc_is_site_section(const char *name)
{
	for (int i = 0; i < SC_NSITES; i++)
		if (!strcmp(layouts[i].section, name))
			return true;
	return false;
}

struct writer {
	struct sc_edit *edit;
	const struct layout *layout;
	struct sc_new_reloc *relocs;
	size_t nrelocs;
	uint32_t *keys; /* of static calls, by name */
	size_t nkeys;
	bool module;
	struct sc_error *err;
};

static int add_reloc(struct writer *w, uint64_t off, uint32_t sym,
		     int64_t addend)
{
	const struct sc_arch *arch = w->edit->img->arch;

	if (!sym)
		return -1;
	w->relocs[w->nrelocs++] = (struct sc_new_reloc){
		.off = off,
		.type = w->layout->address ? arch->reloc_abs64
					   : arch->reloc_pc32,
		.sym = sym,
		.addend = addend,
	};
	return 0;
}

/* --- keys of static calls */

/* linux/static_call_types.h */
#define TRAMPOLINE "__SCT__"
#define KEY "__SCK__"
#define KEY_IS_TAIL 1

static int compare_names(const void *pa, const void *pb, void *ctx)
{
	const struct sc_symbol *syms = ctx;

	return strcmp(syms[*(const uint32_t *)pa].name,
		      syms[*(const uint32_t *)pb].name);
}

/* All keys that the object names, by name. */
static int list_keys(struct writer *w)
{
	const struct sc_image *img = w->edit->img;

	w->keys = sc_edit_alloc(w->edit, img->nsyms, sizeof(*w->keys), w->err);
	if (!w->keys)
		return -1;
	for (uint32_t i = 1; i < img->nsyms; i++)
		if (sc_starts_with(img->syms[i].name, KEY))
			w->keys[w->nkeys++] = i;
	qsort_r(w->keys, w->nkeys, sizeof(*w->keys), compare_names, img->syms);
	return 0;
}

static uint32_t find_symbol(const struct writer *w, const char *name)
{
	const struct sc_symbol *syms = w->edit->img->syms;
	size_t at = SC_FIRST_NOT(i, 0, w->nkeys,
				 strcmp(syms[w->keys[i]].name, name) < 0);

	return at < w->nkeys && !strcmp(syms[w->keys[at]].name, name)
		       ? w->keys[at]
		       : 0;
}

/*
 * A module may call what it must not change. The key is not exported then, and
 * the loader finds it by the trampoline.
 */
static uint32_t find_key(struct writer *w, const struct sc_site *site)
{
	const struct sc_image *img = w->edit->img;
	const char *name = img->syms[site->sym].name + strlen(TRAMPOLINE);
	char key[512];
	uint32_t sym;

	snprintf(key, sizeof(key), KEY "%s", name);
	sym = find_symbol(w, key);
	if (sym || w->module)
		return sym ? sym : site->sym;
	sc_image_fail(
		img, w->err,
		"static call of %s: no symbol %s; nothing was written; declare the call with DECLARE_STATIC_CALL()",
		name, key);
	return 0;
}

static int add_key(struct writer *w, uint64_t off, const struct sc_site *site,
		   const struct sc_site *last)
{
	uint32_t sym = last && last->sym == site->sym
			       ? w->relocs[w->nrelocs - 2].sym
			       : find_key(w, site);

	return add_reloc(w, off, sym, site->tail ? KEY_IS_TAIL : 0);
}

/* --- */

static int add_sites(struct writer *w, const struct sc_site_list *l)
{
	for (size_t i = 0; i < l->n; i++) {
		const struct sc_site *s = &l->list[i];
		uint64_t off = i * w->layout->entry;

		if (add_reloc(w, off, sc_edit_anchor(w->edit, s->sec, w->err),
			      s->off) ||
		    (w->layout->keys &&
		     add_key(w, off + 4, s, i ? s - 1 : NULL)))
			return -1;
	}
	return 0;
}

static int add_section(struct writer *w, const struct sc_site_list *l)
{
	struct sc_new_section sec = {
		.name = w->layout->section,
		.size = l->n * w->layout->entry,
		/* the loader writes to the keys */
		.flags = SHF_ALLOC | (w->layout->keys ? SHF_WRITE : 0),
		.align = w->layout->address ? 8 : 1,
	};

	w->nrelocs = 0;
	w->relocs =
		sc_edit_alloc(w->edit, 2 * l->n, sizeof(*w->relocs), w->err);
	sec.data = sc_edit_alloc(w->edit, sec.size, 1, w->err);
	if (!w->relocs || !sec.data || (w->layout->keys && list_keys(w)) ||
	    add_sites(w, l))
		return -1;
	sec.relocs = w->relocs;
	sec.nrelocs = w->nrelocs;
	return sc_edit_add_section(w->edit, &sec, w->err);
}

int sc_site_sections_add(const struct sc_sites *sites, unsigned int tables,
			 bool module, struct sc_edit *edit,
			 struct sc_error *err)
{
	struct writer w = { .edit = edit, .module = module, .err = err };

	for (int i = 0; i < SC_NSITES; i++) {
		w.layout = &layouts[i];
		if ((tables & SC_SITES_BIT(i)) && sites->table[i].n &&
		    add_section(&w, &sites->table[i]))
			return -1;
	}
	return 0;
}
