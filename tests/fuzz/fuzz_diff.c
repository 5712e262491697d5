// SPDX-License-Identifier: GPL-2.0-only
/*
 * Any bytes as a diff and the file it changes: refused, or applied so that the
 * edits make the new text of the old one, and the marks add whole lines only.
 * Input: a byte for the fuzz, the diff, NUL, the file.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/line_marks.h"
#include "kpatch/builder/text_lines.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(int ok, const char *what)
{
	if (ok)
		return;
	fprintf(stderr, "broken promise: %s\n", what);
	abort();
}

static void check_patch(const struct pb_patch *patch)
{
	check(patch->nfiles > 0, "a file");
	for (size_t i = 0; i < patch->nfiles; i++) {
		const struct pb_file_change *change = &patch->files[i];
		char path[5000];

		check(change->nhunks > 0, "a hunk");
		snprintf(path, sizeof(path), "/%s/", change->path);
		check(!strstr(path, "/../") && !strstr(path, "/./") &&
			      !strstr(path, "//"),
		      "a path below the folder");
	}
}

/* Lines outside of edits are the same in both texts. */
static void check_edits(const struct pb_text_lines *old,
			const struct pb_text_lines *new,
			const struct pb_applied *applied)
{
	size_t e = 0, i = 0, k = 0;

	while (i < old->n || k < new->n || e < applied->nedits) {
		const struct pb_span *edit = &applied->edits[e];
		struct pb_piece a, b;

		if (e < applied->nedits && edit->old_line == i + 1) {
			check(edit->new_line == k + 1, "both sides of an edit");
			check(edit->old_lines || edit->new_lines, "an edit");
			i += edit->old_lines;
			k += edit->new_lines;
			check(i <= old->n && k <= new->n, "edits within");
			e++;
			continue;
		}
		check(i < old->n && k < new->n, "as many lines");
		a = pb_text_line(old, i++);
		b = pb_text_line(new, k++);
		check(a.len == b.len && !memcmp(a.s, b.s, a.len), "same line");
	}
}

/* Without its directives, the marked text is the new one. */
static void check_marks(const struct pb_applied *applied, bool named)
{
	struct sc_error err = { "" };
	struct pb_marked marked;
	const char *s, *new = applied->text;
	size_t nmarks = 0;

	check(!pb_lines_mark(applied, "fuzz.c", named, &marked, &err),
	      "marks are made");
	for (s = marked.text; s < marked.text + marked.size;) {
		size_t len = strcspn(s, "\n") + 1;
		size_t left = (size_t)(marked.text + marked.size - s);

		if (memchr(s, '\0', left))
			goto out;
		len = len > left ? left : len;
		if (nmarks < marked.nmarks && !strncmp(s, "#line ", 6) &&
		    strncmp(s, new, len) != 0) {
			nmarks++;
		} else {
			check(!strncmp(s, new, len), "a line of the new text");
			new += len;
		}
		s += len;
	}
	check(nmarks == marked.nmarks, "each directive");
	check(new == applied->text + applied->size, "all of the new text");
out:
	pb_marked_free(&marked);
}

static void apply_change(const struct pb_patch *patch,
			 const struct pb_file_change *change, const char *text,
			 size_t size, unsigned int fuzz)
{
	struct sc_error err = { "" };
	struct pb_applied applied;
	struct pb_text_lines old, new;

	if (pb_change_apply(patch, change, text, size, fuzz, &applied, &err)) {
		check(err.text[0], "a word about what does not fit");
		return;
	}
	check(applied.nlandings == change->nhunks, "each hunk lands");
	if (pb_text_split("old", text, size, &old, &err) ||
	    pb_text_split("new", applied.text, applied.size, &new, &err))
		abort();
	check_edits(&old, &new, &applied);
	check_marks(&applied, size & 1);
	pb_text_lines_free(&old);
	pb_text_lines_free(&new);
	pb_applied_free(&applied);
}

static void read_diff(const char *diff, size_t len, const char *text,
		      size_t size, unsigned int fuzz)
{
	struct sc_error err = { "" };
	struct pb_patch patch;

	if (pb_patch_read("fuzz", diff, len, &patch, &err)) {
		check(err.text[0], "a word about what is wrong");
		return;
	}
	check_patch(&patch);
	for (size_t i = 0; i < patch.nfiles; i++)
		apply_change(&patch, &patch.files[i], text, size, fuzz);
	pb_patch_free(&patch);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *nul;
	char *diff, *text;
	size_t len;

	if (!size)
		return 0;
	nul = memchr(data + 1, '\0', size - 1);
	len = nul ? (size_t)(nul - (const char *)data) - 1 : size - 1;
	size -= 1 + len + (nul ? 1 : 0);
	/* Of their exact sizes, so that no read goes beyond unseen. */
	diff = malloc(len ? len : 1);
	text = malloc(size ? size : 1);
	if (!diff || !text)
		abort();
	memcpy(diff, data + 1, len);
	if (nul)
		memcpy(text, nul + 1, size);
	read_diff(diff, len, text, size, data[0] % (PB_FUZZ_MAX + 1));
	free(diff);
	free(text);
	return 0;
}
