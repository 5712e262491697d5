// SPDX-License-Identifier: GPL-2.0-only
/*
 * Opening the DWARF of an image. libdwfl relocates that of objects that are
 * not linked, and writes to its input to do so: it gets a copy of the bytes,
 * never ours. That of a linked image is only read.
 */
#include <stdlib.h>
#include <string.h>

#include "stackcheck/image/dwarf_open.h"
#include "stackcheck/image/dwarf_priv.h"

/* libdwfl takes no module at address 0. */
#define LAYOUT_START 0x10000
/*
 * Between sections that are not linked, so that the end of one's line table
 * is never taken for the start of the next.
 */
#define LAYOUT_GAP 64

/* Nothing outside the image is searched, and no server asked. */
static int no_debuginfo(Dwfl_Module *mod, void **userdata, const char *modname,
			GElf_Addr base, const char *file_name,
			const char *debuglink_file, GElf_Word debuglink_crc,
			char **debuginfo_file_name)
{
	(void)mod, (void)userdata, (void)modname, (void)base;
	(void)file_name, (void)debuglink_file, (void)debuglink_crc;
	(void)debuginfo_file_name;
	return -1;
}

static int give_elf(Dwfl_Module *mod, void **userdata, const char *modname,
		    Dwarf_Addr base, char **file_name, Elf **elf_ret)
{
	struct sc_dwarf *dwarf = *userdata;

	(void)mod, (void)modname, (void)base, (void)file_name;
	*elf_ret = dwarf->elf;
	dwarf->elf = NULL; /* it is libdwfl's now */
	return -1;
}

static int give_address(Dwfl_Module *mod, void **userdata, const char *modname,
			Dwarf_Addr base, const char *secname, GElf_Word shndx,
			const GElf_Shdr *shdr, Dwarf_Addr *addr)
{
	const struct sc_dwarf *dwarf = *userdata;

	(void)mod, (void)modname, (void)base, (void)secname, (void)shdr;
	*addr = shndx < dwarf->nsecs ? dwarf->sec_addr[shndx] : 0;
	return 0;
}

static const Dwfl_Callbacks callbacks = {
	.find_elf = give_elf,
	.find_debuginfo = no_debuginfo,
	.section_address = give_address,
};

struct sc_dwarf *sc_dwarf_new(void)
{
	return calloc(1, sizeof(struct sc_dwarf));
}

/* What was lost is not touched: libdw was in the middle of changing it. */
void sc_dwarf_free(struct sc_dwarf *dwarf)
{
	if (!dwarf || dwarf->lost)
		return;
	if (dwarf->dwfl)
		dwarf->lib->dwfl_end(dwarf->dwfl);
	if (dwarf->own)
		dwarf->lib->dwarf_end(dwarf->own);
	if (dwarf->elf)
		dwarf->lib->elf_end(dwarf->elf);
	free(dwarf->sec_addr);
	free(dwarf->ranges);
	free(dwarf->copy);
	free(dwarf);
}

static void open_elf(struct sc_image *img, struct sc_dwarf *dwarf)
{
	const struct sc_libdw *lib = dwarf->lib;
	struct sc_image_priv *priv = img->priv;

	lib->elf_version(EV_CURRENT);
	if (img->linked) {
		dwarf->elf = lib->elf_memory((char *)priv->bytes, priv->size);
		return;
	}
	dwarf->copy = malloc(priv->size);
	if (!dwarf->copy)
		return;
	memcpy(dwarf->copy, priv->bytes, priv->size);
	dwarf->elf = lib->elf_memory((char *)dwarf->copy, priv->size);
}

/* Where each section lies, and the end of all; linked ones know by themselves. */
static Dwarf_Addr lay_out(const struct sc_image *img, struct sc_dwarf *dwarf)
{
	Dwarf_Addr at = LAYOUT_START;
	uint32_t i;

	for (i = 1; i < img->nsecs; i++) {
		const struct sc_section *sec = &img->secs[i];

		dwarf->sec_addr[i] = sec->addr;
		if (img->linked || !(sec->flags & SHF_ALLOC))
			continue;
		dwarf->sec_addr[i] = at;
		at = (at + sec->size + LAYOUT_GAP * 2) &
		     -(Dwarf_Addr)LAYOUT_GAP;
	}
	return at;
}

static Dwfl_Module *report_module(const struct sc_image *img,
				  struct sc_dwarf *dwarf)
{
	const struct sc_libdw *lib = dwarf->lib;
	Dwarf_Addr end = lay_out(img, dwarf);
	Dwfl_Module *mod;
	void **userdata;

	lib->dwfl_report_begin(dwarf->dwfl);
	mod = lib->dwfl_report_module(dwarf->dwfl, "image", LAYOUT_START, end);
	if (!mod || lib->dwfl_report_end(dwarf->dwfl, NULL, NULL))
		return NULL;
	lib->dwfl_module_info(mod, &userdata, NULL, NULL, NULL, NULL, NULL,
			      NULL);
	*userdata = dwarf;
	return mod;
}

static void open_unlinked(const struct sc_image *img, struct sc_dwarf *dwarf)
{
	Dwfl_Module *mod;

	dwarf->dwfl = dwarf->lib->dwfl_begin(&callbacks);
	if (!dwarf->dwfl)
		return;
	mod = report_module(img, dwarf);
	if (mod)
		dwarf->dw = dwarf->lib->dwfl_module_getdwarf(mod, &dwarf->bias);
}

void sc_dwarf_open(struct sc_image *img, struct sc_dwarf *dwarf)
{
	dwarf->lib = sc_libdw_load();
	if (!dwarf->lib)
		return;
	dwarf->nsecs = img->nsecs;
	dwarf->sec_addr = calloc(img->nsecs, sizeof(*dwarf->sec_addr));
	open_elf(img, dwarf);
	if (!dwarf->elf || !dwarf->sec_addr)
		return;
	if (!img->linked) {
		open_unlinked(img, dwarf);
		return;
	}
	lay_out(img, dwarf);
	dwarf->own =
		dwarf->lib->dwarf_begin_elf(dwarf->elf, DWARF_C_READ, NULL);
	dwarf->dw = dwarf->own;
}
