// SPDX-License-Identifier: GPL-2.0-only
/*
 * A worklist of items. An item that enters it brings in:
 *  - what it refers to and the kernel does not have;
 *  - who refers to it, if it changed and cannot be replaced by itself.
 */
#include <elf.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/leftovers.h"
#include "kpatch/builder/select.h"
#include "stackcheck/util/affix.h"
#include "stackcheck/util/vec.h"

struct selector {
	const struct pb_unit *unit;
	const struct pb_items *items; /* of the new object */
	struct pb_selection *sel;
	uint32_t *work; /* items whose references are still to be followed */
	size_t nwork;
	uint32_t *carried; /* code whose callers are still to be found */
	size_t ncarried;
	struct sc_error *err;
};

static const struct pb_item *item_of(const struct selector *s, uint32_t i)
{
	return &s->items->items[i];
}

static const char *name_of(const struct selector *s, uint32_t i)
{
	return pb_item_name(s->items, i);
}

static const struct pb_section *section_of(const struct selector *s, uint32_t i)
{
	return &s->items->obj->secs[item_of(s, i)->sec];
}

/* Code and data that the kernel frees after its start, or the module's. */
static bool is_init(const char *section)
{
	return sc_starts_with(section, ".init.") ||
	       sc_starts_with(section, ".exit.") ||
	       sc_starts_with(section, ".meminit.") ||
	       sc_starts_with(section, ".ref.");
}

/* A part of another function, which nobody else jumps to. */
static bool is_part(const struct selector *s, uint32_t i)
{
	return sc_ends_with(item_of(s, i)->key, ".cold");
}

static int add_item(struct selector *s, uint32_t i, enum pb_role role,
		    const char *fmt, ...) __attribute__((format(printf, 4, 5)));

/* Put an item in, if it is not in yet. */
static int add_item(struct selector *s, uint32_t i, enum pb_role role,
		    const char *fmt, ...)
{
	struct pb_choice *c = &s->sel->choices[i];
	va_list args;

	if (c->role != PB_ROLE_NONE)
		return 0;
	c->role = role;
	s->sel->replaced += role == PB_ROLE_REPLACE;
	va_start(args, fmt);
	vsnprintf(c->why, sizeof(c->why), fmt, args);
	va_end(args);
	s->work[s->nwork++] = i;
	return 0;
}

/* The change of something that runs, or is used, only at the start. */
static int add_warning(struct selector *s, uint32_t i)
{
	char *text;

	if (asprintf(
		    &text,
		    "%s is of use only at the start, which is over: its change is left out",
		    name_of(s, i)) < 0 ||
	    SC_VEC_PUSH(s->sel->warnings, s->sel->nwarnings, text))
		return sc_fail(s->err, "out of memory");
	return 0;
}

/* Can ftrace redirect it? It can if its entry has a call that is listed. */
static bool has_ftrace_call(const struct selector *s, uint32_t i)
{
	const struct pb_entry *list;
	size_t n = pb_entries_of(s->unit->new.entries, i, &list);

	for (size_t k = 0; k < n; k++)
		if (!strcmp(list[k].special->name, "__mcount_loc"))
			return true;
	return false;
}

static bool refers_to(const struct selector *s, uint32_t sec, uint64_t off,
		      uint64_t end, uint32_t to)
{
	const struct pb_section *sec_p = &s->items->obj->secs[sec];
	size_t k = pb_object_reloc_at(s->items->obj, sec, off);

	for (; k < sec_p->nrelocs && sec_p->relocs[k].off < end; k++)
		if (pb_items_resolve(s->items, sec, k).item == to)
			return true;
	return false;
}

/*
 * A function that differs: it takes the place of the kernel's, or is carried by
 * all who call it.
 */
static int add_changed(struct selector *s, uint32_t i, const char *why)
{
	struct pb_choice *c = &s->sel->choices[i];

	if (is_init(section_of(s, i)->name))
		return add_warning(s, i);
	if (c->role != PB_ROLE_NONE)
		return 0;
	if (!is_part(s, i) && has_ftrace_call(s, i)) {
		if (!pb_unit_find(s->unit, i, &c->symbol))
			return sc_fail(
				s->err,
				"%.128s: %.128s: the kernel has no function of its own for it; change its callers instead",
				s->unit->name, name_of(s, i));
		return add_item(s, i, PB_ROLE_REPLACE, "%s", why);
	}
	s->carried[s->ncarried++] = i;
	return add_item(s, i, PB_ROLE_COPY, "%s", why);
}

