// SPDX-License-Identifier: GPL-2.0-only
#include "kpatch/builder/diff_find.h"

#include <stdlib.h>

/* Places to try, and lines of context to leave out. */
struct limits {
	size_t low, high; /* first and last place */
	size_t skip_before, skip_behind;
};

static void count_context(struct pb_search *search, const struct pb_hunk *hunk)
{
	size_t n = hunk->nlines;

	search->before = 0;
	while (search->before < n && hunk->lines[search->before].kind == ' ')
		search->before++;
	search->behind = 0;
	while (search->behind < n &&
	       hunk->lines[n - 1 - search->behind].kind == ' ')
		search->behind++;
}

int pb_search_set(struct pb_search *search, const struct pb_hunk *hunk,
		  char but)
{
	free(search->side);
	search->side = malloc(hunk->nlines * sizeof(*search->side));
	if (!search->side)
		return -1;
	search->n = 0;
	search->at_end = false;
	search->at_start = hunk->old_start <= 1;
	for (size_t i = 0; i < hunk->nlines; i++) {
		if (hunk->lines[i].kind != but)
			search->side[search->n++] = &hunk->lines[i];
		search->at_end |= hunk->lines[i].no_newline;
	}
	count_context(search, hunk);
	return 0;
}

void pb_search_free(struct pb_search *search)
{
	free(search->side);
	search->side = NULL;
}

static bool fits_at(struct pb_search *search, size_t place,
		    const struct limits *lim)
{
	for (size_t i = lim->skip_before; i + lim->skip_behind < search->n;
	     i++) {
		const struct pb_diff_line *want = search->side[i];

		search->work++;
		if (!pb_text_line_is(search->lines, place + i, want)) {
			/* Long lines may differ at their end only. */
			search->work += want->text.len / 16;
			return false;
		}
		search->work += want->text.len / 16;
	}
	return true;
}

/* From near to far, each distance forward and then backward. */
static size_t find_near(struct pb_search *search, size_t guess,
			const struct limits *lim)
{
	size_t d = 0;

	if (guess > lim->high)
		d = guess - lim->high;
	if (guess < lim->low)
		d = lim->low - guess;
	for (; search->work <= PB_WORK_MAX; d++) {
		size_t ahead = guess + d, back = guess - d;
		bool has_back = d <= guess && back >= lim->low;

		if (ahead > lim->high && !has_back)
			return PB_NOWHERE;
		search->work++;
		if (ahead >= lim->low && ahead <= lim->high &&
		    fits_at(search, ahead, lim))
			return ahead;
		if (d && has_back && back <= lim->high &&
		    fits_at(search, back, lim))
			return back;
	}
	return PB_NOWHERE;
}

/* Lines to leave out at an end with @own lines of context, the other @other. */
static size_t skip_lines(size_t own, size_t other, unsigned int fuzz,
			 bool *anchored)
{
	size_t lack = other > own ? other - own : 0;

	*anchored = lack > fuzz;
	return *anchored ? 0 : fuzz - lack > own ? own : fuzz - lack;
}

size_t pb_place_find(struct pb_search *search, size_t guess, unsigned int fuzz)
{
	size_t last = search->lines->n;
	struct limits lim = { .low = search->from };
	bool first_only, last_only;

	if (!search->n)
		return guess >= search->from && guess <= last ? guess
							      : PB_NOWHERE;
	if (search->n > last)
		return PB_NOWHERE;
	lim.high = last - search->n;
	lim.skip_before =
		skip_lines(search->before, search->behind, fuzz, &first_only);
	lim.skip_behind =
		skip_lines(search->behind, search->before, fuzz, &last_only);
	if (first_only && search->at_start)
		lim.high = 0;
	if (last_only || search->at_end) {
		if (lim.low < last - search->n)
			lim.low = last - search->n;
	}
	/* What compares no line fits everywhere, and so nowhere. */
	if (lim.skip_before + lim.skip_behind >= search->n)
		return PB_NOWHERE;
	return lim.low > lim.high ? PB_NOWHERE : find_near(search, guess, &lim);
}
