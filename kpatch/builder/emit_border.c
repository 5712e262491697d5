// SPDX-License-Identifier: GPL-2.0-only
/*
 * Compilers have a section for each variable, but for those that the source puts
 * into one, as __read_mostly does.
 */
#include <elf.h>

#include "kpatch/builder/emit_border.h"
#include "kpatch/builder/select_access.h"

/* What is no larger than this is no array that code walks over. */
#define WORD 8

static bool is_own(const struct pb_emitter *e, uint32_t item)
{
	struct pb_kernel_symbol sym;
	enum pb_access access;
	struct sc_error err;

	return !pb_select_access(e->unit, e->sel, item, &access, &sym, &err) &&
	       access == PB_ACCESS_OWN;
}

/* Could a place in @item be meant as one beside the array @other? */
static bool is_mixed(const struct pb_emitter *e, uint32_t item, uint32_t other)
{
	const struct pb_item *list = e->items->items;

	return other < e->items->n && list[other].sec == list[item].sec &&
	       list[other].size > WORD && is_own(e, item) != is_own(e, other);
}

/* The array beside the item that @ref may mean as well; PB_NO_ITEM: none. */
static uint32_t find_other(const struct pb_emitter *e, const struct pb_ref *ref)
{
	const struct pb_item *item = &e->items->items[ref->item];
	uint32_t before = ref->item ? ref->item - 1 : PB_NO_ITEM;

	if (!ref->delta && is_mixed(e, ref->item, before) &&
	    item[-1].off + item[-1].size == item->off)
		return before;
	if (ref->delta && is_mixed(e, ref->item, ref->item + 1))
		return ref->item + 1;
	return PB_NO_ITEM;
}

int pb_emit_check_border(const struct pb_emitter *e, uint32_t i,
			 const struct pb_reloc *from, const struct pb_ref *ref)
{
	const struct pb_object *obj = e->items->obj;
	uint32_t other;

	if (ref->kind != PB_REF_ITEM || e->items->items[ref->item].is_code ||
	    obj->syms[from->sym].type != STT_SECTION)
		return 0;
	other = find_other(e, ref);
	if (other == PB_NO_ITEM)
		return 0;
	return sc_fail(
		e->err,
		"%.128s: %.128s: it may use %.128s or %.128s, which are side by side in %.64s, and one of them is new; leave that section to the old one",
		e->unit->name, pb_item_name(e->items, i),
		pb_item_name(e->items, ref->item),
		pb_item_name(e->items, other), obj->secs[ref->sec].name);
}
