// SPDX-License-Identifier: GPL-2.0-only
/*
 * The closure begins with the items that differ. Then it is a worklist: an item
 * that enters brings in
 *  - what it refers to and the kernel does not have;
 *  - who refers to it, if it changed and cannot be replaced by itself.
 */
#include <elf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/btf_ids.h"
#include "kpatch/builder/leftovers.h"
#include "kpatch/builder/select.h"
#include "kpatch/builder/select_add.h"
#include "kpatch/builder/select_follow.h"
#include "kpatch/builder/select_shared.h"
#include "kpatch/builder/table_loads.h"

static int select_code(struct pb_selector *s, uint32_t i, const char *why)
{
	const struct pb_item *item = item_of(s, i);
	size_t len = strlen(item->key) - strlen(".cold");
	const uint32_t *first;
	char parent[256];

	if (!is_part(s, i))
		return pb_select_changed(s, i, why);
	/* a part changes with its function */
	snprintf(parent, sizeof(parent), "%.*s", (int)len, item->key);
	if (!pb_items_find(s->items, parent, &first))
		return sc_fail(s->err, "%.128s: %.128s: no function has it",
			       s->unit->name, name_of(s, i));
	return pb_select_changed(s, *first, "its cold part differs");
}

/*
 * The kernel's table stays as it is. If functions only load from it, these can have
 * one of their own.
 */
static int select_data(struct pb_selector *s, uint32_t i, const char *why)
{
	bool writable = section_of(s, i)->flags & SHF_WRITE;
	int loaded = pb_table_is_loaded(s->items, i, s->err);

	if (loaded < 0)
		return -1;
	if (loaded) {
		s->carried[s->ncarried++] = i;
		return pb_select_add(s, i, PB_ROLE_COPY, "%s", why);
	}
	return sc_fail(
		s->err,
		"%.128s: the change gives %.128s another value (%s), but the kernel's is in use; %s",
		s->unit->name, name_of(s, i), why,
		writable
			? "set it in a callback (pre_patch, see interface.md), or use a shadow variable"
			: "leave it as it is, and let the functions that use it use a new one with another name");
}

static int select_differing(struct pb_selector *s, uint32_t i)
{
	const struct pb_comparison c = {
		.pair = s->unit->old_new,
		.old_entries = s->unit->old.entries,
		.new_entries = s->unit->new.entries,
	};
	uint32_t old = s->unit->old_new->old_of[i];
	char why[128];

	if (old == PB_NO_ITEM ||
	    pb_items_are_same(&c, old, i, why, sizeof(why)))
		return 0;
	if (item_of(s, i)->is_code)
		return select_code(s, i, why);
	/* pb_btf_ids_check() looks at these as a whole */
	if (pb_item_is_private(s->items, i) ||
	    !strcmp(section_of(s, i)->name, PB_BTF_IDS))
		return 0;
	if (is_init(section_of(s, i)->name))
		return pb_select_warn(s, i);
	return select_data(s, i, why);
}

/*
 * A function of the kernel changes, by its own flags: the compiler may have
 * inlined there what it does not inline here. So it is in the patch as well.
 */
static int select_base(struct pb_selector *s, uint32_t base, const char *why)
{
	const struct pb_unit *unit = s->unit;
	uint32_t old = unit->base_old->new_of[base];
	uint32_t new = old == PB_NO_ITEM ? old : unit->old_new->new_of[old];

	if (new != PB_NO_ITEM)
		return select_code(s, new, why);
	if (is_init(unit->base.obj->secs[unit->base.items->items[base].sec]
			    .name))
		return 0;
	return sc_fail(
		s->err,
		"%.128s: %.128s changes in the kernel (%s), but the compiler makes no such function for a patch; put __noinline before it, or before what it calls",
		unit->name, pb_item_name(unit->base.items, base), why);
}

static int select_all_base(struct pb_selector *s)
{
	const struct pb_unit *unit = s->unit;
	const struct pb_comparison c = {
		.pair = unit->base_fixed,
		.old_entries = unit->base.entries,
		.new_entries = unit->fixed.entries,
	};

	for (uint32_t i = 0; i < unit->base.items->n; i++) {
		uint32_t fixed = unit->base_fixed->new_of[i];
		char why[128];

		/* who called what is gone has changed itself */
		if (!unit->base.items->items[i].is_code ||
		    fixed == PB_NO_ITEM ||
		    pb_items_are_same(&c, i, fixed, why, sizeof(why)))
			continue;
		if (select_base(s, i, why))
			return -1;
	}
	return 0;
}

static int select_all(struct pb_selector *s)
{
	for (uint32_t i = 0; i < s->items->n; i++)
		if (select_differing(s, i))
			return -1;
	return select_all_base(s) || pb_select_shared(s) ||
			       pb_select_follow(s) ||
			       pb_leftovers_check(s->unit, s->sel, s->err)
		       ? -1
		       : 0;
}

struct pb_selection *pb_select(const struct pb_unit *unit, struct sc_error *err)
{
	struct pb_selection *sel = calloc(1, sizeof(*sel));
	struct pb_selector s = {
		.unit = unit, .items = unit->new.items, .sel = sel, .err = err
	};
	int ret = -1;

	s.work = calloc(s.items->n + 1, sizeof(*s.work));
	s.carried = calloc(s.items->n + 1, sizeof(*s.carried));
	if (sel) {
		sel->n = s.items->n;
		sel->choices = calloc(sel->n + 1, sizeof(*sel->choices));
	}
	if (sel && sel->choices && s.work && s.carried)
		ret = select_all(&s);
	else
		sc_fail(err, "out of memory");
	free(s.work);
	free(s.carried);
	if (!ret)
		return sel;
	pb_selection_free(sel);
	return NULL;
}

void pb_selection_free(struct pb_selection *sel)
{
	if (!sel)
		return;
	for (size_t i = 0; i < sel->nwarnings; i++)
		free(sel->warnings[i]);
	free(sel->warnings);
	free(sel->choices);
	free(sel);
}
