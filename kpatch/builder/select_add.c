// SPDX-License-Identifier: GPL-2.0-only
/* Items enter the closure, and who carries what cannot be replaced does, too. */
#include <elf.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "kpatch/builder/select_add.h"
#include "kpatch/builder/warnings.h"

int pb_select_add(struct pb_selector *s, uint32_t i, enum pb_role role,
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

int pb_select_warn(struct pb_selector *s, uint32_t i)
{
	const char *when =
		sc_starts_with(section_of(s, i)->name, ".exit.")
			? "runs only when its module goes, and ftrace cannot redirect it"
			: "is of use only at the start, which is over";

	return pb_warnings_add(&s->sel->warnings, &s->sel->nwarnings, s->err,
			       "%s %s: its change is left out", name_of(s, i),
			       when);
}

/* Can ftrace redirect it? It can if its entry has a call that is listed. */
static bool has_ftrace_call(const struct pb_selector *s, uint32_t i)
{
	const struct pb_entry *list;
	size_t n = pb_entries_of(s->unit->new.entries, i, &list);

	for (size_t k = 0; k < n; k++)
		if (!strcmp(list[k].special->name, "__mcount_loc"))
			return true;
	return false;
}

/* How an item refers to another one; the later the more. */
enum use {
	USE_NONE,
	USE_BRANCH, /* it only calls it, or jumps to it */
	USE_ADDRESS,
};

static enum use find_use(const struct pb_selector *s, uint32_t from,
			 uint32_t to)
{
	const struct pb_item *item = item_of(s, from);
	const struct pb_section *sec = section_of(s, from);
	size_t k = pb_object_reloc_at(s->items->obj, item->sec, item->off);
	enum use use = USE_NONE;

	for (; k < sec->nrelocs && sec->relocs[k].off < item->off + item->size;
	     k++) {
		if (pb_items_resolve(s->items, item->sec, k).item != to)
			continue;
		if (!pb_items_branch(s->items, item->sec, k))
			return USE_ADDRESS;
		use = USE_BRANCH;
	}
	return use;
}

/* A function that changes, and that the kernel does not have by this code. */
static int refuse_absent(const struct pb_selector *s, uint32_t i)
{
	if (pb_unit_is_replaced(s->unit, i))
		return sc_fail(
			s->err,
			"%.128s: %.128s is weak, and another function of that name is in the kernel; change that one",
			s->unit->name, name_of(s, i));
	return sc_fail(
		s->err,
		"%.128s: %.128s: the kernel has no function of its own for it; change its callers instead",
		s->unit->name, name_of(s, i));
}

int pb_select_changed(struct pb_selector *s, uint32_t i, const char *why)
{
	struct pb_choice *c = &s->sel->choices[i];

	if (is_init(section_of(s, i)->name))
		return pb_select_warn(s, i);
	if (c->role != PB_ROLE_NONE)
		return 0;
	/* The kernel's is not called any more. The patch has its own. */
	if (was_init(s, i))
		return pb_select_add(s, i, PB_ROLE_COPY, "%s", why);
	if (!is_part(s, i) && has_ftrace_call(s, i)) {
		if (!pb_unit_find(s->unit, i, &c->symbol))
			return refuse_absent(s, i);
		return pb_select_add(s, i, PB_ROLE_REPLACE, "%s", why);
	}
	s->carried[s->ncarried++] = i;
	return pb_select_add(s, i, PB_ROLE_COPY, "%s", why);
}

/* What is no item, as a table that the kernel reads at its start, has it. */
static bool is_in_table(const struct pb_selector *s, uint32_t to)
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

static int refuse_carried(const struct pb_selector *s, uint32_t to,
			  const char *who)
{
	return sc_fail(
		s->err,
		"%.128s: %.128s changes, ftrace cannot redirect it, and %.128s; change those that call it",
		s->unit->name, name_of(s, to), who);
}

/* Other code than that of this object must not get at it. */
static int check_carried(const struct pb_selector *s, uint32_t to)
{
	if (is_part(s, to))
		return 0;
	if (s->items->obj->syms[item_of(s, to)->sym].bind != STB_LOCAL)
		return refuse_carried(s, to, "other objects may call it");
	if (is_in_table(s, to))
		return refuse_carried(s, to, "a table has its address");
	return 0;
}

int pb_select_callers(struct pb_selector *s, uint32_t to)
{
	size_t n = 0;

	if (check_carried(s, to))
		return -1;
	for (uint32_t i = 0; i < s->items->n; i++) {
		enum use use = i == to ? USE_NONE : find_use(s, i, to);
		char why[128];

		if (use == USE_NONE)
			continue;
		/* the kernel has places with the old address, and would keep ours */
		if (!item_of(s, i)->is_code ||
		    (item_of(s, to)->is_code && !is_part(s, to) &&
		     use == USE_ADDRESS)) {
			snprintf(why, sizeof(why), "%.100s has its address",
				 name_of(s, i));
			return refuse_carried(s, to, why);
		}
		snprintf(why, sizeof(why),
			 item_of(s, to)->is_code ? "it has %.100s in it"
						 : "it reads %.100s",
			 name_of(s, to));
		if (pb_select_changed(s, i, why))
			return -1;
		n++;
	}
	return n || is_part(s, to) ? 0
				   : refuse_carried(s, to, "nothing calls it");
}
