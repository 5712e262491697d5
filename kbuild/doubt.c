// SPDX-License-Identifier: GPL-2.0-only
/* Other objects that rest on what is no longer so: they are made anew. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "kbuild/book.h"
#include "kbuild/doubt.h"
#include "kbuild/index.h"
#include "kbuild/keep.h"
#include "kbuild/keeper.h"
#include "stackcheck/analysis/assumptions.h"
#include "stackcheck/checker/rules/noreturn_assumed.h"
#include "stackcheck/image/section_index.h"
#include "stackcheck/trust.h"
#include "stackcheck/util/escape.h"

static void report_assumption(struct kb_keeper *k, const char *name,
			      const struct sc_assumption *a)
{
	struct sc_place place = { .group = UINT32_MAX };
	const struct sc_object *obj = k->analysis->obj;
	struct sc_assumed_use use = { .callee = name,
				      .user = a->function,
				      .path = a->path };

	for (uint32_t i = 1; i < obj->img->nsyms && !place.section; i++) {
		const struct sc_symbol *sym = &obj->img->syms[i];

		if (sym->sec == SC_SEC_UNDEF || sym->sec >= obj->img->nsecs ||
		    strcmp(sym->name, name) != 0)
			continue;
		place.section = obj->img->secs[sym->sec].name;
		place.function = name;
		place.section_off = sym->off;
	}
	if (place.section)
		sc_report_assumed(k->res, &place, &use);
}

static bool has_table(const char *object)
{
	struct sc_input input = { .path = (char *)object,
				  .file = (char *)object };
	struct sc_image *img = sc_input_load(&input, NULL, NULL);
	const struct sc_section *sec =
		img ? sc_image_section(img, SC_TRUST_SECTION) : NULL;
	bool has = sec && sec->size;

	if (img)
		sc_image_free(img);
	return has;
}

/* A table that rests on what is not so: its object is made anew, or nothing. */
static int remove_stale(struct kb_keeper *k, const struct kb_entry *e,
			const char *name)
{
	if (unlink(e->object) && errno != ENOENT)
		return sc_fail(
			k->err,
			"%s: cannot remove it: %s; its table is wrong, since %s() returns; remove it and run make again",
			e->object, strerror(errno), name);
	sc_escape_line(
		stderr,
		"%s: error: stackcheck: the table of %s is wrong, since %s() returns; that object is removed; run make again",
		k->job->object, e->object, name);
	k->stale = true;
	return 0;
}

/* The same of a table of which nobody knows what it rests on. */
static int remove_unknown(struct kb_keeper *k, const struct kb_entry *e)
{
	if (unlink(e->object) && errno != ENOENT)
		return sc_fail(
			k->err,
			"%s: cannot remove it: %s; its table may be wrong, since its file of facts is missing or of another version; remove it and run make again",
			e->object, strerror(errno));
	sc_escape_line(
		stderr,
		"%s: error: stackcheck: the table of %s may be wrong, since its file of facts is missing or of another version; that object is removed; run make again",
		k->job->object, e->object);
	k->stale = true;
	return 0;
}

static int visit_unknown(struct kb_keeper *k)
{
	for (size_t i = 0; i < k->book.n; i++)
		if (kb_entry_is_unknown(&k->book.entries[i]) &&
		    remove_unknown(k, &k->book.entries[i]))
			return -1;
	return kb_index_set(k->index, KB_ANY_NAME, KB_ASSUMED, 0, k->err);
}

static int visit_doubted(struct kb_keeper *k, const struct kb_entry *e)
{
	bool table = has_table(e->object), removed = false;
	const struct sc_assumption *a;
	size_t n = 0;

	a = sc_facts_assumptions(e->facts, &n);
	for (size_t i = 0; i < n; i++) {
		if (!sc_facts_get(k->gone, a[i].name))
			continue;
		if (!table) {
			report_assumption(k, a[i].name, &a[i]);
			return 0;
		}
		if (kb_index_set(k->index, a[i].name, 0, KB_DOUBTED, k->err) ||
		    (!removed && remove_stale(k, e, a[i].name)))
			return -1;
		removed = true;
	}
	return 0;
}

int kb_keeper_visit(struct kb_keeper *k)
{
	if (kb_book_read(&k->book, k->job->tree, k->job->object, k->err))
		return -1;
	if (kb_book_propagate(&k->book, k->gone))
		return kb_keeper_no_memory(k);
	for (size_t i = 0; i < k->book.n; i++)
		if (k->book.entries[i].doubted &&
		    visit_doubted(k, &k->book.entries[i]))
			return -1;
	return visit_unknown(k);
}
