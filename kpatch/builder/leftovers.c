// SPDX-License-Identifier: GPL-2.0-only
/*
 * New items that stayed out are looked at, and sections that have no items, as
 * tables of the kernel's start.
 */
#include <elf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/btf_ids.h"
#include "kpatch/builder/folded.h"
#include "kpatch/builder/gone.h"
#include "kpatch/builder/leftovers.h"
#include "kpatch/builder/warnings.h"
#include "stackcheck/util/affix.h"

#define MODINFO ".modinfo"

/* Sections that are read at the start of the kernel or of a module, and never
 * again. */
static bool is_for_start(const char *section)
{
	static const char *const starts[] = { ".init",	    ".exit",
					      ".modinfo",   ".con_initcall",
					      "__syscalls", ".meminit",
					      ".initcall" };

	for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]); i++)
		if (sc_starts_with(section, starts[i]))
			return true;
	return false;
}

/* Tables of what modules may use: one, or those of older kernels. */
static bool is_of_exports(const char *section)
{
	return sc_starts_with(section, ".export_symbol") ||
	       sc_starts_with(section, "___ksymtab") ||
	       sc_starts_with(section, "___kcrctab") ||
	       sc_starts_with(section, "__ksymtab_strings");
}

static int add_warning(struct pb_selection *sel, const char *what,
		       const char *why, struct sc_error *err)
{
	return pb_warnings_add(&sel->warnings, &sel->nwarnings, err,
			       "%s %s: it is left out", what, why);
}

/*
 * Data that nothing finds but by its name. The key of a static call is found by its
 * trampoline.
 */
static bool is_plain_data(const char *section, const char *name)
{
	static const char *const plain[] = { ".data", ".bss", ".rodata" };

	for (size_t i = 0; i < sizeof(plain) / sizeof(plain[0]); i++) {
		size_t len = strlen(plain[i]);

		if (sc_starts_with(section, plain[i]) &&
		    (!section[len] || !strcmp(section + len + 1, name)))
			return !sc_starts_with(name, "__SCK__");
	}
	return false;
}

/* Why a new item can be left out; NULL: it cannot. */
static const char *why_left_out(const struct pb_item *item, const char *section,
				const char *name)
{
	if (item->is_code || is_plain_data(section, name))
		return "is new, and nothing that changes uses it";
	if (!strcmp(section, "__param"))
		return "is a parameter, and a patch cannot add one";
	return is_for_start(section) ? "is of use only at the start" : NULL;
}

/* A new item that no changed function uses. */
static int check_item(const struct pb_unit *unit, struct pb_selection *sel,
		      uint32_t i, struct sc_error *err)
{
	const struct pb_items *items = unit->new.items;
	const struct pb_item *item = &items->items[i];
	const char *section = items->obj->secs[item->sec].name;
	const char *name = pb_item_name(items, i);
	const char *why = why_left_out(item, section, name);

	if (sel->choices[i].role != PB_ROLE_NONE ||
	    unit->old_new->old_of[i] != PB_NO_ITEM ||
	    pb_item_is_private(items, i) || pb_special_find(section) ||
	    !strcmp(section, MODINFO) || is_of_exports(section))
		return 0;
	if (why)
		return add_warning(sel, name, why, err);
	return sc_fail(
		err,
		"%.128s: %.128s (in %.64s) is new; a patch cannot register it with the kernel",
		unit->name, name, section);
}

static bool has_items(const struct pb_items *items, uint32_t sec)
{
	for (uint32_t i = 0; i < items->n; i++)
		if (items->items[i].sec == sec)
			return true;
	return false;
}

/* A section of data that no item names a part of, and that is no special one. */
static bool is_nameless(const struct pb_items *items, uint32_t sec)
{
	const struct pb_section *s = &items->obj->secs[sec];

	return !s->dead && s->flags & SHF_ALLOC && s->size &&
	       !(s->flags & (SHF_MERGE | SHF_EXECINSTR)) &&
	       s->type != SHT_NOTE && !pb_special_find(s->name) &&
	       !has_items(items, sec);
}

static bool is_same_section(const struct pb_section *a,
			    const struct pb_section *b)
{
	return a->size == b->size && a->nrelocs == b->nrelocs &&
	       (!a->data || !b->data || !memcmp(a->data, b->data, a->size));
}

static int check_section(const struct pb_unit *unit, struct pb_selection *sel,
			 uint32_t sec, struct sc_error *err)
{
	const struct pb_object *old = unit->old.obj;
	const struct pb_section *s = &unit->new.obj->secs[sec];
	uint32_t before;

	if (!is_nameless(unit->new.items, sec))
		return 0;
	before = pb_object_section(old, s->name);
	if (before && is_same_section(&old->secs[before], s))
		return 0;
	if (is_for_start(s->name))
		return add_warning(sel, s->name, "changes", err);
	if (is_of_exports(s->name))
		return add_warning(
			sel, s->name,
			"tells what modules may use, which a patch does not change",
			err);
	return sc_fail(
		err,
		"%.128s: the section %.64s changes, and a patch cannot change that of the kernel",
		unit->name, s->name);
}

/* Its names have numbers that other lines change, so it is compared as a whole. */
static int check_modinfo(const struct pb_unit *unit, struct pb_selection *sel,
			 struct sc_error *err)
{
	const struct pb_object *old = unit->old.obj, *new = unit->new.obj;

	if (is_same_section(&old->secs[pb_object_section(old, MODINFO)],
			    &new->secs[pb_object_section(new, MODINFO)]))
		return 0;
	return add_warning(sel, "what modinfo tells of the module",
			   "changes, as by MODULE_ALIAS", err);
}

/* No code writes to it any more, and what the kernel has in it is not read. */
static int warn_folded(const struct pb_unit *unit, struct pb_selection *sel,
		       uint32_t i, struct sc_error *err)
{
	return pb_warnings_add(
		&sel->warnings, &sel->nwarnings, err,
		"%s is only read, or only written: the compiler leaves it out, and reads its first value; READ_ONCE() reads the kernel's",
		pb_item_name(unit->old.items, i));
}

static int check_folded(const struct pb_unit *unit, struct pb_selection *sel,
			struct sc_error *err)
{
	uint32_t at = 0, i;

	do {
		if (pb_folded_next(unit, &at, &i, err) ||
		    (i != PB_NO_ITEM && warn_folded(unit, sel, i, err)))
			return -1;
	} while (i != PB_NO_ITEM);
	return 0;
}

int pb_leftovers_check(const struct pb_unit *unit, struct pb_selection *sel,
		       struct sc_error *err)
{
	for (uint32_t i = 0; i < unit->new.items->n; i++)
		if (check_item(unit, sel, i, err))
			return -1;
	for (uint32_t i = 1; i < unit->new.obj->nsecs; i++)
		if (check_section(unit, sel, i, err))
			return -1;
	return check_modinfo(unit, sel, err) || pb_btf_ids_check(unit, err) ||
			       pb_gone_check(unit, sel, err) ||
			       check_folded(unit, sel, err)
		       ? -1
		       : 0;
}
