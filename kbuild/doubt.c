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

/*
 * The object of @e has a table that cannot be relied on: it is removed, so that
 * make builds it again, or nothing is built. @why and @name behind it are the
 * end of a sentence about the table. If nobody said which folder is the build's, the
 * object may be of something else, and it stays.
 */
static int remove_object(struct kb_keeper *k, struct kb_entry *e,
			 const char *why, const char *name)
{
	if (!k->job->tree_named)
		return sc_fail(
			k->err,
			"%s: its table %s%s; it was not removed, since nothing says that it is of this build; name the build's folder in objtree, or remove the object and make it again",
			e->object, why, name);
	if (unlink(e->object) && errno != ENOENT)
		return sc_fail(
			k->err,
			"%s: cannot remove it: %s; its table %s%s; remove it and run make again",
			e->object, strerror(errno), why, name);
	sc_escape_line(
		stderr,
		"%s: error: stackcheck: the table of %s %s%s; that object is removed; run make again",
		k->job->object, e->object, why, name);
	e->removed = true;
	k->stale = true;
	return 0;
}

static int visit_unknown(struct kb_keeper *k)
{
	for (size_t i = 0; i < k->book.n; i++)
		if (kb_entry_is_unknown(&k->book.entries[i]) &&
		    remove_object(
			    k, &k->book.entries[i],
			    "may be wrong, since its file of facts is missing or of another version",
			    ""))
			return -1;
	return kb_index_set(k->index, KB_ANY_NAME, KB_ASSUMED, 0, k->err);
}

static int visit_doubted(struct kb_keeper *k, struct kb_entry *e)
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
		    (!removed &&
		     remove_object(k, e,
				   "is wrong, since this function returns: ",
				   a[i].name)))
			return -1;
		removed = true;
	}
	return 0;
}

int kb_keeper_visit(struct kb_keeper *k)
{
	if (kb_keeper_read(k))
		return -1;
	if (kb_book_propagate(&k->book, k->gone))
		return kb_keeper_no_memory(k);
	for (size_t i = 0; i < k->book.n; i++)
		if (k->book.entries[i].doubted &&
		    visit_doubted(k, &k->book.entries[i]))
			return -1;
	return visit_unknown(k);
}
