// SPDX-License-Identifier: GPL-2.0-only
/* Places of the new code that refer to a symbol of a module. */
#include <elf.h>
#include <string.h>

#include "kpatch/builder/module_places.h"
#include "kpatch/builder/object_read.h"
#include "kpatch/builder/plan_check.h"
#include "stackcheck/util/affix.h"

const struct pb_plan_ref *pb_find_ref(const struct pb_plan *plan,
				      const struct pb_symbol *sym)
{
	if (sym->sec || sym->dead || !*sym->name)
		return NULL;
	for (size_t i = 0; i < plan->nrefs; i++)
		if (!strcmp(plan->refs[i].symbol, sym->name))
			return &plan->refs[i];
	return NULL;
}

bool pb_is_loaded(const struct pb_section *sec)
{
	return sec->flags & SHF_ALLOC &&
	       strncmp(sec->name, ".discard", strlen(".discard")) != 0;
}

/* Is it only read and written by the code of the module itself, and stays? */
static bool is_late_enough(const struct pb_section *sec)
{
	if (sc_starts_with(sec->name, ".init") ||
	    sc_starts_with(sec->name, ".exit"))
		return false;
	if (sec->flags & SHF_EXECINSTR)
		return strcmp(sec->name, ".altinstr_replacement") != 0;
	if (sc_starts_with(sec->name, ".data..percpu"))
		return false;
	return sc_starts_with(sec->name, ".data") ||
	       sc_starts_with(sec->name, ".rodata");
}

int pb_check_late_place(const struct pb_object *ko,
			const struct pb_section *sec,
			const struct pb_reloc *reloc,
			const struct pb_plan_ref *ref, struct sc_error *err)
{
	if (is_late_enough(sec))
		return 0;
	return sc_fail(
		err,
		"%.128s: %.96s+0x%llx refers to %.96s of %.56s, but the kernel uses this section before that module may be there; no module was made",
		ko->path, sec->name, (unsigned long long)reloc->off, ref->name,
		ref->object);
}

static size_t count_in_section(const struct pb_plan *plan, const char *target,
			       const struct pb_object *obj,
			       const struct pb_section *sec)
{
	size_t n = 0;

	for (size_t i = 0; i < sec->nrelocs; i++) {
		const struct pb_plan_ref *ref =
			pb_find_ref(plan, &obj->syms[sec->relocs[i].sym]);

		n += ref && ref->object &&
		     pb_is_same_target(ref->object, target);
	}
	return n;
}

int pb_count_places(const struct pb_plan *plan, const char *target,
		    size_t *n_ret, struct sc_error *err)
{
	*n_ret = 0;
	for (size_t i = 0; i < plan->nobjects; i++) {
		struct pb_object *obj = pb_object_read(plan->objects[i], err);

		if (!obj)
			return -1;
		for (uint32_t k = 1; k < obj->nsecs; k++)
			if (pb_is_loaded(&obj->secs[k]))
				*n_ret += count_in_section(plan, target, obj,
							   &obj->secs[k]);
		pb_object_free(obj);
	}
	return 0;
}
