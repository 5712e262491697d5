// SPDX-License-Identifier: GPL-2.0-only
/* All files are got in one go, since each takes reading the whole package. */
#include <string.h>

#include "kpatch/builder/include_get.h"
#include "kpatch/builder/source.h"
#include "kpatch/builder/words.h"
#include "stackcheck/util/affix.h"

/* Bytes of the path up to the last slash, and with it. */
static size_t folder_len(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? (size_t)(slash + 1 - path) : 0;
}

/* All C files of the folder that @path lies in. */
static void add_folder(const struct pb_includes *includes, const char *path,
		       struct pb_file_set *all)
{
	size_t len = folder_len(path);

	for (uint32_t i = 0; i < includes->nfiles; i++) {
		const char *other = includes->files[i];

		if (folder_len(other) == len && !memcmp(other, path, len) &&
		    sc_ends_with(other, ".c"))
			pb_file_set_add(all, i);
	}
}

static bool is_in_folder_of(const char *path, const char *other)
{
	size_t len = folder_len(path);

	return other && folder_len(other) == len && !memcmp(path, other, len);
}

/*
 * The files of the set. Where a makefile makes programs, any C file of its folder may
 * be a part of one, so these are in, too. Files of one folder mostly follow one
 * another.
 */
static void add_all(const struct pb_kernel *kernel,
		    const struct pb_includes *includes,
		    const struct pb_file_set *set, struct pb_file_set *all)
{
	const char *last = NULL;

	for (uint32_t i = 0; i < set->n; i++) {
		const char *path = includes->files[set->list[i]];

		pb_file_set_add(all, set->list[i]);
		if (!sc_ends_with(path, ".c") || is_in_folder_of(path, last))
			continue;
		last = path;
		if (pb_source_has_programs(kernel, path))
			add_folder(includes, path, all);
	}
}

/* No name may be there twice: tar would miss the second one. */
static int get_set(const struct pb_kernel *kernel,
		   const struct pb_includes *includes,
		   const struct pb_file_set *all,
		   const struct pb_progress *progress, struct sc_error *err)
{
	struct pb_words paths = { 0 };
	int ret = 0;

	for (uint32_t i = 0; !ret && i < all->n; i++)
		if (pb_words_add(&paths, includes->files[all->list[i]]))
			ret = sc_fail(err, "out of memory");
	if (!ret)
		ret = pb_source_get_list(kernel, &paths, progress, err);
	pb_words_free(&paths);
	return ret;
}

int pb_includes_get(const struct pb_kernel *kernel,
		    const struct pb_includes *includes,
		    const struct pb_file_set *set,
		    const struct pb_progress *progress, struct sc_error *err)
{
	struct pb_file_set all;
	int ret;

	if (!pb_source_is_own(kernel))
		return 0;
	if (pb_file_set_make(includes, &all))
		return sc_fail(err, "out of memory");
	add_all(kernel, includes, set, &all);
	ret = get_set(kernel, includes, &all, progress, err);
	pb_file_set_free(&all);
	return ret;
}

static int get_all(const struct pb_kernel *kernel,
		   const struct pb_includes *includes, char *const *paths,
		   size_t n, const struct pb_progress *progress,
		   struct sc_error *err)
{
	struct pb_file_set set;
	int ret;

	if (pb_file_set_make(includes, &set))
		return sc_fail(err, "out of memory");
	for (size_t i = 0; i < n; i++) {
		uint32_t file = pb_includes_find(includes, paths[i]);

		if (file != UINT32_MAX)
			pb_file_set_add(&set, file);
	}
	ret = pb_includes_add_used(includes, &set)
		      ? sc_fail(err, "out of memory")
		      : pb_includes_get(kernel, includes, &set, progress, err);
	pb_file_set_free(&set);
	return ret;
}

int pb_includes_get_sources(const struct pb_kernel *kernel, char *const *paths,
			    size_t n, const struct pb_progress *progress,
			    struct sc_error *err)
{
	struct pb_includes includes;
	int ret;

	if (!pb_source_is_own(kernel))
		return 0;
	if (pb_includes_open(kernel, progress, &includes, err))
		return -1;
	ret = get_all(kernel, &includes, paths, n, progress, err);
	pb_includes_free(&includes);
	return ret;
}
