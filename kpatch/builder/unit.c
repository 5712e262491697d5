// SPDX-License-Identifier: GPL-2.0-only
/* The five forms of an object are read, matched and paired. */
#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/constructors.h"
#include "kpatch/builder/local_data.h"
#include "kpatch/builder/near_branches.h"
#include "kpatch/builder/object_read.h"
#include "kpatch/builder/unit.h"

/* Take in an object that was read. */
static int index_form(struct pb_form *form, const struct sc_format *format,
		      struct sc_error *err)
{
	if (pb_near_branches_relocate(form->obj, err) ||
	    pb_local_data_name(form->obj, err))
		return -1;
	form->items = pb_items_new(form->obj, err);
	if (!form->items)
		return -1;
	form->entries = pb_entries_new(form->items, format, err);
	return form->entries ? 0 : -1;
}

static int read_form(struct pb_form *form, const char *path,
		     const struct sc_format *format, struct sc_error *err)
{
	form->obj = pb_object_read(path, err);
	if (!form->obj)
		return -1;
	pb_constructors_drop(form->obj);
	return index_form(form, format, err);
}

static void free_form(struct pb_form *form)
{
	pb_entries_free(form->entries);
	pb_items_free(form->items);
	pb_object_free(form->obj);
}

/* Code that the kernel does not have is not patched on a guess. */
static int check_match(const struct pb_unit *unit, struct sc_error *err)
{
	const struct pb_match *match = unit->match;

	for (size_t i = 0; i < match->nfuncs; i++) {
		const struct pb_match_func *f = &match->funcs[i];

		if (f->kind == PB_MATCH_SAME || f->kind == PB_MATCH_WEAK)
			continue;
		return sc_fail(
			err,
			"%.128s: %.128s: the kernel has other code than its source gives here: %s; the source, the configuration or the compiler is another one",
			unit->name, unit->stock.obj->syms[f->sym].name, f->why);
	}
	return 0;
}

/* The stock object is matched as it is, before its branches are changed. */
static int match_stock(struct pb_unit *unit, const char *path,
		       struct sc_error *err)
{
	unit->stock.obj = pb_object_read(path, err);
	if (!unit->stock.obj)
		return -1;
	pb_constructors_drop(unit->stock.obj);
	unit->match = pb_match_object(unit->stock.obj, unit->target, err);
	return unit->match ? check_match(unit, err) : -1;
}

static int read_unit(struct pb_unit *unit, const struct pb_unit_paths *paths,
		     struct sc_error *err)
{
	const struct sc_format *format = unit->target->img->format;

	return match_stock(unit, paths->stock, err) ||
			       index_form(&unit->stock, format, err) ||
			       read_form(&unit->base, paths->base, format,
					 err) ||
			       read_form(&unit->fixed, paths->fixed, format,
					 err) ||
			       read_form(&unit->old, paths->old, format, err) ||
			       read_form(&unit->new, paths->new, format, err)
		       ? -1
		       : 0;
}

static int pair_unit(struct pb_unit *unit, struct sc_error *err)
{
	unit->base_fixed =
		pb_pair_new(unit->base.items, unit->fixed.items, err);
	unit->base_old = pb_pair_new(unit->base.items, unit->old.items, err);
	unit->stock_old = pb_pair_new(unit->stock.items, unit->old.items, err);
	unit->old_new = pb_pair_new(unit->old.items, unit->new.items, err);
	return unit->base_fixed && unit->base_old && unit->stock_old &&
			       unit->old_new
		       ? 0
		       : -1;
}

struct pb_unit *pb_unit_new(const char *name, const struct pb_unit_paths *paths,
			    const struct pb_target *target,
			    const struct pb_target *vmlinux,
			    const struct pb_exports *exports,
			    struct sc_error *err)
{
	struct pb_unit *unit = calloc(1, sizeof(*unit));

	if (!unit || !(unit->name = strdup(name))) {
		free(unit);
		sc_fail(err, "out of memory");
		return NULL;
	}
	unit->top = paths->top;
	unit->old_text = paths->old_text;
	unit->new_text = paths->new_text;
	unit->target = target;
	unit->vmlinux = vmlinux;
	unit->exports = exports;
	if (read_unit(unit, paths, err) || pair_unit(unit, err)) {
		pb_unit_free(unit);
		return NULL;
	}
	return unit;
}

void pb_unit_free(struct pb_unit *unit)
{
	if (!unit)
		return;
	pb_pair_free(unit->base_fixed);
	pb_pair_free(unit->base_old);
	pb_pair_free(unit->stock_old);
	pb_pair_free(unit->old_new);
	pb_match_free(unit->match);
	free_form(&unit->stock);
	free_form(&unit->base);
	free_form(&unit->fixed);
	free_form(&unit->old);
	free_form(&unit->new);
	free(unit->name);
	free(unit);
}

/* Where the kernel has the byte of the stock object; false: not known. */
static bool find_place(const struct pb_unit *unit, const struct pb_item *item,
		       struct pb_place *place_ret)
{
	const struct pb_match_section *sec = &unit->match->secs[item->sec];

	*place_ret = sec->base;
	place_ret->off += item->off;
	return sec->known;
}

static void fill_symbol(const struct pb_unit *unit, uint32_t sym,
			struct pb_kernel_symbol *ret)
{
	ret->name = unit->target->img->syms[sym].name;
	ret->sympos = pb_target_sympos(unit->target, sym);
	ret->addr = pb_target_address(unit->target, sym);
	ret->size = unit->target->img->syms[sym].size;
	ret->is_freed = pb_target_is_freed(unit->target, sym);
}

/* The stock item of a new one, or PB_NO_ITEM. */
static uint32_t find_stock(const struct pb_unit *unit, uint32_t item)
{
	uint32_t old = unit->old_new->old_of[item];

	return old == PB_NO_ITEM ? old : unit->stock_old->old_of[old];
}

bool pb_unit_find(const struct pb_unit *unit, uint32_t item,
		  struct pb_kernel_symbol *sym_ret)
{
	uint32_t stock = find_stock(unit, item), sym;
	struct pb_place place;

	if (stock == PB_NO_ITEM ||
	    !find_place(unit, &unit->stock.items->items[stock], &place))
		return false;
	sym = pb_target_symbol_at(unit->target,
				  pb_item_name(unit->stock.items, stock),
				  place.sec, place.off);
	if (sym)
		fill_symbol(unit, sym, sym_ret);
	return sym != 0;
}

bool pb_unit_is_replaced(const struct pb_unit *unit, uint32_t item)
{
	uint32_t stock = find_stock(unit, item);
	const struct pb_match_func *f;

	if (stock == PB_NO_ITEM)
		return false;
	f = pb_match_of(unit->match, unit->stock.items->items[stock].sym);
	return f && f->kind == PB_MATCH_WEAK;
}
