// SPDX-License-Identifier: GPL-2.0-only
/* Sets grow while they are walked: their list is what is left to look at. */
#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/include_graph.h"
#include "kpatch/builder/include_scan.h"
#include "stackcheck/util/affix.h"
#include "stackcheck/util/search.h"

int pb_file_set_make(const struct pb_includes *in, struct pb_file_set *set)
{
	*set = (struct pb_file_set){
		.has = calloc(in->nfiles + 1, sizeof(*set->has)),
		.list = calloc(in->nfiles + 1, sizeof(*set->list)),
	};
	if (set->has && set->list)
		return 0;
	pb_file_set_free(set);
	return -1;
}

void pb_file_set_free(struct pb_file_set *set)
{
	free(set->has);
	free(set->list);
	*set = (struct pb_file_set){ 0 };
}

void pb_file_set_add(struct pb_file_set *set, uint32_t file)
{
	if (set->has[file])
		return;
	set->has[file] = true;
	set->list[set->n++] = file;
}

bool pb_is_source(const char *path)
{
	return sc_ends_with(path, ".c") || sc_ends_with(path, ".S");
}

static const char *last_part(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

/* What a makefile says of C sources is not that it includes them. */
static void add_direct_users(const struct pb_includes *in, const char *path,
			     struct pb_file_set *users)
{
	const uint32_t *first;
	uint32_t n = pb_includes_named(in, last_part(path), &first);
	bool is_c = sc_ends_with(path, ".c");

	for (uint32_t i = 0; i < n; i++) {
		const struct pb_include *include = &in->list[first[i]];

		if (is_c && pb_is_makefile(in->files[include->file]))
			continue;
		if (!users->has[include->file] &&
		    pb_include_means(in, include, path))
			pb_file_set_add(users, include->file);
	}
}

/* The folder whose sources a makefile is for; those at the top are for all. */
static void add_makefile_users(const struct pb_includes *in, const char *path,
			       struct pb_file_set *users)
{
	size_t len = (size_t)(last_part(path) - path);
	size_t i = 0;

	if (!sc_starts_with(path, "scripts/"))
		i = SC_FIRST_NOT(k, 0, in->nfiles,
				 strncmp(in->files[k], path, len) < 0);
	else
		len = 0;
	for (; i < in->nfiles && !strncmp(in->files[i], path, len); i++)
		if (pb_is_source(in->files[i]))
			pb_file_set_add(users, (uint32_t)i);
}

void pb_includes_add_users(const struct pb_includes *in, const char *path,
			   struct pb_file_set *users)
{
	uint32_t at = users->n;

	add_direct_users(in, path, users);
	for (; at < users->n; at++) {
		const char *file = in->files[users->list[at]];

		if (pb_is_makefile(file))
			add_makefile_users(in, file, users);
		else
			add_direct_users(in, file, users);
	}
}

/* --- the other way */

static int by_end(const void *pa, const void *pb, void *ctx)
{
	const char *const *files = ctx;
	uint32_t a = *(const uint32_t *)pa, b = *(const uint32_t *)pb;

	return strcmp(last_part(files[a]), last_part(files[b]));
}

/* All files, sorted by the last part of their paths. NULL: no memory. */
static uint32_t *sort_files(const struct pb_includes *in)
{
	uint32_t *sorted = calloc(in->nfiles + 1, sizeof(*sorted));

	for (uint32_t i = 0; sorted && i < in->nfiles; i++)
		sorted[i] = i;
	if (sorted)
		qsort_r(sorted, in->nfiles, sizeof(*sorted), by_end,
			(void *)in->files);
	return sorted;
}

static void add_meant(const struct pb_includes *in, const uint32_t *sorted,
		      const struct pb_include *include, struct pb_file_set *set)
{
	const char *end = last_part(include->name);
	size_t at =
		SC_FIRST_NOT(i, 0, in->nfiles,
			     strcmp(last_part(in->files[sorted[i]]), end) < 0);

	for (; at < in->nfiles; at++) {
		const char *file = in->files[sorted[at]];

		if (strcmp(last_part(file), end))
			return;
		if (!set->has[sorted[at]] &&
		    pb_include_means(in, include, file))
			pb_file_set_add(set, sorted[at]);
	}
}

int pb_includes_add_used(const struct pb_includes *in, struct pb_file_set *set)
{
	uint32_t *sorted = sort_files(in);

	if (!sorted)
		return -1;
	for (uint32_t at = 0; at < set->n; at++) {
		uint32_t file = set->list[at];

		for (uint32_t i = in->first[file]; i < in->first[file + 1]; i++)
			add_meant(in, sorted, &in->list[i], set);
	}
	free(sorted);
	return 0;
}

/* --- makefiles */

/* The same among directives whose names have this last part. */
static const char *find_maker(const struct pb_includes *in, const char *path,
			      const char *end, size_t *nth)
{
	const uint32_t *first;
	uint32_t n = pb_includes_named(in, end, &first);

	for (uint32_t i = 0; i < n; i++) {
		const struct pb_include *include = &in->list[first[i]];
		const char *file = in->files[include->file];

		if (pb_is_makefile(file) &&
		    pb_include_means(in, include, path) && !(*nth)--)
			return file;
	}
	return NULL;
}

const char *pb_includes_other_maker(const struct pb_includes *in,
				    const char *path, size_t nth)
{
	const char *maker = find_maker(in, path, last_part(path), &nth);

	return maker ? maker : find_maker(in, path, "%.c", &nth);
}