/* What is no item, as a table that the kernel reads at its start, has it. */
static bool is_in_table(const struct selector *s, uint32_t to)
{
	const struct pb_object *obj = s->items->obj;

	for (uint32_t sec = 1; sec < obj->nsecs; sec++) {
		const struct pb_section *p = &obj->secs[sec];

		if (p->dead || !(p->flags & SHF_ALLOC) ||
		    pb_special_find(p->name))
			continue;
		for (size_t k = 0; k < p->nrelocs; k++)
			if (pb_items_resolve(s->items, sec, k).item == to &&
			    pb_items_at(s->items, sec, p->relocs[k].off) ==
				    PB_NO_ITEM)
				return true;
	}
	return false;
}

static int refuse_carried(const struct selector *s, uint32_t to,
			  const char *who)
{
	return sc_fail(
		s->err,
		"%.128s: %.128s changes, ftrace cannot redirect it, and %.128s; change those that call it",
		s->unit->name, name_of(s, to), who);
}

/* Other code than that of this object must not get at it. */
static int check_carried(const struct selector *s, uint32_t to)
{
	if (is_part(s, to))
		return 0;
	if (s->items->obj->syms[item_of(s, to)->sym].bind != STB_LOCAL)
		return refuse_carried(s, to, "other objects may call it");
	if (is_in_table(s, to))
		return refuse_carried(s, to, "a table has its address");
	return 0;
}

/* Each function that refers to @to carries it, and so is changed as well. */
static int add_callers(struct selector *s, uint32_t to)
{
	size_t n = 0;

	if (check_carried(s, to))
		return -1;
	for (uint32_t i = 0; i < s->items->n; i++) {
		const struct pb_item *item = item_of(s, i);
		char why[128];

		if (i == to || !refers_to(s, item->sec, item->off,
					  item->off + item->size, to))
			continue;
		if (!item->is_code) {
			snprintf(why, sizeof(why), "%.100s has its address",
				 name_of(s, i));
			return refuse_carried(s, to, why);
		}
		snprintf(why, sizeof(why), "it has %.100s in it",
			 name_of(s, to));
		if (add_changed(s, i, why))
			return -1;
		n++;
	}
	return n || is_part(s, to) ? 0
				   : refuse_carried(s, to, "nothing calls it");
}

/* --- what the kernel does not have */

static int refuse_unclear(const struct selector *s, uint32_t i)
{
	return sc_fail(
		s->err,
		"%.128s: %.128s: the source has several static variables of this name, and the change leaves open which is which; give the new one another name",
		s->unit->name, name_of(s, i));
}

/* Is it one that each function can have for itself? */
static bool is_copied(const struct selector *s, uint32_t i)
{
	return is_part(s, i) || pb_key_is_private(item_of(s, i)->key);
}

static int refuse_hidden(const struct selector *s, uint32_t i)
{
	return sc_fail(
		s->err,
		"%.128s: %.128s: the kernel has this variable, but nothing tells where; a patch cannot use it",
		s->unit->name, name_of(s, i));
}

int pb_select_access(const struct pb_unit *unit, const struct pb_selection *sel,
		     uint32_t item, enum pb_access *access_ret,
		     struct pb_kernel_symbol *sym_ret, struct sc_error *err)
{
	struct selector s = { .unit = unit,
			      .items = unit->new.items,
			      .err = err };
	bool old = unit->old_new->old_of[item] != PB_NO_ITEM;
	bool writable = section_of(&s, item)->flags & SHF_WRITE;

	*access_ret = PB_ACCESS_OWN;
	if (sel->choices[item].role != PB_ROLE_NONE || is_copied(&s, item))
		return 0;
	if (unit->old_new->unclear[item])
		return refuse_unclear(&s, item);
	if (old && pb_unit_find(unit, item, sym_ret)) {
		*access_ret = PB_ACCESS_KERNEL;
		return 0;
	}
	if (old && writable)
		return refuse_hidden(&s, item);
	return 0;
}

static int follow_item(struct selector *s, uint32_t from, uint32_t to)
{
	struct pb_kernel_symbol sym;
	enum pb_access access;

	if (pb_select_access(s->unit, s->sel, to, &access, &sym, s->err))
		return -1;
	if (access == PB_ACCESS_KERNEL)
		return 0;
	if (is_init(section_of(s, to)->name))
		return sc_fail(
			s->err,
			"%.128s: %.128s uses %.128s, which the kernel has freed after its start",
			s->unit->name, name_of(s, from), name_of(s, to));
	return add_item(s, to, PB_ROLE_COPY, "%.100s uses it",
			name_of(s, from));
}

