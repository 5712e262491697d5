// SPDX-License-Identifier: GPL-2.0-only
/*
 * .ibt_endbr_seal has 4 bytes for each function: how far it is from there. In
 * vmlinux that is resolved, and a module has a relocation.
 */
#include <string.h>

#include "kpatch/builder/seals.h"

#define ENTRY 4

static const struct sc_section *find_seals(const struct pb_target *t)
{
	for (uint32_t i = 1; i < t->img->nsecs; i++)
		if (!strcmp(t->img->secs[i].name, ".ibt_endbr_seal"))
			return &t->img->secs[i];
	return NULL;
}

static bool is_in_vmlinux(const struct sc_section *seals, uint64_t addr)
{
	for (uint64_t at = 0; at + ENTRY <= seals->size; at += ENTRY) {
		int32_t distance;

		memcpy(&distance, seals->data + at, sizeof(distance));
		if (seals->addr + at + (uint64_t)(int64_t)distance == addr)
			return true;
	}
	return false;
}

static bool is_in_module(const struct sc_image *img,
			 const struct sc_section *seals, uint32_t sec,
			 uint64_t off)
{
	for (size_t i = 0; i < seals->nrelocs; i++) {
		const struct sc_reloc *r = &seals->relocs[i];
		const struct sc_symbol *sym = &img->syms[r->sym];

		if (sym->sec == sec && sym->off + (uint64_t)r->addend == off)
			return true;
	}
	return false;
}

bool pb_is_sealed(const struct pb_target *t, uint32_t sec, uint64_t addr)
{
	const struct sc_section *seals = find_seals(t);

	if (!seals || !seals->data)
		return false;
	return t->name ? is_in_module(t->img, seals, sec, addr)
		       : is_in_vmlinux(seals, addr);
}
