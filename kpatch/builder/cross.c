// SPDX-License-Identifier: GPL-2.0-only
/* The symbol tables of the objects tell it all, before anything is selected. */
#include <elf.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/cross.h"
#include "kpatch/builder/object_read.h"
#include "stackcheck/util/vec.h"

static void free_names(struct pb_cross_name *names, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		free(names[i].name);
		free(names[i].unit);
		free(names[i].module);
	}
	free(names);
}

void pb_cross_free(struct pb_cross *cross)
{
	free_names(cross->defs, cross->ndefs);
	free_names(cross->uses, cross->nuses);
	*cross = (struct pb_cross){ 0 };
}

static int add_name(struct pb_cross_name **names, size_t *n,
		    const struct pb_cross_name *from, struct sc_error *err)
{
	struct pb_cross_name copy = {
		.name = strdup(from->name),
		.unit = strdup(from->unit),
		.module = from->module ? strdup(from->module) : NULL,
		.was_there = from->was_there,
		.is_code = from->is_code,
	};

	if (copy.name && copy.unit && !copy.module == !from->module &&
	    !SC_VEC_PUSH(*names, *n, copy))
		return 0;
	free(copy.name);
	free(copy.unit);
	free(copy.module);
	return sc_fail(err, "out of memory");
}

static const struct pb_cross_name *find_def(const struct pb_cross *cross,
					    const char *name)
{
	for (size_t i = 0; i < cross->ndefs; i++)
		if (!strcmp(cross->defs[i].name, name))
			return &cross->defs[i];
	return NULL;
}

static bool is_global(const struct pb_symbol *s)
{
	return !s->dead && *s->name && s->bind != STB_LOCAL;
}

/* The object's symbol of that name, or NULL: it has none of its own. */
static const struct pb_symbol *find_own(const struct pb_object *obj,
					const char *name)
{
	for (uint32_t i = 1; i < obj->nsyms; i++)
		if (!obj->syms[i].dead && obj->syms[i].sec &&
		    !strcmp(obj->syms[i].name, name))
			return &obj->syms[i];
	return NULL;
}

static int add_def(struct pb_cross *cross, const struct pb_cross_name *name,
		   struct sc_error *err)
{
	const struct pb_cross_name *other = find_def(cross, name->name);

	if (!other)
		return add_name(&cross->defs, &cross->ndefs, name, err);
	return sc_fail(err, "%.128s: %.128s is new, and new in %.128s as well",
		       name->unit, name->name, other->unit);
}

static int add_objects(struct pb_cross *cross, struct pb_cross_name *name,
		       const struct pb_object *old, const struct pb_object *new,
		       struct sc_error *err)
{
	for (uint32_t i = 1; i < new->nsyms; i++) {
		const struct pb_symbol *s = &new->syms[i], *before;
		int ret = 0;

		if (!is_global(s))
			continue;
		name->name = s->name;
		before = find_own(old, s->name);
		name->was_there = before;
		name->is_code = s->type == STT_FUNC;
		if (!s->sec)
			ret = add_name(&cross->uses, &cross->nuses, name, err);
		else if (s->bind == STB_GLOBAL &&
			 (!before || !is_global(before)))
			ret = add_def(cross, name, err);
		if (ret)
			return -1;
	}
	return 0;
}

int pb_cross_add(struct pb_cross *cross, const char *unit, const char *module,
		 const char *old, const char *new, struct sc_error *err)
{
	struct pb_cross_name name = { .unit = (char *)unit,
				      .module = (char *)module };
	struct pb_object *a = pb_object_read(old, err);
	struct pb_object *b = a ? pb_object_read(new, err) : NULL;
	int ret = b ? add_objects(cross, &name, a, b, err) : -1;

	pb_object_free(a);
	pb_object_free(b);
	return ret;
}

const struct pb_cross_name *pb_cross_find(const struct pb_cross *cross,
					  const char *unit, const char *name)
{
	const struct pb_cross_name *def = find_def(cross, name);

	return def && strcmp(def->unit, unit) ? def : NULL;
}

bool pb_cross_is_wanted(const struct pb_cross *cross, const char *unit,
			const char *name)
{
	const struct pb_cross_name *def = find_def(cross, name);

	if (!def || strcmp(def->unit, unit))
		return false;
	for (size_t i = 0; i < cross->nuses; i++)
		if (!strcmp(cross->uses[i].name, name) &&
		    strcmp(cross->uses[i].unit, unit))
			return true;
	return false;
}
