// SPDX-License-Identifier: GPL-2.0-only
/* Does the patch have an item of its own, or does it use that of the kernel? */
#include <elf.h>

#include "kpatch/builder/select_access.h"
#include "kpatch/builder/select_priv.h"
#include "kpatch/builder/table_loads.h"

static int refuse_unclear(const struct pb_selector *s, uint32_t i)
{
	return sc_fail(
		s->err,
		"%.128s: %.128s: static variables of this name were there before, and other functions use them after the change; which is which is not known, so give a new one another name",
		s->unit->name, name_of(s, i));
}

/* Is it one that each function can have for itself? */
static bool is_copied(const struct pb_selector *s, uint32_t i)
{
	return is_part(s, i) || pb_item_is_private(s->items, i);
}

static int refuse_hidden(const struct pb_selector *s, uint32_t i)
{
	return sc_fail(
		s->err,
		"%.128s: %.128s: the kernel has this variable, but nothing tells where; a patch cannot use it",
		s->unit->name, name_of(s, i));
}

static int refuse_freed(const struct pb_selector *s, uint32_t i)
{
	return sc_fail(
		s->err,
		"%.128s: %.128s is data of the start, which the kernel has freed; a patch cannot use it",
		s->unit->name, name_of(s, i));
}

int pb_select_access(const struct pb_unit *unit, const struct pb_selection *sel,
		     uint32_t item, enum pb_access *access_ret,
		     struct pb_kernel_symbol *sym_ret, struct sc_error *err)
{
	struct pb_selector s = { .unit = unit,
				 .items = unit->new.items,
				 .err = err };
	bool old = unit->old_new->old_of[item] != PB_NO_ITEM;
	bool writable = section_of(&s, item)->flags & SHF_WRITE;

	*access_ret = PB_ACCESS_OWN;
	if (sel->choices[item].role != PB_ROLE_NONE || is_copied(&s, item))
		return 0;
	/* of constants that are only read, each function may have its own */
	if (unit->old_new->unclear[item] &&
	    pb_table_is_loaded(s.items, item, err) != 1)
		return refuse_unclear(&s, item);
	if (unit->old_new->unclear[item])
		return 0;
	if (was_init(&s, item))
		return item_of(&s, item)->is_code ? 0 : refuse_freed(&s, item);
	if (old && pb_unit_find(unit, item, sym_ret)) {
		*access_ret = PB_ACCESS_KERNEL;
		return 0;
	}
	if (old && writable)
		return refuse_hidden(&s, item);
	return 0;
}
