// SPDX-License-Identifier: GPL-2.0-only
#include <elf.h>
#include <string.h>

#include "kpatch/builder/select_access.h"
#include "kpatch/builder/select_add.h"
#include "kpatch/builder/select_shared.h"

/* The kernel has it elsewhere, and calls it there. */
static int check_moved(const struct pb_selector *s, const char *name)
{
	const struct pb_unit *unit = s->unit;

	if (!pb_target_find_global(unit->target, name) &&
	    !pb_target_find_global(unit->vmlinux, name))
		return 0;
	return sc_fail(
		s->err,
		"%.128s: %.128s is new there, but the kernel has it from another file, and uses that; change it where it was",
		unit->name, name);
}

static int share_item(struct pb_selector *s, uint32_t i)
{
	struct pb_kernel_symbol sym;
	enum pb_access access;

	if (s->sel->choices[i].role != PB_ROLE_NONE) {
		s->sel->shared++;
		return 0;
	}
	if (pb_select_access(s->unit, s->sel, i, &access, &sym, s->err))
		return -1;
	s->sel->shared++;
	if (access == PB_ACCESS_KERNEL)
		return 0;
	return pb_select_add(s, i, PB_ROLE_COPY,
			     "another file of the patch uses it");
}

int pb_select_shared(struct pb_selector *s)
{
	const struct pb_object *obj = s->items->obj;

	for (uint32_t k = 1; k < obj->nsyms; k++) {
		const struct pb_symbol *sym = &obj->syms[k];
		uint32_t i = s->items->of_sym[k];

		if (i == PB_NO_ITEM || sym->bind != STB_GLOBAL)
			continue;
		if (s->unit->old_new->old_of[i] == PB_NO_ITEM &&
		    check_moved(s, sym->name))
			return -1;
		if (pb_cross_is_wanted(s->unit->cross, s->unit->name,
				       sym->name) &&
		    share_item(s, i))
			return -1;
	}
	return 0;
}
