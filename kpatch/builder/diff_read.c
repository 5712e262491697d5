// SPDX-License-Identifier: GPL-2.0-only
#include "kpatch/builder/diff_read.h"

#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/diff_between.h"
#include "kpatch/builder/diff_name.h"
#include "stackcheck/util/vec.h"

/* "--- NAME" and "+++ NAME" */
static bool begins_change(const struct pb_diff_lines *in)
{
	struct pb_piece line;

	return pb_diff_peek(in, 0, &line) && pb_piece_begins(&line, "--- ") &&
	       pb_diff_peek(in, 1, &line) && pb_piece_begins(&line, "+++ ");
}

/* Is @old what a copy kept of @new is called? */
static bool is_kept_copy(const char *old, const char *new)
{
	size_t len = strlen(new);

	return !strncmp(old, new, len) && !strcmp(old + len, ".orig");
}

/* Move the path of the file to @change. */
static int choose_path(const struct pb_diff_lines *in, struct pb_name *old,
		       struct pb_name *new, struct pb_file_change *change,
		       struct sc_error *err)
{
	struct pb_name *from = new->path ? new : old;

	if (!from->path)
		return pb_diff_fail(in, change->line, err,
				    "both names are /dev/null");
	if (old->path && new->path && strcmp(old->path, new->path) != 0 &&
	    !is_kept_copy(old->path, new->path))
		return pb_diff_fail(
			in, change->line, err,
			"'%.120s' and '%.120s' are not the same file; make both names alike",
			old->path, new->path);
	change->path = from->path;
	from->path = NULL;
	return 0;
}

static int read_hunks(struct pb_diff_lines *in, struct pb_file_change *change,
		      struct sc_error *err)
{
	struct pb_piece line;
	struct pb_hunk hunk;

	while (pb_diff_peek(in, 0, &line) && pb_hunk_begins(&line)) {
		if (pb_hunk_read(in, &hunk, err))
			return -1;
		if (SC_VEC_PUSH(change->hunks, change->nhunks, hunk)) {
			pb_hunk_free(&hunk);
			pb_diff_fail(in, in->nth, err, "out of memory");
			return -1;
		}
		if (change->nhunks > PB_DIFF_HUNKS_MAX)
			return pb_diff_fail(
				in, in->nth, err,
				"it has too many hunks; the most is %u",
				PB_DIFF_HUNKS_MAX);
	}
	if (change->hunks)
		return 0;
	pb_diff_fail(in, change->line, err,
		     "no hunk follows the name of '%.160s'", change->path);
	return -1;
}

/* Behind a hunk, lines like its own show that its counts are too low. */
static int check_behind(const struct pb_diff_lines *in,
			const struct pb_file_change *change,
			struct sc_error *err)
{
	struct pb_piece line;

	if (!pb_diff_peek(in, 0, &line) || !line.len ||
	    !memchr("+- \\", *line.s, 4))
		return 0;
	/* the end of a mail; the next file */
	if (pb_piece_is(&line, "-- ") || pb_piece_is(&line, "--") ||
	    pb_piece_is(&line, "---") || begins_change(in))
		return 0;
	return pb_diff_fail(
		in, in->nth + 1, err,
		"the hunk in line %u has more lines than it counts; make the diff again",
		change->hunks[change->nhunks - 1].line);
}

static bool ends_file(const struct pb_hunk *hunk)
{
	for (size_t i = 0; i < hunk->nlines; i++)
		if (hunk->lines[i].no_newline)
			return true;
	return false;
}

/* The hunks are in the order of their lines, and have no line in common. */
static int check_order(const struct pb_diff_lines *in,
		       const struct pb_file_change *change,
		       struct sc_error *err)
{
	for (size_t i = 1; i < change->nhunks; i++) {
		const struct pb_hunk *last = &change->hunks[i - 1];
		const struct pb_hunk *hunk = &change->hunks[i];
		size_t end = pb_hunk_place(last) + last->old_count;

		if (pb_hunk_place(hunk) < end || ends_file(last))
			return pb_diff_fail(
				in, hunk->line, err,
				"this hunk does not come behind the one before it; make the diff again");
	}
	return 0;
}

/* One side of a change, as the lines with names and the hunk tell of it. */
struct side {
	struct pb_name name;
	bool null; /* /dev/null */
	bool exact; /* what is no file is /dev/null, as in a git diff */
};

static bool has_no_file(const struct side *side, unsigned int start,
			unsigned int count)
{
	if (start || count)
		return false;
	return side->null || side->name.stamp == PB_STAMP_EPOCH ||
	       (side->name.stamp == PB_STAMP_NONE && !side->exact);
}

/* Whether the file is created or deleted; a side that is /dev/null is empty. */
static int set_existence(const struct pb_diff_lines *in, const struct side *old,
			 const struct side *new, struct pb_file_change *change,
			 struct sc_error *err)
{
	const struct pb_hunk *hunk = change->hunks;
	bool only = change->nhunks == 1;

