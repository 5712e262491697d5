// SPDX-License-Identifier: GPL-2.0-only
#include "kpatch/builder/line_marks.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/c_scan.h"
#include "stackcheck/util/vec.h"

/* A directive: before which byte of the patched text, and its number. */
struct mark {
	size_t at;
	size_t number;
};

/* The patched text is walked line by line. */
struct walk {
	const struct pb_applied *applied;
	struct pb_c_scan scan;
	size_t edit; /* the first edit that is not behind us */
	/*
	 * To add to the number of a line of the original, to have its number
	 * there; and to that of any line, to have what the compiler takes it for.
	 */
	long original, compiler;
	/*
	 * The compiler skips directives in a branch of an #if that it skips. So
	 * behind a branch with a directive we do not know its numbers.
	 */
	size_t level; /* how many #if were open at the last directive */
	bool unsure;
	struct mark *marks;
	size_t nmarks;
};

/* What to add to the number of the line @nth (from 1), to have what it should. */
static long find_wanted(struct walk *w, size_t nth)
{
	const struct pb_applied *applied = w->applied;

	for (; w->edit < applied->nedits; w->edit++) {
		const struct pb_span *edit = &applied->edits[w->edit];

		if (nth < edit->new_line)
			break;
		if (nth < edit->new_line + edit->new_lines)
			return 0;
		w->original += (long)edit->old_lines - (long)edit->new_lines;
	}
	return w->original;
}

static int push_mark(struct walk *w, size_t at, size_t number)
{
	struct mark mark = { at, number };

	w->level = w->scan.nesting;
	w->unsure = false;
	return SC_VEC_PUSH(w->marks, w->nmarks, mark);
}

/* Put a directive before the line @nth at the byte @at, if it needs one. */
static int mark_line(struct walk *w, size_t nth, size_t at)
{
	long wanted = find_wanted(w, nth);

	if (!pb_c_scan_is_safe(&w->scan))
		return 0;
	if (wanted == w->compiler && !w->unsure)
		return 0;
	w->compiler = wanted;
	return push_mark(w, at, (size_t)((long)nth + wanted));
}

static int walk_lines(struct walk *w)
{
	const char *text = w->applied->text;
	size_t size = w->applied->size, at = 0;

	for (size_t nth = 1; at < size; nth++) {
		const char *end = memchr(text + at, '\n', size - at);
		size_t len = end ? (size_t)(end - text) - at : size - at;

		if (mark_line(w, nth, at))
			return -1;
		pb_c_scan_line(&w->scan, text + at, len);
		if (w->scan.left && w->level >= w->scan.left)
			w->unsure = true;
		at += len + 1;
	}
	return 0;
}

/* The name as a string in C, with its quotes. New; NULL: out of memory. */
static char *quote_name(const char *name)
{
	char *quoted = malloc(2 * strlen(name) + 3), *to = quoted;

	if (!quoted)
		return NULL;
	*to++ = '"';
	for (; *name; name++) {
		if (*name == '"' || *name == '\\')
			*to++ = '\\';
		*to++ = *name;
	}
	*to++ = '"';
	*to = '\0';
	return quoted;
}

static int check_name(const char *name, struct sc_error *err)
{
	for (const char *c = name; *c; c++)
		if ((unsigned char)*c < ' ' || *c == 0x7f)
			return sc_fail(
				err,
				"%.256s: a control character in the file's name; rename it",
				name);
	return 0;
}

static size_t bound_size(const struct walk *w, const char *quoted)
{
	/* "#line " and a blank, a number, and a newline */
	size_t each = strlen(quoted) + 40;

	return w->applied->size + w->nmarks * each + 1;
}

static void write_marked(const struct walk *w, const char *quoted,
			 struct pb_marked *marked)
{
	const char *text = w->applied->text;
	char *to = marked->text;
	size_t at = 0;

	for (size_t i = 0; i < w->nmarks; i++) {
		const struct mark *mark = &w->marks[i];

		memcpy(to, text + at, mark->at - at);
		to += mark->at - at;
		at = mark->at;
		to += sprintf(to, "#line %zu %s\n", mark->number, quoted);
	}
	memcpy(to, text + at, w->applied->size - at + 1);
	marked->size = (size_t)(to - marked->text) + w->applied->size - at;
	marked->nmarks = w->nmarks;
}

static int make_marked(struct walk *w, const char *name, bool named,
		       struct pb_marked *marked)
{
	char *quoted = quote_name(name);

	if (!quoted)
		return -1;
	if (!(named && push_mark(w, 0, 1)) && !walk_lines(w))
		marked->text = malloc(bound_size(w, quoted));
	if (marked->text)
		write_marked(w, quoted, marked);
	free(quoted);
	return marked->text ? 0 : -1;
}

int pb_lines_mark(const struct pb_applied *applied, const char *name,
		  bool named, struct pb_marked *marked, struct sc_error *err)
{
	struct walk w = { .applied = applied };
	int ret;

	*marked = (struct pb_marked){ 0 };
	if (check_name(name, err))
		return -1;
	ret = make_marked(&w, name, named, marked);
	free(w.marks);
	return ret ? sc_fail(err, "%.256s: out of memory", name) : 0;
}

void pb_marked_free(struct pb_marked *marked)
{
	free(marked->text);
	*marked = (struct pb_marked){ 0 };
}
