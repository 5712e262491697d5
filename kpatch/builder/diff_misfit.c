// SPDX-License-Identifier: GPL-2.0-only
#include "kpatch/builder/diff_misfit.h"

#define SHOWN 60 /* bytes of a line in a message */

/* How many bytes of a line are shown; its newline is none of them. */
static int shown_length(const struct pb_piece *line)
{
	size_t len = line->len;

	if (len && line->s[len - 1] == '\n')
		len--;
	return len > SHOWN ? SHOWN : (int)len;
}

/* The line number at which the new side is there already; 0 if it is not. */
static size_t find_new_side(const struct pb_misfit *misfit,
			    const struct pb_hunk *hunk,
			    struct pb_search *search)
{
	size_t place;

	search->work = 0;
	if (pb_search_set(search, hunk, '-') || !search->n)
		return 0;
	place = pb_place_find(search, misfit->guess, 0);
	return place == PB_NOWHERE ? 0 : place + 1;
}

static int report_end(const struct pb_misfit *misfit,
		      const struct pb_hunk *hunk, size_t n,
		      struct sc_error *err)
{
	return sc_fail(
		err,
		"%.120s:%u: hunk %zu: %.120s ends with line %zu, before the hunk does; use a diff against this source",
		misfit->diff, hunk->line, misfit->nth, misfit->file, n);
}

/* All lines are there, but the hunk cannot be where they are. */
static int report_place(const struct pb_misfit *misfit,
			const struct pb_hunk *hunk,
			const struct pb_search *search, struct sc_error *err)
{
	const char *where = "at the end of the file";

	if (search->at_start && search->before < search->behind)
		where = "at the start of the file";
	if (misfit->guess < search->from)
		where = "behind the hunk before it";
	return sc_fail(
		err,
		"%.120s:%u: hunk %zu: it fits in line %zu of %.120s, but must be %s; use a diff against this source",
		misfit->diff, hunk->line, misfit->nth, misfit->guess + 1,
		misfit->file, where);
}

/* Show the first line that differs where the hunk was expected. */
static int report_line(const struct pb_misfit *misfit,
		       const struct pb_hunk *hunk,
		       const struct pb_search *search, struct sc_error *err)
{
	const struct pb_text_lines *lines = search->lines;
	struct pb_piece found;
	size_t i = 0, at = misfit->guess;

	while (i < search->n && at < lines->n &&
	       pb_text_line_is(lines, at, search->side[i])) {
		i++;
		at++;
	}
	if (at >= lines->n)
		return report_end(misfit, hunk, lines->n, err);
	if (i == search->n)
		return report_place(misfit, hunk, search, err);
	found = pb_text_line(lines, at);
	return sc_fail(
		err,
		"%.120s:%u: hunk %zu: line %zu of %.120s is '%.*s', not '%.*s'; use a diff against this source",
		misfit->diff, hunk->line, misfit->nth, at + 1, misfit->file,
		shown_length(&found), found.s,
		shown_length(&search->side[i]->text), search->side[i]->text.s);
}

int pb_misfit_report(const struct pb_misfit *misfit, const struct pb_hunk *hunk,
		     struct pb_search *search, struct sc_error *err)
{
	size_t line;

	if (search->work > PB_WORK_MAX)
		return sc_fail(
			err,
			"%.160s:%u: it takes too long to find the hunks in %.160s; use a diff against this source",
			misfit->diff, hunk->line, misfit->file);
	line = find_new_side(misfit, hunk, search);
	if (line)
		return sc_fail(
			err,
			"%.160s:%u: hunk %zu: it seems to be applied already, since %.160s has its new lines from line %zu on; leave it out",
			misfit->diff, hunk->line, misfit->nth, misfit->file,
			line);
	if (pb_search_set(search, hunk, '+'))
		return sc_fail(err, "%.256s: out of memory", misfit->file);
	return report_line(misfit, hunk, search, err);
}
