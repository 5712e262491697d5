// SPDX-License-Identifier: GPL-2.0-only
#include "kpatch/builder/diff_hunk.h"

#include <stdlib.h>

#include "stackcheck/util/vec.h"

/* What is left to read of a hunk. */
struct rest {
	unsigned int old_count;
	unsigned int new_count;
	bool old_ended; /* the old file's last line was there, without newline */
	bool new_ended;
};

/* Skip @text at the beginning of @s; false if something else is there. */
static bool skip_text(struct pb_piece *s, const char *text)
{
	if (!pb_piece_begins(s, text))
		return false;
	for (; *text; text++) {
		s->s++;
		s->len--;
	}
	return true;
}

static bool skip_number(struct pb_piece *s, unsigned int *n)
{
	size_t digits = 0;

	*n = 0;
	for (; s->len && *s->s >= '0' && *s->s <= '9'; s->s++, s->len--) {
		*n = *n * 10 + (unsigned int)(*s->s - '0');
		if (*n > PB_LINE_MAX)
			return false;
		digits++;
	}
	return digits > 0;
}

/* "12,3" or "12", which means "12,1". A side with lines begins at 1 or later. */
static bool skip_range(struct pb_piece *s, unsigned int *start,
		       unsigned int *count)
{
	*count = 1;
	if (!skip_number(s, start))
		return false;
	if (skip_text(s, ",") && !skip_number(s, count))
		return false;
	return *start || !*count;
}

static bool parse_header(struct pb_piece line, struct pb_hunk *hunk)
{
	return skip_text(&line, "@@ -") &&
	       skip_range(&line, &hunk->old_start, &hunk->old_count) &&
	       skip_text(&line, " +") &&
	       skip_range(&line, &hunk->new_start, &hunk->new_count) &&
	       skip_text(&line, " @@");
}

static int fail_count(const struct pb_diff_lines *in,
		      const struct pb_hunk *hunk, struct sc_error *err)
{
	return pb_diff_fail(
		in, in->nth, err,
		"the lines of the hunk in line %u do not fit its counts; make the diff again",
		hunk->line);
}

/* Count a line of that kind; false if the hunk cannot have it. */
static bool count_line(struct rest *rest, char kind)
{
	bool old = kind != '+', new = kind != '-';

	if (kind != ' ' && kind != '-' && kind != '+')
		return false;
	if ((old && (!rest->old_count || rest->old_ended)) ||
	    (new && (!rest->new_count || rest->new_ended)))
		return false;
	rest->old_count -= old;
	rest->new_count -= new;
	return true;
}

/* Take "\ No newline at end of file", in any language, if it comes next. */
static void take_end_mark(struct pb_diff_lines *in, struct rest *rest,
			  struct pb_diff_line *line)
{
	struct pb_piece mark;

	if (!pb_diff_peek(in, 0, &mark) || !pb_piece_begins(&mark, "\\ "))
		return;
	pb_diff_next(in, &mark);
	line->no_newline = true;
	rest->old_ended |= line->kind != '+';
	rest->new_ended |= line->kind != '-';
}

static int take_line(struct pb_diff_lines *in, struct rest *rest,
		     struct pb_hunk *hunk, struct sc_error *err)
{
	struct pb_diff_line line = { .kind = ' ' };
	struct pb_piece text;

	if (!pb_diff_next(in, &text))
		return fail_count(in, hunk, err);
	/* Some programs drop the blank of an empty line that both sides have. */
	if (text.len) {
		line.kind = *text.s;
		line.text = (struct pb_piece){ text.s + 1, text.len - 1 };
	} else {
		line.text = text;
	}
	if (!count_line(rest, line.kind))
		return fail_count(in, hunk, err);
	if (++in->hunk_lines > PB_HUNK_LINES_MAX)
		return pb_diff_fail(
			in, in->nth, err,
			"its hunks are too long; the most for all of them is %u",
			PB_HUNK_LINES_MAX);
	take_end_mark(in, rest, &line);
	/* Nothing and no newline is no line. */
	if (line.no_newline && !line.text.len)
		return fail_count(in, hunk, err);
	if (SC_VEC_PUSH(hunk->lines, hunk->nlines, line))
		return pb_diff_fail(in, in->nth, err, "out of memory");
	return 0;
}

static bool changes_lines(const struct pb_hunk *hunk)
{
	for (size_t i = 0; i < hunk->nlines; i++)
		if (hunk->lines[i].kind != ' ')
			return true;
	return false;
}

static int take_lines(struct pb_diff_lines *in, struct pb_hunk *hunk,
		      struct sc_error *err)
{
	struct rest rest = { .old_count = hunk->old_count,
			     .new_count = hunk->new_count };

	while (rest.old_count || rest.new_count)
		if (take_line(in, &rest, hunk, err))
			return -1;
	if (!changes_lines(hunk))
		return pb_diff_fail(in, hunk->line, err,
				    "this hunk changes no line; remove it");
	return 0;
}

int pb_hunk_read(struct pb_diff_lines *in, struct pb_hunk *hunk,
		 struct sc_error *err)
{
	struct pb_piece line = { "", 0 };

	*hunk = (struct pb_hunk){ 0 };
	pb_diff_next(in, &line);
	hunk->line = in->nth;
	if (!parse_header(line, hunk))
		return pb_diff_fail(
			in, in->nth, err,
			"'%.*s' has not the form '@@ -1,2 +1,3 @@', or its numbers are not valid",
			line.len > 40 ? 40 : (int)line.len, line.s);
	if (take_lines(in, hunk, err)) {
		pb_hunk_free(hunk);
		return -1;
	}
	return 0;
}

void pb_hunk_free(struct pb_hunk *hunk)
{
	free(hunk->lines);
	*hunk = (struct pb_hunk){ 0 };
}

size_t pb_hunk_place(const struct pb_hunk *hunk)
{
	return hunk->old_count ? hunk->old_start - 1 : hunk->old_start;
}

bool pb_hunk_begins(const struct pb_piece *line)
{
	return pb_piece_begins(line, "@@ -");
}
