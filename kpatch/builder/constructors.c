// SPDX-License-Identifier: GPL-2.0-only
/*
 * A section of type SHT_INIT_ARRAY or SHT_FINI_ARRAY has addresses of functions
 * (gABI). gcc names those that it makes itself _sub_I_PRIORITY_NUMBER and
 * _sub_D_PRIORITY_NUMBER, and gives them sections of their own.
 */
#include <elf.h>

#include "kpatch/builder/constructors.h"
#include "stackcheck/util/affix.h"

static bool is_array(const struct pb_section *sec)
{
	return !sec->dead &&
	       (sec->type == SHT_INIT_ARRAY || sec->type == SHT_FINI_ARRAY);
}

static bool is_constructor(const struct pb_symbol *sym)
{
	return !sym->dead && sym->type == STT_FUNC &&
	       (sc_starts_with(sym->name, "_sub_I_") ||
		sc_starts_with(sym->name, "_sub_D_"));
}

/* Is there nothing else in the section? */
static bool has_only_constructors(const struct pb_object *obj, uint32_t sec)
{
	for (uint32_t i = 1; i < obj->nsyms; i++)
		if (obj->syms[i].sec == sec && !obj->syms[i].dead &&
		    obj->syms[i].type == STT_FUNC &&
		    !is_constructor(&obj->syms[i]))
			return false;
	return true;
}

/* A section is left with all that is in it, and the names of that. */
static void drop_section(struct pb_object *obj, uint32_t sec)
{
	obj->secs[sec].dead = true;
	for (uint32_t i = 1; i < obj->nsyms; i++)
		if (obj->syms[i].sec == sec)
			obj->syms[i].dead = true;
}

/* The section of the constructor that the relocation leads to; 0: it is none. */
static uint32_t find_constructor(const struct pb_object *obj,
				 const struct pb_reloc *reloc)
{
	uint32_t sec = obj->syms[reloc->sym].sec;

	if (!sec || sec >= obj->nsecs || !has_only_constructors(obj, sec))
		return 0;
	for (uint32_t i = 1; i < obj->nsyms; i++)
		if (obj->syms[i].sec == sec && is_constructor(&obj->syms[i]))
			return sec;
	return 0;
}

/*
 * What the constructors tell of, of which only they know. In the object with the
 * kernel's own flags, it lies among other data, and has no name there.
 */
static void drop_tables(struct pb_object *obj)
{
	for (uint32_t i = 1; i < obj->nsecs; i++)
		if (sc_starts_with(obj->secs[i].name, ".data..LASAN"))
			drop_section(obj, i);
}

/* False: the source asks for one of them, and all stay. */
static bool drop_array(struct pb_object *obj, uint32_t array)
{
	const struct pb_section *sec = &obj->secs[array];

	for (size_t i = 0; i < sec->nrelocs; i++)
		if (!find_constructor(obj, &sec->relocs[i]))
			return false;
	for (size_t i = 0; i < sec->nrelocs; i++)
		drop_section(obj, obj->syms[sec->relocs[i].sym].sec);
	drop_section(obj, array);
	return true;
}

void pb_constructors_drop(struct pb_object *obj)
{
	bool all = true;

	for (uint32_t i = 1; i < obj->nsecs; i++)
		if (is_array(&obj->secs[i]))
			all &= drop_array(obj, i);
	if (all)
		drop_tables(obj);
}
