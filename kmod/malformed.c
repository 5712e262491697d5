// SPDX-License-Identifier: GPL-2.0-only
/*
 * malformed.c - what a patch module may not hand in
 */
#include <linux/kallsyms.h>
#include <linux/module.h>
#include <linux/string.h>

#include "adopted.h"
#include "malformed.h"
#include "patch.h"

/* In memory that stays after the module's init. */
static bool in_module(const void *p, size_t nr, size_t size,
		      const struct module *mod)
{
	unsigned long start = (unsigned long)p;

	if (nr > UINT_MAX / size)
		return false;
	return !nr || (within_module_core(start, mod) &&
		       within_module_core(start + nr * size - 1, mod));
}

/* The tables of an adopted patch were made here. */
static bool in_tables(const void *p, size_t nr, size_t size,
		      const struct module *mod)
{
	return in_module(p, nr, size, mod) || kpatch_adopted_find(mod);
}

static bool good_name(const char *name, size_t max, const struct module *mod)
{
	size_t len;

	if (!name || !within_module_core((unsigned long)name, mod))
		return false;
	len = strnlen(name, max);
	return len && len < max && !strchr(name, '/');
}

static bool same_function(const struct kpatch_func *a,
			  const struct kpatch_func *b)
{
	return !strcmp(a->name, b->name) &&
	       (a->sympos ?: 1) == (b->sympos ?: 1);
}

static const char *bad_object(const struct kpatch_object *obj,
			      const struct module *mod)
{
	unsigned int i, k;

	if (obj->name && !good_name(obj->name, MODULE_NAME_LEN, mod))
		return "name of an object";
	if (obj->name && kpatch_same_name(obj->name, mod->name))
		return "a patch cannot patch itself";
	if (obj->name && kpatch_same_name(obj->name, THIS_MODULE->name))
		return "kpatch.ko cannot be patched";
	if (obj->name && !strcmp(obj->name, "vmlinux"))
		return "vmlinux is named NULL";
	if (!in_tables(obj->funcs, obj->nr_funcs, sizeof(*obj->funcs), mod))
		return "table of functions is not in the module, or goes with its init";
	if (!in_module(obj->dynrelas, obj->nr_dynrelas, sizeof(*obj->dynrelas),
		       mod))
		return "table of relocations is not in the module, or goes with its init";
	for (i = 0; i < obj->nr_funcs; i++) {
		const struct kpatch_func *func = &obj->funcs[i];

		if (!good_name(func->name, KSYM_NAME_LEN, mod))
			return "name of a function";
		if (!within_module_core(func->new_addr, mod))
			return "new function is not in the module, or goes with its init";
		for (k = 0; k < i; k++)
			if (same_function(func, &obj->funcs[k]))
				return "function is there twice";
	}
	for (i = 0; i < obj->nr_dynrelas; i++)
		if (!good_name(obj->dynrelas[i].name, KSYM_NAME_LEN, mod))
			return "name of a relocation's symbol";
	return NULL;
}

static const char *bad_states(const struct kpatch_module *kpmod)
{
	unsigned int i, k;

	if (!in_module(kpmod->states, kpmod->nr_states, sizeof(*kpmod->states),
		       kpmod->mod))
		return "table of states is not in the module, or goes with its init";
	for (i = 0; i < kpmod->nr_states; i++)
		for (k = 0; k < i; k++)
			if (kpmod->states[i].id == kpmod->states[k].id)
				return "state is there twice";
	return NULL;
}

const char *kpatch_malformed(const struct kpatch_module *kpmod)
{
	const struct module *mod = kpmod->mod;
	unsigned int i, k;
	const char *bad;

	if (!kpmod->nr_objects)
		return "no objects";
	if (!in_tables(kpmod, 1, sizeof(*kpmod), mod) ||
	    !in_tables(kpmod->objects, kpmod->nr_objects,
		       sizeof(*kpmod->objects), mod))
		return "table of objects is not in the module, or goes with its init";
	if ((unsigned int)kpmod->consistency > KPATCH_PER_TASK)
		return "consistency is not one that there is";
	for (i = 0; i < kpmod->nr_objects; i++) {
		bad = bad_object(&kpmod->objects[i], mod);
		if (bad)
			return bad;
		for (k = 0; k < i; k++)
			if (kpatch_same_name(kpatch_object_name(&kpmod->objects[i]),
					     kpatch_object_name(&kpmod->objects[k])))
				return "object is there twice";
	}
	return bad_states(kpmod);
}
