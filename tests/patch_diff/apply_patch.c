// SPDX-License-Identifier: GPL-2.0-only
/*
 * Apply a diff of one file, for tests: apply_patch DIFF FILE FUZZ [NAME]
 *
 * Writes the new text to standard output. With NAME it is marked for the
 * compiler, and begins with a directive. "-" for FILE: there is none.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/line_marks.h"
#include "kpatch/file.h"

static int show_marked(const struct pb_applied *applied, const char *name,
		       struct sc_error *err)
{
	struct pb_marked marked;

	if (pb_lines_mark(applied, name, true, &marked, err))
		return -1;
	fwrite(marked.text, 1, marked.size, stdout);
	pb_marked_free(&marked);
	return 0;
}

static int apply_diff(const struct pb_patch *patch, char **argv,
		      struct sc_error *err)
{
	unsigned int fuzz = (unsigned int)atoi(argv[3]);
	struct pb_applied applied;
	size_t size = 0;
	char *text = NULL;
	int ret;

	if (strcmp(argv[2], "-") != 0) {
		text = kp_read_file(argv[2], &size, err);
		if (!text)
			return -1;
	}
	ret = pb_change_apply(patch, &patch->files[0], text, size, fuzz,
			      &applied, err);
	free(text);
	if (ret)
		return -1;
	if (argv[4])
		ret = show_marked(&applied, argv[4], err);
	else
		fwrite(applied.text, 1, applied.size, stdout);
	pb_applied_free(&applied);
	return ret;
}

int main(int argc, char **argv)
{
	struct sc_error err = { "" };
	struct pb_patch patch;
	char *text;
	size_t size;
	int ret = -1;

	if (argc < 4)
		return 2;
	text = kp_read_file(argv[1], &size, &err);
	if (text && !pb_patch_read(argv[1], text, size, &patch, &err)) {
		ret = apply_diff(&patch, argv, &err);
		pb_patch_free(&patch);
	}
	free(text);
	if (ret)
		fprintf(stderr, "%s\n", err.text);
	return ret ? 1 : 0;
}
