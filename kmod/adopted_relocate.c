// SPDX-License-Identifier: GPL-2.0-only
/*
 * adopted_relocate.c - relocations of adopted patches against modules
 *
 * They are in sections named .klp.rela.OBJECT.SECTION. The module loader applies
 * those whose OBJECT is vmlinux, and keeps the others for livepatch, whose
 * function applies them here too. It accepts only places that are zero. So they
 * are zero again when the target goes, which livepatch itself does from 6.3 on.
 */
#include <linux/livepatch.h>
#include <linux/static_call.h>
#include <linux/string.h>

#include "adopted.h"
#include "adopted_relocate.h"
#include "patch.h"
#include "request.h"
#include "symbols.h"

static int no_apply(struct module *pmod, Elf_Shdr *sechdrs,
		    const char *shstrtab, const char *strtab,
		    unsigned int symindex, unsigned int secindex,
		    const char *objname)
{
	return -EOPNOTSUPP;
}

DEFINE_STATIC_CALL(kpatch_klp_apply, no_apply);

void kpatch_adopted_init(void)
{
	kpatch_bind(kpatch_klp_apply, klp_apply_section_relocs);
}

/* Is section @i one of relocations against @object? */
static bool is_against(const struct klp_modinfo *info, unsigned int i,
		       const char *object)
{
	static const char start[] = ".klp.rela.";
	const char *name = info->secstrings + info->sechdrs[i].sh_name;
	size_t len = strlen(object);

	if (!strstarts(name, start))
		return false;
	name += strlen(start);
	return !strncmp(name, object, len) && name[len] == '.';
}

/* Bytes that a relocation writes; 0: none, or it is not known. */
static size_t place_size(unsigned int type)
{
	switch (type) {
	case R_X86_64_64:
	case R_X86_64_PC64:
		return 8;
	case R_X86_64_32:
	case R_X86_64_32S:
	case R_X86_64_PC32:
	case R_X86_64_PLT32:
		return 4;
	default:
		return 0;
	}
}

static void clear_section(const struct klp_modinfo *info,
			  const Elf_Shdr *sec)
{
	static const u8 zeros[8];
	const Elf_Rela *rela = (const Elf_Rela *)sec->sh_addr;
	unsigned long base = info->sechdrs[sec->sh_info].sh_addr;
	unsigned int i;
	size_t size;

	for (i = 0; i < sec->sh_size / sizeof(*rela); i++) {
		size = place_size(ELF64_R_TYPE(rela[i].r_info));
		if (size)
			kpatch_write_text((void *)(base + rela[i].r_offset),
					  zeros, size);
	}
}

/* The sections to apply are kept for as long as the module is loaded. */
static const struct klp_modinfo *info_of(const struct kpatch_obj *obj)
{
	const struct module *mod = obj->patch->kpmod->mod;

	if (!obj->def->name || !kpatch_adopted_find(mod))
		return NULL;
	return mod->klp_info;
}

void kpatch_adopted_clear(const struct kpatch_obj *obj)
{
	const struct klp_modinfo *info = info_of(obj);
	unsigned int i;

	for (i = 1; info && i < info->hdr.e_shnum; i++)
		if (is_against(info, i, obj->def->name))
			clear_section(info, &info->sechdrs[i]);
}

int kpatch_adopted_relocate(struct kpatch_op *op, const struct kpatch_obj *obj)
{
	struct module *mod = obj->patch->kpmod->mod;
	const struct klp_modinfo *info = op->dry ? NULL : info_of(obj);
	unsigned int i;
	int ret = 0;

	for (i = 1; !ret && info && i < info->hdr.e_shnum; i++)
		if (is_against(info, i, obj->def->name))
			ret = static_call(kpatch_klp_apply)(mod, info->sechdrs,
							    info->secstrings,
							    mod->core_kallsyms.strtab,
							    info->symndx, i,
							    obj->def->name);
	if (!ret)
		return 0;
	kpatch_adopted_clear(obj);
	return kpatch_refuse(op, KPATCH_RELOCATION,
			     kpatch_object_name(obj->def), NULL,
			     "livepatch cannot relocate section %s: %d",
			     info->secstrings + info->sechdrs[i - 1].sh_name,
			     ret);
}
