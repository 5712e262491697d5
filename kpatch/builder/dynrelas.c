// SPDX-License-Identifier: GPL-2.0-only
/* The tables of struct kpatch_dynrela that the glue reserves are filled in. */
#include <elf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/dynrelas.h"
#include "kpatch/builder/glue.h"
#include "kpatch/builder/module_places.h"
#include "kpatch/builder/plan_check.h"
#include "kpatch/builder/arch.h"

struct filling {
	struct pb_object *ko;
	const struct pb_plan *plan;
	const char **targets;
	size_t ntargets;
	uint32_t *used; /* entries, by target */
	struct sc_error *err;
};

static int check_place(const struct filling *f, const struct pb_dynrela *rela)
{
	const struct pb_section *sec = &f->ko->secs[rela->sec];
	const struct pb_plan_ref *ref = &f->plan->refs[rela->ref];

	if (!pb_arch_x86_64.dynrela_size(rela->reloc.type))
		return sc_fail(
			f->err,
			"%.128s: %.96s+0x%llx refers to %.96s of %.56s by a relocation %s (%u), which kpatch.ko does not know; no module was made",
			f->ko->path, sec->name,
			(unsigned long long)rela->reloc.off, ref->name,
			ref->object,
			pb_arch_x86_64.reloc_name(rela->reloc.type),
			rela->reloc.type);
	return pb_check_late_place(f->ko, sec, &rela->reloc, ref, f->err);
}

static size_t find_target(const struct filling *f, const char *object)
{
	size_t t = 0;

	while (t < f->ntargets && !pb_is_same_target(f->targets[t], object))
		t++;
	return t;
}

/* A symbol of the glue, whose bytes are in the file; NULL with the error. */
static const struct pb_symbol *find_glue(const struct filling *f,
					 const char *start, size_t number)
{
	const struct pb_symbol *sym;
	char name[64];

	snprintf(name, sizeof(name), number == SIZE_MAX ? "%s" : "%s%zu", start,
		 number);
	sym = &f->ko->syms[pb_object_symbol(f->ko, name)];
	if (sym->sec && sym->sec < f->ko->nsecs && f->ko->secs[sym->sec].data &&
	    sym->size <= f->ko->secs[sym->sec].size &&
	    sym->value <= f->ko->secs[sym->sec].size - sym->size)
		return sym;
	sc_fail(f->err,
		"%.256s: %s is not in it; it was not linked from the glue of this plan",
		f->ko->path, name);
	return NULL;
}

/* Write a number into the bytes of a section. */
static void put_number(const struct filling *f, uint32_t sec, uint64_t off,
		       uint64_t value, size_t size)
{
	memcpy(f->ko->secs[sec].data + off, &value, size);
}

static int point_at(const struct filling *f, uint32_t from, uint64_t off,
		    uint32_t to, uint64_t place)
{
	struct pb_reloc reloc = { .off = off,
				  .addend = (int64_t)place,
				  .type = pb_arch_x86_64.address_reloc };

	reloc.sym = pb_object_section_symbol(f->ko, to);
	if (!reloc.sym || pb_object_add_reloc(f->ko, from, &reloc))
		return sc_fail(f->err, "out of memory");
	return 0;
}

static int write_one(const struct filling *f, const struct pb_dynrela *rela)
{
	const struct pb_plan_ref *ref = &f->plan->refs[rela->ref];
	size_t t = find_target(f, ref->object);
	const struct pb_symbol *table = find_glue(f, PB_GLUE_RELAS, t);
	const struct pb_symbol *name = find_glue(f, PB_GLUE_NAME, rela->ref);
	uint32_t sec;
	uint64_t at;

	if (!table || !name)
		return -1;
	if ((f->used[t] + 1) * (uint64_t)PB_DYNRELA_SIZE > table->size)
		return sc_fail(
			f->err,
			"%.256s: more places refer to %.56s than the glue has entries for; it was linked from other objects",
			f->ko->path, ref->object);
	sec = table->sec;
	at = table->value + f->used[t]++ * (uint64_t)PB_DYNRELA_SIZE;
	put_number(f, sec, at + PB_DYNRELA_TYPE, rela->reloc.type, 8);
	put_number(f, sec, at + PB_DYNRELA_SYMPOS, ref->sympos, 8);
	put_number(f, sec, at + PB_DYNRELA_ADDEND, (uint64_t)rela->reloc.addend,
		   4);
	/* Symbols may move now, so nothing of them is used below. */
	uint32_t name_sec = name->sec;
	uint64_t name_at = name->value;

	return point_at(f, sec, at + PB_DYNRELA_DEST, rela->sec,
			rela->reloc.off) ||
			       point_at(f, sec, at + PB_DYNRELA_NAME, name_sec,
					name_at)
		       ? -1
		       : 0;
}

/* Entries that are left over are not the kernel's to read. */
static int write_counts(const struct filling *f)
{
	const struct pb_symbol *objects =
		find_glue(f, PB_GLUE_OBJECTS, SIZE_MAX);

	if (!objects)
		return -1;
	if (objects->size != f->ntargets * PB_OBJECT_SIZE)
		return sc_fail(
			f->err,
			"%.256s: its table has other objects than the plan; it was linked from another plan",
			f->ko->path);
	for (size_t t = 0; t < f->ntargets; t++)
		put_number(f, objects->sec,
			   objects->value + t * PB_OBJECT_SIZE +
				   PB_OBJECT_NR_DYNRELAS,
			   f->used[t], 4);
	return 0;
}

static int write_all(struct filling *f, const struct pb_dynrela *relas,
		     size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (check_place(f, &relas[i]))
			return -1;
	for (size_t i = 0; i < n; i++)
		if (write_one(f, &relas[i]))
			return -1;
	return write_counts(f);
}

static int by_offset(const void *pa, const void *pb)
{
	const struct pb_reloc *a = pa, *b = pb;

	return a->off < b->off ? -1 : a->off > b->off;
}

/* New relocations went to the end. */
static void sort_relocs(struct pb_object *ko)
{
	for (uint32_t i = 1; i < ko->nsecs; i++)
		if (ko->secs[i].nrelocs)
			qsort(ko->secs[i].relocs, ko->secs[i].nrelocs,
			      sizeof(struct pb_reloc), by_offset);
}

int pb_dynrelas_write(struct pb_object *ko, const struct pb_plan *plan,
		      const struct pb_dynrela *relas, size_t n,
		      struct sc_error *err)
{
	struct filling f = { .ko = ko, .plan = plan, .err = err };
	int bad;

	f.targets = pb_plan_targets(plan, &f.ntargets);
	f.used = calloc(plan->nfuncs + 1, sizeof(*f.used));
	if (f.targets && f.used)
		bad = write_all(&f, relas, n);
	else
		bad = sc_fail(err, "out of memory");
	if (!bad && n)
		sort_relocs(ko);
	free(f.targets);
	free(f.used);
	return bad;
}
