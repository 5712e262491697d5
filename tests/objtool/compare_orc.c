// SPDX-License-Identifier: GPL-2.0-only
/* ORC: what it says at each place where one of two images begins an entry. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stackcheck/image/orc_table.h"
#include "tests/objtool/compare.h"

static bool same_row(const struct sc_orc_entry *a, const struct sc_orc_entry *b)
{
	if (!a || !b)
		return (!a || !a->type) && (!b || !b->type);
	return a->sp_offset == b->sp_offset && a->bp_offset == b->bp_offset &&
	       a->sp_reg == b->sp_reg && a->bp_reg == b->bp_reg &&
	       a->type == b->type && a->signal == b->signal;
}

/* Counts into @other, by section, where @b says something else than @a. */
static void count_other_rows(const struct sc_orc_entry *a, size_t na,
			     const struct sc_orc_entry *b, size_t nb,
			     size_t *other)
{
	for (size_t i = 0; i < na; i++)
		if (!same_row(&a[i], sc_orc_find(b, nb, a[i].sec, a[i].off)))
			other[a[i].sec]++;
}

static int compare_places(const void *pa, const void *pb)
{
	const struct sc_orc_entry *a = pa, *b = pb;

	if (a->sec != b->sec)
		return a->sec < b->sec ? -1 : 1;
	return a->off < b->off ? -1 : a->off > b->off;
}

/* Each section where entries differ, and how many do. */
static void tell_rows(const struct sc_image *a, const size_t *other, size_t na)
{
	char which[512] = "";
	size_t n = 0;

	for (uint32_t i = 0; i < a->nsecs && n < sizeof(which); i++)
		if (other[i])
			n += (size_t)snprintf(which + n, sizeof(which) - n,
					      "%s%s %zu", n ? ", " : "",
					      a->secs[i].name, other[i]);
	if (n)
		tell_differs("orc", "%s", which);
	else
		tell("orc", na);
}

/*
 * Of two entries for one place the end of what is before it does not count, as
 * the kernel has it. Returns how many are left.
 */
static size_t drop_ends(struct sc_orc_entry *e, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++) {
		if (kept && !compare_places(&e[kept - 1], &e[i])) {
			if (e[i].type)
				e[kept - 1] = e[i];
		} else {
			e[kept++] = e[i];
		}
	}
	return kept;
}

void compare_orc(const struct sc_image *a, const struct sc_image *b,
		 const uint32_t *in_a)
{
	size_t *other = calloc(a->nsecs + 1, sizeof(*other));
	struct sc_orc_entry *ea = NULL, *eb = NULL;
	struct sc_error err = { "" };
	size_t na = 0, nb = 0;

	if (!other || sc_orc_read(a, &ea, &na, &err) ||
	    sc_orc_read(b, &eb, &nb, &err)) {
		printf("  %s\n", err.text);
		tell_differs("orc", "not read");
	} else {
		for (size_t i = 0; i < nb; i++)
			eb[i].sec = in_a[eb[i].sec];
		qsort(eb, nb, sizeof(*eb), compare_places);
		na = drop_ends(ea, na);
		nb = drop_ends(eb, nb);
		count_other_rows(ea, na, eb, nb, other);
		count_other_rows(eb, nb, ea, na, other);
		tell_rows(a, other, na);
	}
	free(ea);
	free(eb);
	free(other);
}