/* Follow the relocations of a range of bytes that belongs to @from. */
static int follow_range(struct selector *s, uint32_t from, uint32_t sec,
			uint64_t off, uint64_t end)
{
	const struct pb_section *sec_p = &s->items->obj->secs[sec];
	size_t k = pb_object_reloc_at(s->items->obj, sec, off);

	for (; k < sec_p->nrelocs && sec_p->relocs[k].off < end; k++) {
		struct pb_ref ref = pb_items_resolve(s->items, sec, k);

		if (ref.kind == PB_REF_ITEM && ref.item != from &&
		    follow_item(s, from, ref.item))
			return -1;
	}
	return 0;
}

static int follow_entries(struct selector *s, uint32_t from)
{
	const struct pb_entry *list;
	size_t n = pb_entries_of(s->unit->new.entries, from, &list);

	for (size_t k = 0; k < n; k++) {
		if (list[k].special->use == PB_SPECIAL_REFUSE)
			return sc_fail(
				s->err,
				"%.128s: %.128s has %s (%s), which a patch cannot have",
				s->unit->name, name_of(s, from),
				list[k].special->what, list[k].special->name);
		if (follow_range(s, from, list[k].sec, list[k].off,
				 list[k].off + list[k].size))
			return -1;
	}
	return 0;
}

/* All callers come first: whether the patch has an item decides its access. */
static int follow_all(struct selector *s)
{
	while (s->ncarried)
		if (add_callers(s, s->carried[--s->ncarried]))
			return -1;
	while (s->nwork) {
		uint32_t i = s->work[--s->nwork];
		const struct pb_item *item = item_of(s, i);

		if (follow_range(s, i, item->sec, item->off,
				 item->off + item->size) ||
		    follow_entries(s, i))
			return -1;
	}
	return 0;
}

/* --- what differs */

static int select_code(struct selector *s, uint32_t i, const char *why)
{
	const struct pb_item *item = item_of(s, i);
	size_t len = strlen(item->key) - strlen(".cold");
	const uint32_t *first;
	char parent[256];

	if (!is_part(s, i))
		return add_changed(s, i, why);
	/* a part changes with its function */
	snprintf(parent, sizeof(parent), "%.*s", (int)len, item->key);
	if (!pb_items_find(s->items, parent, &first))
		return sc_fail(s->err, "%.128s: %.128s: no function has it",
			       s->unit->name, name_of(s, i));
	return add_changed(s, *first, "its cold part differs");
}

static int select_differing(struct selector *s, uint32_t i)
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
	if (pb_key_is_private(item_of(s, i)->key))
		return 0;
	if (is_init(section_of(s, i)->name))
		return add_warning(s, i);
	return sc_fail(
		s->err,
		"%.128s: the change gives %.128s another value (%s), but the kernel's is in use; set it in a callback (pre_patch, see interface.md), or use a shadow variable",
		s->unit->name, name_of(s, i), why);
}

/*
 * A function of the kernel changes, by its own flags: the compiler may have
 * inlined there what it does not inline here. So it is in the patch as well.
 */
static int select_stock(struct selector *s, uint32_t stock, const char *why)
{
	const struct pb_unit *unit = s->unit;
	uint32_t old = unit->stock_old->new_of[stock];
	uint32_t new = old == PB_NO_ITEM ? old : unit->old_new->new_of[old];

	if (new != PB_NO_ITEM)
		return select_code(s, new, why);
	if (is_init(unit->stock.obj->secs[unit->stock.items->items[stock].sec]
			    .name))
		return 0;
	return sc_fail(
		s->err,
		"%.128s: %.128s changes in the kernel (%s), but the compiler makes no such function for a patch; put __noinline before it, or before what it calls",
		unit->name, pb_item_name(unit->stock.items, stock), why);
}

static int select_all_stock(struct selector *s)
{
	const struct pb_unit *unit = s->unit;
	const struct pb_comparison c = {
		.pair = unit->stock_fixed,
		.old_entries = unit->stock.entries,
		.new_entries = unit->fixed.entries,
	};

	for (uint32_t i = 0; i < unit->stock.items->n; i++) {
		uint32_t fixed = unit->stock_fixed->new_of[i];
		char why[128];

		/* who called what is gone has changed itself */
		if (!unit->stock.items->items[i].is_code ||
		    fixed == PB_NO_ITEM ||
		    pb_items_are_same(&c, i, fixed, why, sizeof(why)))
			continue;
		if (select_stock(s, i, why))
			return -1;
	}
	return 0;
}

static int select_all(struct selector *s)
{
	for (uint32_t i = 0; i < s->items->n; i++)
		if (select_differing(s, i))
			return -1;
	return select_all_stock(s) || follow_all(s) ||
			       pb_leftovers_check(s->unit, s->sel, s->err)
		       ? -1
		       : 0;
}

struct pb_selection *pb_select(const struct pb_unit *unit, struct sc_error *err)
{
	struct pb_selection *sel = calloc(1, sizeof(*sel));
	struct selector s = {
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
