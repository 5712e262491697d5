// SPDX-License-Identifier: GPL-2.0-only
#include "kpatch/builder/diff_between.h"

#include <string.h>
#include <strings.h>

/* Lines that are refused by how they begin, wherever they are. */
static const struct {
	const char *begin, *end, *why;
} refused[] = {
	{ "GIT binary patch", "",
	  "a binary file, which cannot be applied; leave it out" },
	{ "Binary files ", " differ",
	  "a binary file, which cannot be applied; leave it out" },
	{ "diff --cc ", "", "the diff of a merge; make it against one parent" },
	{ "diff --combined ", "",
	  "the diff of a merge; make it against one parent" },
	{ "@@ -", "", "a hunk without the lines '--- NAME' and '+++ NAME'" },
	{ "Only in ", ".c",
	  "the diff lacks this file; make it with diff -N, or remove the line" },
	{ "Only in ", ".h",
	  "the diff lacks this file; make it with diff -N, or remove the line" },
	{ "Only in ", ".S",
	  "the diff lacks this file; make it with diff -N, or remove the line" },
};

/* Lines that only the header of a file in a git diff has. */
static const char *const header_lines[] = {
	"index ",
	"old mode ",
	"new mode ",
	"deleted file mode ",
	"new file mode ",
	"similarity index ",
	"dissimilarity index ",
	"rename ",
	"copy ",
};

static bool ends_with(const struct pb_piece *line, const char *text)
{
	size_t len = strlen(text);

	return line->len >= len &&
	       !memcmp(line->s + line->len - len, text, len);
}

static const char *find_refused(const struct pb_piece *line)
{
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++)
		if (pb_piece_begins(line, refused[i].begin) &&
		    ends_with(line, refused[i].end))
			return refused[i].why;
	return NULL;
}

/* "*** NAME", "--- NAME" and stars begin a context diff. */
static bool is_context_diff(const struct pb_diff_lines *in,
			    const struct pb_piece *line)
{
	struct pb_piece next;

	return pb_piece_begins(line, "*** ") && pb_diff_peek(in, 1, &next) &&
	       pb_piece_begins(&next, "--- ") && pb_diff_peek(in, 2, &next) &&
	       pb_piece_begins(&next, "***************");
}

/* A mail whose text is encoded hides or alters what is changed. */
static bool is_encoded(const struct pb_piece *line)
{
	static const char header[] = "Content-Transfer-Encoding:";
	struct pb_piece value;

	if (line->len < sizeof(header) - 1 ||
	    strncasecmp(line->s, header, sizeof(header) - 1) != 0)
		return false;
	value = (struct pb_piece){ line->s + sizeof(header) - 1,
				   line->len - (sizeof(header) - 1) };
	for (; value.len && *value.s == ' '; value.len--)
		value.s++;
	return (value.len >= 6 && !strncasecmp(value.s, "base64", 6)) ||
	       (value.len >= 16 &&
		!strncasecmp(value.s, "quoted-printable", 16));
}

static bool is_header_line(const struct pb_piece *line)
{
	for (size_t i = 0; i < sizeof(header_lines) / sizeof(header_lines[0]);
	     i++)
		if (pb_piece_begins(line, header_lines[i]))
			return true;
	return false;
}

/* Modes of links and submodules; those of files begin with 100. */
static bool names_other_mode(const struct pb_piece *line)
{
	const char *blank = memrchr(line->s, ' ', line->len);
	size_t left = line->len - (size_t)(blank + 1 - line->s);

	if (pb_piece_begins(line, "similarity ") ||
	    pb_piece_begins(line, "dissimilarity "))
		return false;
	/* "index OLD..NEW" without a mode */
	if (memchr(blank + 1, '.', left))
		return false;
	return left < 3 || memcmp(blank + 1, "100", 3) != 0;
}

static int check_header(struct pb_between *between,
			const struct pb_diff_lines *in,
			const struct pb_piece *line, struct sc_error *err)
{
	unsigned int nth = in->nth + 1;

	if (pb_piece_begins(line, "rename ") || pb_piece_begins(line, "copy "))
		return pb_diff_fail(
			in, nth, err,
			"a file is renamed or copied; make the diff with git diff --no-renames");
	if (names_other_mode(line))
		return pb_diff_fail(
			in, nth, err,
			"a link or a submodule, which cannot be applied; leave it out");
	if (pb_piece_begins(line, "new file ") ||
	    pb_piece_begins(line, "deleted file "))
		between->empty = nth;
	return 0;
}

int pb_between_check(struct pb_between *between, const struct pb_diff_lines *in,
		     struct sc_error *err)
{
	struct pb_piece line = { "", 0 };
	const char *why;

	pb_diff_peek(in, 0, &line);
	why = find_refused(&line);
	if (is_context_diff(in, &line))
		why = "a context diff; make a unified one with diff -u";
	if (is_encoded(&line))
		why = "an encoded mail; save it decoded, as git mailinfo does";
	if (why)
		return pb_diff_fail(in, in->nth + 1, err, "%s", why);
	if (between->in_header && is_header_line(&line))
		return check_header(between, in, &line, err);
	if (pb_between_end(between, in, false, err))
		return -1;
	between->in_header = pb_piece_begins(&line, "diff --git ");
	return 0;
}

int pb_between_end(struct pb_between *between, const struct pb_diff_lines *in,
		   bool changed, struct sc_error *err)
{
	unsigned int empty = between->empty;

	*between = (struct pb_between){ false, 0 };
	if (!empty || changed)
		return 0;
	return pb_diff_fail(
		in, empty, err,
		"an empty file is created or deleted, which is not supported; leave it out");
}
