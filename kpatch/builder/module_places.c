// SPDX-License-Identifier: GPL-2.0-only
/* Places of the new code that refer to a symbol of a module. */
#include <elf.h>
#include <string.h>

#include "kpatch/builder/module_places.h"
#include "kpatch/builder/object_read.h"
#include "kpatch/builder/plan_check.h"

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
