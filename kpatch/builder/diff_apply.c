// SPDX-License-Identifier: GPL-2.0-only
#include "kpatch/builder/diff_apply.h"

#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/diff_find.h"
#include "kpatch/builder/diff_misfit.h"
#include "stackcheck/util/vec.h"

/* One file on its way from old to new. */
struct work {
	const struct pb_patch *patch;
	const struct pb_file_change *change;
	const struct pb_text_lines *lines;
	struct pb_applied *out;
	struct pb_search search; /* its @from: the old lines done so far */
	size_t new_lines; /* of the new text so far */
	long moved; /* by how many lines the last hunk was moved */
	bool joined; /* two lines would become one */
};

static void append_bytes(struct work *w, const char *s, size_t len)
{
	struct pb_applied *out = w->out;

	if (out->size && out->text[out->size - 1] != '\n')
		w->joined = true;
	memcpy(out->text + out->size, s, len);
	out->size += len;
}

/* Copy old lines up to the line @to, from 0. */
static void copy_lines(struct work *w, size_t to)
{
	const uint32_t *starts = w->lines->starts;
	size_t from = w->search.from;

	if (to <= from)
		return;
	append_bytes(w, w->lines->text + starts[from],
		     starts[to] - starts[from]);
	w->new_lines += to - from;
	w->search.from = to;
}

static void append_line(struct work *w, const struct pb_diff_line *line)
{
	append_bytes(w, line->text.s, line->text.len);
	if (!line->no_newline)
		w->out->text[w->out->size++] = '\n';
	w->new_lines++;
}

/* The edit that goes on where old and new text are now. */
static struct pb_span *open_edit(struct work *w)
{
	struct pb_applied *out = w->out;
	struct pb_span edit = { w->search.from + 1, 0, w->new_lines + 1, 0 };

	if (out->nedits) {
		struct pb_span *last = &out->edits[out->nedits - 1];

		if (last->old_line + last->old_lines == edit.old_line &&
		    last->new_line + last->new_lines == edit.new_line)
			return last;
	}
	if (SC_VEC_PUSH(out->edits, out->nedits, edit))
		return NULL;
	return &out->edits[out->nedits - 1];
}

/* Bring a changed line to the new text; @old is its place in the old one. */
static int change_line(struct work *w, const struct pb_diff_line *line,
		       size_t old)
{
	struct pb_span *edit;

	copy_lines(w, old);
	edit = open_edit(w);
	if (!edit)
		return -1;
	if (line->kind == '-') {
		edit->old_lines++;
		w->search.from++;
	} else {
		edit->new_lines++;
		append_line(w, line);
	}
	return 0;
}

static int change_lines(struct work *w, const struct pb_hunk *hunk,
			size_t place)
{
	for (size_t i = 0; i < hunk->nlines; i++) {
		const struct pb_diff_line *line = &hunk->lines[i];

		if (line->kind != ' ' && change_line(w, line, place))
			return -1;
		place += line->kind != '+';
	}
	return 0;
}

/* The place of a hunk if it was moved as the one before it. */
static size_t guess_place(const struct work *w, const struct pb_hunk *hunk)
{
	long guess = (long)pb_hunk_place(hunk) + w->moved;

	return guess < 0 ? 0 : (size_t)guess;
}

static size_t find_place(struct work *w, const struct pb_hunk *hunk,
			 unsigned int fuzz, unsigned int *used)
{
	size_t guess = guess_place(w, hunk), place = PB_NOWHERE;

	for (*used = 0; *used <= fuzz; ++*used) {
		place = pb_place_find(&w->search, guess, *used);
		if (place != PB_NOWHERE)
			break;
	}
	return place;
}

static int fail_memory(const struct work *w, struct sc_error *err)
{
	return sc_fail(err, "%.256s: out of memory", w->change->path);
}

/* Say why no place was found. */
static int fail_place(struct work *w, size_t nth, struct sc_error *err)
{
	const struct pb_hunk *hunk = &w->change->hunks[nth];
	struct pb_misfit misfit = { w->patch->name, w->change->path, nth + 1,
				    guess_place(w, hunk) };

	return pb_misfit_report(&misfit, hunk, &w->search, err);
}

