// SPDX-License-Identifier: GPL-2.0-only
/* The text of the index is searched as it is. To read it takes much longer. */
#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/header_users.h"
#include "kpatch/builder/include_walk.h"
#include "kpatch/builder/included.h"
#include "kpatch/builder/kbuild_list.h"
#include "kpatch/builder/source.h"
#include "kpatch/file.h"
#include "stackcheck/util/affix.h"

/* Does the line that @at is in tell of an include, and not of a file? */
static bool is_include(const char *text, const char *at)
{
	while (at > text && at[-1] != '\n')
		at--;
	return *at != 'F';
}

/* Does a line of the index end with the last part of @path? */
static bool is_named(const char *text, const char *path)
{
	const char *slash = strrchr(path, '/');
	struct kp_path line;
	const char *at;

	if (kp_path(&line, NULL, "%s\n", slash ? slash + 1 : path))
		return true;
	for (at = strstr(text, line.s); at; at = strstr(at + 1, line.s))
		if (at > text && strchr("\"</", at[-1]) && is_include(text, at))
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
	enum pb_built built;
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
