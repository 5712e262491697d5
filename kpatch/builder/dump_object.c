// SPDX-License-Identifier: GPL-2.0-only
/* Objects and modules, in words for people. */
#include <inttypes.h>

#include "kpatch/builder/arch.h"
#include "kpatch/builder/dump_file.h"
#include "kpatch/builder/dump_object.h"
#include "kpatch/builder/object_read.h"

static void write_symbols(FILE *to, const struct pb_object *obj)
{
	for (uint32_t i = 1; i < obj->nsyms; i++) {
		const struct pb_symbol *sym = &obj->syms[i];
		const char *where = "not here";

		if (sym->dead || !*sym->name)
			continue;
		if (sym->sec == PB_SHN_LIVEPATCH)
			where = "by the loader's livepatch code";
		else if (sym->sec && sym->sec < obj->nsecs)
			where = obj->secs[sym->sec].name;
		fprintf(to,
			"  symbol %s: %s+0x%" PRIx64 ", %" PRIu64 " bytes\n",
			sym->name, where, sym->value, sym->size);
	}
}

static void write_section(FILE *to, const struct pb_object *obj,
			  const struct pb_section *sec)
{
	fprintf(to, "  section %s: %" PRIu64 " bytes, relocations: %zu\n",
		sec->name, sec->size, sec->nrelocs);
	for (size_t i = 0; i < sec->nrelocs; i++) {
		const struct pb_reloc *r = &sec->relocs[i];

		fprintf(to, "    +0x%" PRIx64 " %s %s%+" PRId64 "\n", r->off,
			pb_arch_x86_64.reloc_name(r->type),
			obj->syms[r->sym].name, r->addend);
	}
}

static void write_object(FILE *to, const struct pb_object *obj)
{
	fprintf(to, "%s:\n", obj->path);
	for (uint32_t i = 1; i < obj->nsecs; i++)
		if (!obj->secs[i].dead)
			write_section(to, obj, &obj->secs[i]);
	write_symbols(to, obj);
}

int pb_dump_object(const char *folder, const char *stage,
		   const struct pb_object *obj, struct sc_error *err)
{
	struct pb_dump_file file;

	if (!folder)
		return 0;
	if (pb_dump_open(&file, folder, stage, err))
		return -1;
	write_object(file.to, obj);
	return pb_dump_close(&file, err);
}

int pb_dump_module(const char *folder, const char *stage, const char *path,
		   struct sc_error *err)
{
	struct pb_object *obj;
	int ret;

	if (!folder)
		return 0;
	obj = pb_object_read(path, err);
	ret = obj ? pb_dump_object(folder, stage, obj, err) : -1;
	pb_object_free(obj);
	return ret;
}
