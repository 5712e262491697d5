// SPDX-License-Identifier: GPL-2.0-only
/* Symbols of a finished patch module that the loader has to find elsewhere. */
#include <elf.h>
#include <string.h>

#include "kpatch/builder/arch.h"
#include "kpatch/builder/verify_symbols.h"

/* struct modversion_info: a CRC, and a name up to the end. */
#define VERSION_SIZE 64
#define VERSION_NAME 8

#define KLP_SYMBOL ".klp.sym."
#define KLP_RELA ".klp.rela."

/* What is being verified. */
struct symbols {
	const struct pb_object *ko;
	enum pb_plan_format format;
	const struct pb_exports *exports;
	bool versions;
	struct sc_error *err;
};

/* What the glue calls in kpatch.ko, which is not in the kernel's list. */
static bool is_of_kpatch(const struct symbols *s, const char *name)
{
	static const char *const names[] = { "kpatch_register_within",
					     "kpatch_check",
					     "kpatch_unregister" };

	if (s->format != PB_PLAN_KPATCH)
		return false;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (!strcmp(names[i], name))
			return true;
	return false;
}

static bool has_version(const struct pb_object *ko, const char *name)
{
	const struct pb_section *sec =
		&ko->secs[pb_object_section(ko, "__versions")];

	for (uint64_t at = 0; sec->data && at + VERSION_SIZE <= sec->size;
	     at += VERSION_SIZE)
		if (!strncmp((const char *)sec->data + at + VERSION_NAME, name,
			     VERSION_SIZE - VERSION_NAME))
			return true;
	return false;
}

static int verify_undefined(const struct symbols *s, const char *name)
{
	const struct pb_export *found = pb_exports_find(s->exports, name);
	bool ours = is_of_kpatch(s, name);

	if (!ours && !found)
		return sc_fail(
			s->err,
			"%.200s: the kernel does not export %.128s, and it is no livepatch symbol; the module cannot be loaded",
			s->ko->path, name);
	if (found && *found->namespace)
		return sc_fail(
			s->err,
			"%.200s: %.128s is exported in the namespace %.64s only; it has to be a livepatch symbol",
			s->ko->path, name, found->namespace);
	if (s->versions && !has_version(s->ko, name))
		return sc_fail(
			s->err,
			"%.200s: it has no version of %.128s, without which this kernel does not load it%s",
			s->ko->path, name,
			ours ? "; link it with kpatch.ko or its Module.symvers"
			     : "");
	return 0;
}

static int verify_symbol(const struct symbols *s, const struct pb_symbol *sym)
{
	bool klp = !strncmp(sym->name, KLP_SYMBOL, strlen(KLP_SYMBOL));

	if (klp != (sym->sec == PB_SHN_LIVEPATCH))
		return sc_fail(
			s->err,
			"%.200s: %.128s has the name or the section of a livepatch symbol, but not both",
			s->ko->path, sym->name);
	if (klp && has_version(s->ko, sym->name))
		return sc_fail(
			s->err,
			"%.200s: it has a version of the livepatch symbol %.128s",
			s->ko->path, sym->name);
	return sym->sec || !*sym->name ? 0 : verify_undefined(s, sym->name);
}

/* --- relocations that the livepatch code applies */

/* Does the section have relocations to the object that has the symbol? */
static bool has_same_object(const char *section, const char *symbol)
{
	const char *a = section + strlen(KLP_RELA);
	const char *b = symbol + strlen(KLP_SYMBOL);
	size_t len = strcspn(a, ".");

	return !strncmp(a, b, len + 1);
}

static int verify_place(const struct pb_object *ko,
			const struct pb_section *klp,
			const struct pb_reloc *reloc, struct sc_error *err)
{
	static const uint8_t zeros[8];
	const struct pb_section *sec = &ko->secs[klp->info];
	unsigned int size = pb_arch_x86_64.loader_size(reloc->type);

	if (!size || !sec->data || sec->size < size ||
	    reloc->off > sec->size - size)
		return sc_fail(
			err,
			"%.200s: the loader cannot relocate %.128s+0x%llx by %s (%u)",
			ko->path, sec->name, (unsigned long long)reloc->off,
			pb_arch_x86_64.reloc_name(reloc->type), reloc->type);
	if (memcmp(sec->data + reloc->off, zeros, size) != 0)
		return sc_fail(
			err,
			"%.200s: %.128s+0x%llx is not zero, which the loader refuses",
			ko->path, sec->name, (unsigned long long)reloc->off);
	if (ko->syms[reloc->sym].sec != PB_SHN_LIVEPATCH)
		return sc_fail(
			err,
			"%.200s: %.128s has a relocation against %.128s, which is no livepatch symbol",
			ko->path, klp->name, ko->syms[reloc->sym].name);
	return has_same_object(klp->name, ko->syms[reloc->sym].name)
		       ? 0
		       : sc_fail(err,
				 "%.200s: %.128s has a relocation against %.128s, which is of another object",
				 ko->path, klp->name,
				 ko->syms[reloc->sym].name);
}

static int verify_section(const struct pb_object *ko,
			  const struct pb_section *sec, struct sc_error *err)
{
	bool klp = sec->type == SHT_RELA;

	if (klp != !strncmp(sec->name, KLP_RELA, strlen(KLP_RELA)))
		return sc_fail(
			err,
			"%.200s: the section %.128s has the name or the form of livepatch relocations, but not both",
			ko->path, sec->name);
	for (size_t i = 0; i < sec->nrelocs; i++) {
		const struct pb_reloc *reloc = &sec->relocs[i];

		if (klp && verify_place(ko, sec, reloc, err))
			return -1;
		if (!klp && ko->syms[reloc->sym].sec == PB_SHN_LIVEPATCH)
			return sc_fail(
				err,
				"%.200s: %.128s+0x%llx is relocated against %.128s outside of the livepatch relocations",
				ko->path, sec->name,
				(unsigned long long)reloc->off,
				ko->syms[reloc->sym].name);
	}
	return 0;
}

int pb_verify_symbols(const struct pb_object *ko, enum pb_plan_format format,
		      const struct pb_exports *exports, bool versions,
		      struct sc_error *err)
{
	const struct symbols s = { ko, format, exports, versions, err };

	for (uint32_t i = 1; i < ko->nsyms; i++)
		if (verify_symbol(&s, &ko->syms[i]))
			return -1;
	for (uint32_t i = 1; i < ko->nsecs; i++)
		if (verify_section(ko, &ko->secs[i], err))
			return -1;
	return 0;
}