	change->creates = only &&
			  has_no_file(old, hunk->old_start, hunk->old_count);
	change->deletes = only &&
			  has_no_file(new, hunk->new_start, hunk->new_count);
	if ((old->null && !change->creates) || (new->null && !change->deletes))
		return pb_diff_fail(
			in, hunk->line, err,
			"the hunk has lines of /dev/null; make the diff again");
	return 0;
}

/* Read the line with the name of one side. */
static int read_side(struct pb_diff_lines *in, struct side *side,
		     struct sc_error *err)
{
	struct pb_piece line = { "", 0 };

	pb_diff_next(in, &line);
	line = (struct pb_piece){ line.s + 4, line.len - 4 };
	if (pb_name_read(in, in->nth, line, &side->name, err))
		return -1;
	side->null = !side->name.path;
	return 0;
}

static int read_sides(struct pb_diff_lines *in, struct side *old,
		      struct side *new, struct pb_file_change *change,
		      struct sc_error *err)
{
	if (read_side(in, old, err) || read_side(in, new, err) ||
	    choose_path(in, &old->name, &new->name, change, err) ||
	    read_hunks(in, change, err) || check_behind(in, change, err) ||
	    check_order(in, change, err))
		return -1;
	return set_existence(in, old, new, change, err);
}

static void free_change(struct pb_file_change *change)
{
	for (size_t i = 0; i < change->nhunks; i++)
		pb_hunk_free(&change->hunks[i]);
	free(change->hunks);
	free(change->path);
}

static int check_change(const struct pb_diff_lines *in,
			const struct pb_patch *patch,
			const struct pb_file_change *change,
			struct sc_error *err)
{
	if (patch->nfiles >= PB_DIFF_FILES_MAX)
		return pb_diff_fail(in, change->line, err,
				    "it changes too many files; the most is %u",
				    PB_DIFF_FILES_MAX);
	if (patch->nhunks + change->nhunks > PB_DIFF_HUNKS_MAX)
		return pb_diff_fail(in, change->line, err,
				    "it has too many hunks; the most is %u",
				    PB_DIFF_HUNKS_MAX);
	return 0;
}

static int read_change(struct pb_diff_lines *in, bool git,
		       struct pb_patch *patch, struct sc_error *err)
{
	struct pb_file_change change = { .line = in->nth + 1 };
	struct side old = { .exact = git }, new = { .exact = git };
	int ret = read_sides(in, &old, &new, &change, err);

	pb_name_free(&old.name);
	pb_name_free(&new.name);
	if (!ret)
		ret = check_change(in, patch, &change, err);
	if (!ret && SC_VEC_PUSH(patch->files, patch->nfiles, change))
		ret = pb_diff_fail(in, change.line, err, "out of memory");
	if (ret)
		free_change(&change);
	else
		patch->nhunks += change.nhunks;
	return ret;
}

static int read_changes(struct pb_diff_lines *in, struct pb_patch *patch,
			struct sc_error *err)
{
	struct pb_between between = { 0 };
	struct pb_piece line;

	while (pb_diff_peek(in, 0, &line)) {
		if (begins_change(in)) {
			bool git = between.in_header;

			if (pb_between_end(&between, in, true, err) ||
			    read_change(in, git, patch, err))
				return -1;
			continue;
		}
		if (pb_between_check(&between, in, err))
			return -1;
		pb_diff_next(in, &line);
	}
	if (pb_between_end(&between, in, false, err))
		return -1;
	if (!patch->nfiles)
		return sc_fail(
			err,
			"%.256s: it changes no file; make a unified diff with diff -u or git diff",
			in->name);
	return 0;
}

static int check_bytes(const struct pb_diff_lines *in, struct sc_error *err)
{
	const char *nul = in->size ? memchr(in->text, '\0', in->size) : NULL;
	unsigned int line = 1;

	if (!nul)
		return 0;
	for (const char *s = in->text; s < nul; s++)
		line += *s == '\n';
	return pb_diff_fail(
		in, line, err,
		"a NUL byte, which no text has; make the diff again");
}

int pb_patch_read(const char *name, const char *text, size_t size,
		  struct pb_patch *patch, struct sc_error *err)
{
	struct pb_diff_lines in = { .name = name, .text = text, .size = size };

	*patch = (struct pb_patch){ 0 };
	if (size > PB_DIFF_BYTES_MAX)
		return sc_fail(err, "%.256s: it is larger than %u bytes", name,
			       PB_DIFF_BYTES_MAX);
	if (check_bytes(&in, err))
		return -1;
	patch->name = strdup(name);
	patch->text = malloc(size + 1);
	if (!patch->name || !patch->text) {
		pb_patch_free(patch);
		return sc_fail(err, "%.256s: out of memory", name);
	}
	if (size)
		memcpy(patch->text, text, size);
	patch->text[size] = '\0';
	in.text = patch->text;
	if (!read_changes(&in, patch, err))
		return 0;
	pb_patch_free(patch);
	return -1;
}

void pb_patch_free(struct pb_patch *patch)
{
	for (size_t i = 0; i < patch->nfiles; i++)
		free_change(&patch->files[i]);
	free(patch->files);
	free(patch->name);
	free(patch->text);
	*patch = (struct pb_patch){ 0 };
}
