// SPDX-License-Identifier: GPL-2.0-only
#include <string.h>

#include "kpatch/builder/build_sources.h"
#include "kpatch/builder/header_users.h"
#include "kpatch/builder/included.h"

static int add_source(struct pb_words *sources, const char *source)
{
	for (size_t i = 0; i < sources->n; i++)
		if (!strcmp(sources->list[i], source))
			return 0;
	return pb_words_add(sources, source);
}

/* What can be told of it before others are looked at. */
static int check_change(const struct pb_build *b,
			const struct pb_changed_file *file)
{
	if (pb_is_header(file->path) && b->shop.outside)
		return sc_fail(
			b->err,
			"%.300s: a change of a header of a module that is not of the kernel's tree is not supported; write the new code into the files that use it",
			file->path);
	if (file->deleted && !pb_is_header(file->path))
		return sc_fail(b->err,
			       "%.300s: a patch cannot take a source file away",
			       file->path);
	return 0;
}

int pb_build_find_sources(struct pb_build *b)
{
	const struct pb_header_job job = { .shop = &b->shop,
					   .changes = &b->changes,
					   .shadow = &b->shadow,
					   .most = b->req->most_objects,
					   .progress = b->req->progress };
	struct pb_words users = { 0 };
	int ret;

	if (pb_changes_find_included(&b->changes, &b->shop, b->req->progress,
				     b->err))
		return -1;
	for (size_t i = 0; i < b->changes.n; i++) {
		const struct pb_changed_file *file = &b->changes.files[i];

		if (check_change(b, file))
			return -1;
		if (!file->included && add_source(&b->sources, file->path))
			return sc_fail(b->err, "out of memory");
	}
	ret = pb_headers_find_users(&job, &users, b->err);
	for (size_t i = 0; !ret && i < users.n; i++)
		if (add_source(&b->sources, users.list[i]))
			ret = sc_fail(b->err, "out of memory");
	pb_words_free(&users);
	return ret;
}
