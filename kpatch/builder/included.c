// SPDX-License-Identifier: GPL-2.0-only
/* The text of the index is searched as it is. To read it takes much longer. */
#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/header_users.h"
#include "kpatch/builder/include_index.h"
#include "kpatch/builder/include_walk.h"
#include "kpatch/builder/included.h"
#include "kpatch/builder/kbuild_list.h"
#include "kpatch/builder/source.h"
#include "kpatch/file.h"
#include "stackcheck/util/affix.h"

/* The start of the line that @at is in. */
static const char *find_line(const char *text, const char *at)
{
	while (at > text && at[-1] != '\n')
		at--;
	return at;
}

static bool has_file(const char *text, const char *path)
{
	struct kp_path line;

	return !kp_path(&line, NULL, "\nF%s\n", path) && strstr(text, line.s);
}

/* @name from the folder that the line's file is in comes first, if there is one. */
static bool is_other(const char *text, const char *line, const char *name,
		     const char *path)
{
	struct kp_path beside;
	const char *file = line;

	while (file > text && *file != 'F')
		file = find_line(text, file - 1);
	if (pb_include_beside(file + 1, strcspn(file + 1, "\n"), name, &beside))
		return false;
	return strcmp(beside.s, path) != 0 && has_file(text, beside.s);
}

/* May the directive, a line of the index, mean this file? */
static bool may_mean(const char *text, const char *line, const char *path)
{
	struct kp_path whole;

	if (*line == 'F')
		return false;
	if (kp_path(&whole, NULL, "%.*s", (int)strcspn(line, "\n") - 1,
		    line + 1))
		return true;
	if (!pb_include_is_end(path, pb_include_end(whole.s)))
		return false;
	return *line != '"' || !is_other(text, line, whole.s, path);
}

/* Does a line of the index have the last part of @path, and may mean it? */
static bool is_named(const char *text, const char *path)
{
	const char *slash = strrchr(path, '/'), *at;
	struct kp_path end;

	if (kp_path(&end, NULL, "%s\n", slash ? slash + 1 : path))
		return true;
	for (at = strstr(text, end.s); at; at = strstr(at + 1, end.s))
		if (may_mean(text, find_line(text, at), path))
			return true;
	return false;
}

/* One look at all changed files. */
struct look {
	const struct pb_workshop *shop;
	const struct pb_progress *progress;
	char *text; /* of the index, once it is needed */
	struct sc_error *err;
};

static int look_into_index(struct look *look, struct pb_changed_file *file)
{
	if (!look->text)
		look->text = pb_includes_text(look->shop->kernel,
					      look->progress, look->err);
	if (!look->text)
		return -1;
	file->included = is_named(look->text, file->path);
	return 0;
}

static int look_into_makefiles(const struct look *look,
			       struct pb_changed_file *file)
{
	struct pb_listing *listing = pb_listing_new(look->shop, look->err);
	enum pb_built built = PB_NOT_BUILT;
	int ret = listing ? pb_listing_find(listing, file->path, &built,
					    look->err)
			  : -1;

	if (!ret)
		file->included = built == PB_NOT_BUILT;
	pb_listing_free(listing);
	return ret;
}

static int look_at_file(struct look *look, struct pb_changed_file *file)
{
	file->included = pb_is_header(file->path);
	if (look->shop->outside || !sc_ends_with(file->path, ".c"))
		return 0;
	return pb_source_is_own(look->shop->kernel)
		       ? look_into_index(look, file)
		       : look_into_makefiles(look, file);
}

int pb_changes_find_included(struct pb_changes *changes,
			     const struct pb_workshop *shop,
			     const struct pb_progress *progress,
			     struct sc_error *err)
{
	struct look look = { .shop = shop, .progress = progress, .err = err };
	int ret = 0;

	for (size_t i = 0; !ret && i < changes->n; i++)
		ret = look_at_file(&look, &changes->files[i]);
	free(look.text);
	return ret;
}
