// SPDX-License-Identifier: GPL-2.0-only
#include <elf.h>

#include "kpatch/builder/gone.h"
#include "kpatch/builder/select_priv.h"
#include "kpatch/builder/warnings.h"

static const struct pb_section *section_in(const struct pb_items *items,
					   uint32_t i)
{
	return &items->obj->secs[items->items[i].sec];
}

/*
 * Does the patch leave the item as the kernel has it? Code that is gone, or is part of
 * the patch, does not run any more.
 */
static bool stays_in_kernel(const struct pb_unit *unit,
			    const struct pb_selection *sel, uint32_t old)
{
	uint32_t new;

	if (old == PB_NO_ITEM || !unit->old.items->items[old].is_code)
		return true;
	new = unit->old_new->new_of[old];
	return new != PB_NO_ITEM && sel->choices[new].role == PB_ROLE_NONE;
}

/* Does what stays in the section have the old item's address, for no branch? */
static bool has_address(const struct pb_unit *unit,
			const struct pb_selection *sel, uint32_t sec,
			uint32_t to)
{
	const struct pb_items *items = unit->old.items;
	const struct pb_section *s = &items->obj->secs[sec];

	if (s->dead || !(s->flags & SHF_ALLOC) || pb_special_find(s->name))
		return false;
	for (size_t k = 0; k < s->nrelocs; k++) {
		struct pb_ref ref;

		if (pb_items_branch(items, sec, k))
			continue;
		ref = pb_items_resolve(items, sec, k);
		if (ref.item == to && !ref.delta &&
		    stays_in_kernel(unit, sel,
				    pb_items_at(items, sec, s->relocs[k].off)))
			return true;
	}
	return false;
}

static bool is_kept_function(const struct pb_unit *unit,
			     const struct pb_selection *sel, uint32_t i)
{
	const struct pb_items *old = unit->old.items;

	if (!old->items[i].is_code || unit->old_new->new_of[i] != PB_NO_ITEM ||
	    is_init(section_in(old, i)->name))
		return false;
	for (uint32_t sec = 1; sec < old->obj->nsecs; sec++)
		if (has_address(unit, sel, sec, i))
			return true;
	return false;
}

/* The first function of the new object that the old one has not; or PB_NO_ITEM. */
static uint32_t find_new_function(const struct pb_unit *unit)
{
	const struct pb_items *new = unit->new.items;

	for (uint32_t i = 0; i < new->n; i++)
		if (new->items[i].is_code &&
		    unit->old_new->old_of[i] == PB_NO_ITEM &&
		    !is_init(section_in(new, i)->name))
			return i;
	return PB_NO_ITEM;
}

static int check_functions(const struct pb_unit *unit,
			   const struct pb_selection *sel, struct sc_error *err)
{
	uint32_t other = find_new_function(unit);

	if (other == PB_NO_ITEM)
		return 0;
	for (uint32_t i = 0; i < unit->old.items->n; i++)
		if (is_kept_function(unit, sel, i))
			return sc_fail(
				err,
				"%.128s: %.128s is gone, but the kernel has its address and calls it; if %.128s is its new name, keep the old one",
				unit->name, pb_item_name(unit->old.items, i),
				pb_item_name(unit->new.items, other));
	return 0;
}

static bool is_variable(const struct pb_items *items, uint32_t i)
{
	return !items->items[i].is_code && !pb_item_is_private(items, i) &&
	       section_in(items, i)->flags & SHF_WRITE &&
	       !pb_special_find(section_in(items, i)->name);
}

/* A variable of that size that only the patch has; or PB_NO_ITEM. */
static uint32_t find_new_variable(const struct pb_unit *unit,
				  const struct pb_selection *sel, uint64_t size)
{
	const struct pb_items *new = unit->new.items;

	for (uint32_t i = 0; i < new->n; i++)
		if (sel->choices[i].role == PB_ROLE_COPY &&
		    unit->old_new->old_of[i] == PB_NO_ITEM &&
		    is_variable(new, i) && new->items[i].size == size)
			return i;
	return PB_NO_ITEM;
}

static int check_variable(const struct pb_unit *unit, struct pb_selection *sel,
			  uint32_t i, struct sc_error *err)
{
	const struct pb_items *old = unit->old.items;
	uint32_t other = find_new_variable(unit, sel, old->items[i].size);

	if (other == PB_NO_ITEM)
		return 0;
	return pb_warnings_add(
		&sel->warnings, &sel->nwarnings, err,
		"%s is gone, and %s is new: it begins with its own value; if it is the same variable, keep the old name",
		pb_item_name(old, i), pb_item_name(unit->new.items, other));
}

int pb_gone_check(const struct pb_unit *unit, struct pb_selection *sel,
		  struct sc_error *err)
{
	if (check_functions(unit, sel, err))
		return -1;
	for (uint32_t i = 0; i < unit->old.items->n; i++)
		if (unit->old_new->new_of[i] == PB_NO_ITEM &&
		    is_variable(unit->old.items, i) &&
		    check_variable(unit, sel, i, err))
			return -1;
	return 0;
}