static int land_hunk(struct work *w, size_t nth, unsigned int fuzz,
		     struct sc_error *err)
{
	const struct pb_hunk *hunk = &w->change->hunks[nth];
	struct pb_landing *landing = &w->out->landings[nth];
	size_t place;

	if (pb_search_set(&w->search, hunk, '+'))
		return fail_memory(w, err);
	place = find_place(w, hunk, fuzz, &landing->fuzz);
	if (place == PB_NOWHERE)
		return fail_place(w, nth, err);
	w->moved = (long)place - (long)pb_hunk_place(hunk);
	landing->span = (struct pb_span){
		.old_line = place + 1,
		.old_lines = hunk->old_count,
		.new_line = place - w->search.from + w->new_lines + 1,
		.new_lines = hunk->new_count,
	};
	if (change_lines(w, hunk, place))
		return fail_memory(w, err);
	if (w->joined)
		return sc_fail(
			err,
			"%.160s:%u: hunk %zu: %.160s would get lines behind a last line without newline; make the diff again",
			w->patch->name, hunk->line, nth + 1, w->change->path);
	return 0;
}

static int land_hunks(struct work *w, unsigned int fuzz, struct sc_error *err)
{
	for (size_t i = 0; i < w->change->nhunks; i++)
		if (land_hunk(w, i, fuzz, err))
			return -1;
	copy_lines(w, w->lines->n);
	if (w->joined)
		return sc_fail(
			err,
			"%.256s: a line without newline would come before other lines; make the diff again",
			w->change->path);
	if (w->change->deletes && w->out->size)
		return sc_fail(
			err,
			"%.160s:%u: it deletes %.160s, which has more lines than the diff; make the diff again",
			w->patch->name, w->change->line, w->change->path);
	w->out->text[w->out->size] = '\0';
	return 0;
}

/* The most bytes that the new text can have. */
static size_t bound_size(const struct pb_file_change *change, size_t size)
{
	for (size_t i = 0; i < change->nhunks; i++)
		for (size_t k = 0; k < change->hunks[i].nlines; k++)
			if (change->hunks[i].lines[k].kind == '+')
				size += change->hunks[i].lines[k].text.len + 1;
	return size;
}

static int apply_to(struct work *w, size_t size, unsigned int fuzz,
		    struct sc_error *err)
{
	struct pb_applied *out = w->out;
	int ret;

	out->text = malloc(bound_size(w->change, size) + 1);
	out->landings = calloc(w->change->nhunks, sizeof(*out->landings));
	out->nlandings = w->change->nhunks;
	if (!out->text || !out->landings)
		ret = fail_memory(w, err);
	else
		ret = land_hunks(w, fuzz, err);
	pb_search_free(&w->search);
	if (ret)
		pb_applied_free(out);
	return ret;
}

int pb_change_apply(const struct pb_patch *patch,
		    const struct pb_file_change *change, const char *text,
		    size_t size, unsigned int fuzz, struct pb_applied *applied,
		    struct sc_error *err)
{
	struct pb_text_lines lines;
	struct work w = { .patch = patch,
			  .change = change,
			  .lines = &lines,
			  .out = applied,
			  .search.lines = &lines };
	int ret;

	*applied = (struct pb_applied){ 0 };
	if (fuzz > PB_FUZZ_MAX)
		return sc_fail(err, "the fuzz is %u, and at most %u", fuzz,
			       PB_FUZZ_MAX);
	if (change->creates && size)
		return sc_fail(
			err,
			"%.160s:%u: it creates %.160s, which exists; use a diff against this source",
			patch->name, change->line, change->path);
	if (pb_text_split(change->path, text, size, &lines, err))
		return -1;
	ret = apply_to(&w, size, fuzz, err);
	pb_text_lines_free(&lines);
	return ret;
}

void pb_applied_free(struct pb_applied *applied)
{
	free(applied->text);
	free(applied->landings);
	free(applied->edits);
	*applied = (struct pb_applied){ 0 };
}
