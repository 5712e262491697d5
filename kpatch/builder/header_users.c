// SPDX-License-Identifier: GPL-2.0-only
/*
 * From the index of includes: who may include a changed header. Of these, who may
 * use what changes in it. Of these, what the configuration builds.
 */
#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/header_check.h"
#include "kpatch/builder/header_names.h"
#include "kpatch/builder/header_sources.h"
#include "kpatch/builder/header_users.h"
#include "kpatch/builder/include_get.h"
#include "kpatch/builder/include_scan.h"
#include "kpatch/builder/name_uses.h"
#include "kpatch/file.h"
#include "stackcheck/util/affix.h"

/* So many sources for each object that is allowed are asked kbuild for. */
#define SOURCES_ASKED 5
/* So many are asked for until one is found that tells of changed types. */
#define USERS_ASKED 20

bool pb_is_header(const char *path)
{
	return sc_ends_with(path, ".h");
}

static bool has_included(const struct pb_changes *changes)
{
	for (size_t i = 0; i < changes->n; i++)
		if (changes->files[i].included)
			return true;
	return false;
}

/* --- who may use what changes */

/* What the change of the header has an effect on. */
static int compare_header(const struct pb_header_search *s,
			  const struct pb_changed_file *file,
			  struct pb_header_names *names)
{
	struct kp_path path;
	size_t size = 0;
	char *old = NULL;
	int ret;

	if (kp_path(&path, s->err, "%s/%s", s->job->shop->kernel->source,
		    file->path))
		return -1;
	if (kp_exists(path.s)) {
		old = kp_read_file(path.s, &size, s->err);
		if (!old)
			return -1;
	}
	ret = pb_header_compare(old, size,
				file->deleted ? NULL : file->now.text,
				file->now.size, names);
	free(old);
	return ret ? sc_fail(s->err, "out of memory") : 0;
}

static void keep_all(struct pb_header_search *s,
		     const struct pb_file_set *users)
{
	for (uint32_t i = 0; i < users->n; i++)
		pb_file_set_add(&s->kept, users->list[i]);
}

/* Of a header, those that may use what changes. */
static int keep_users(struct pb_header_search *s,
		      const struct pb_changed_file *file,
		      const struct pb_file_set *users)
{
	struct pb_header_names names;
	bool all;
	int ret = 0;

	if (compare_header(s, file, &names))
		return -1;
	all = names.all;
	if (names.names.n)
		ret = pb_names_find_uses(s->job->shop->kernel, s->job->progress,
					 &s->includes, &names.names, users,
					 &s->kept, &all, s->err);
	pb_words_free(&names.names);
	if (all)
		keep_all(s, users);
	return ret;
}

/* The files that may include it; a C file may also be compiled by itself. */
static int list_users(const struct pb_header_search *s, const char *path,
		      struct pb_file_set *users)
{
	uint32_t own = pb_includes_find(&s->includes, path);

	if (pb_file_set_make(&s->includes, users))
		return sc_fail(s->err, "out of memory");
	if (!pb_is_header(path) && own != UINT32_MAX)
		pb_file_set_add(users, own);
	pb_includes_add_users(&s->includes, path, users);
	return 0;
}

static int find_users(struct pb_header_search *s,
		      const struct pb_changed_file *file)
{
	struct pb_file_set users;
	int ret = 0;

	if (list_users(s, file->path, &users))
		return -1;
	if (pb_is_header(file->path))
		ret = keep_users(s, file, &users);
	else
		keep_all(s, &users);
	pb_file_set_free(&users);
	return ret;
}

/*
 * A type that changes is told before the objects are counted: they may be all of
 * the kernel. The nearest users come first.
 */
static int check_first_user(struct pb_header_search *s)
{
	size_t asked = 0;

	for (uint32_t i = 0; i < s->kept.n && asked < USERS_ASKED; i++) {
		const char *path = s->includes.files[s->kept.list[i]];
		enum pb_built built;

		if (!sc_ends_with(path, ".c") || pb_header_is_program(path))
			continue;
		asked++;
		if (pb_listing_find(s->listing, path, &built, s->err))
			return -1;
		if (built == PB_BUILT)
			return pb_header_check_types(s->job, path, s->err);
	}
	return 0;
}

static size_t count_sources(const struct pb_header_search *s)
{
	size_t n = 0;

	for (uint32_t i = 0; i < s->kept.n; i++)
		n += pb_is_source(s->includes.files[s->kept.list[i]]);
	return n;
}

/* Includes as "../x.h" must find the changed header. */
static int open_folders(const struct pb_header_search *s)
{
	for (uint32_t i = 0; i < s->kept.n; i++) {
		const char *path = s->includes.files[s->kept.list[i]];

		if (!pb_is_source(path) && !pb_is_makefile(path) &&
		    pb_shadow_open(s->job->shadow, path, s->err))
			return -1;
	}
	for (size_t i = 0; i < s->sources->n; i++)
		if (pb_shadow_open(s->job->shadow, s->sources->list[i], s->err))
			return -1;
	return 0;
}

static int search_users(struct pb_header_search *s)
{
	const struct pb_changes *changes = s->job->changes;

	for (size_t i = 0; i < changes->n; i++)
		if (changes->files[i].included &&
		    find_users(s, &changes->files[i]))
			return -1;
	return 0;
}

static int fail_number(const struct pb_header_search *s, size_t n,
		       const char *what)
{
	return sc_fail(
		s->err,
		"the change of files that others include may have an effect on %s: %zu; more than --max-objects=%zu are not compiled",
		what, n, s->job->most);
}

/* The sources that are compiled, with all that they may include. */
static int get_sources(const struct pb_header_search *s)
{
	struct pb_file_set set;
	int ret;

	if (pb_file_set_make(&s->includes, &set))
		return sc_fail(s->err, "out of memory");
	for (size_t i = 0; i < s->sources->n; i++)
		pb_file_set_add(&set, pb_includes_find(&s->includes,
						       s->sources->list[i]));
	ret = pb_includes_add_used(&s->includes, &set)
		      ? sc_fail(s->err, "out of memory")
		      : pb_includes_get(s->job->shop->kernel, &s->includes,
					&set, s->job->progress, s->err);
	pb_file_set_free(&set);
	return ret;
}

/* Is one of these files among the sources that are compiled? */
static bool has_source(const struct pb_header_search *s,
		       const struct pb_file_set *users)
{
	for (size_t i = 0; i < s->sources->n; i++) {
		uint32_t file =
			pb_includes_find(&s->includes, s->sources->list[i]);

		if (file != UINT32_MAX && users->has[file])
			return true;
	}
	return false;
}

/* A C file that nothing is built from must not be passed over. */
static int check_built(struct pb_header_search *s, const char *path)
{
	struct pb_file_set users;
	bool has;

	if (list_users(s, path, &users))
		return -1;
	has = has_source(s, &users);
	pb_file_set_free(&users);
	return has ? 0
		   : sc_fail(s->err,
			     "%.300s: nothing is built from it for this kernel: no Makefile lists it, or a file that includes it",
			     path);
}

static int check_all_built(struct pb_header_search *s)
{
	const struct pb_changes *changes = s->job->changes;

	for (size_t i = 0; i < changes->n; i++)
		if (changes->files[i].included &&
		    !pb_is_header(changes->files[i].path) &&
		    check_built(s, changes->files[i].path))
			return -1;
	return 0;
}

static int find_sources(struct pb_header_search *s)
{
	size_t n;

	if (search_users(s))
		return -1;
	n = count_sources(s);
	pb_progress_tell(
		s->job->progress,
		"includes: what changes may be used in %zu source files", n);
	if (check_first_user(s))
		return -1;
	if (n > SOURCES_ASKED * s->job->most)
		return fail_number(
			s, n, "source files, built for this kernel or not");
	if (pb_header_take_sources(s) || check_all_built(s))
		return -1;
	if (s->sources->n > s->job->most)
		return fail_number(s, s->sources->n, "objects of this kernel");
	return get_sources(s) || open_folders(s) ? -1 : 0;
}

int pb_headers_find_users(const struct pb_header_job *job,
			  struct pb_words *sources, struct sc_error *err)
{
	struct pb_header_search s = { .job = job,
				      .sources = sources,
				      .err = err };
	int ret;

	if (!has_included(job->changes))
		return 0;
	s.listing = pb_listing_new(job->shop, err);
	if (!s.listing || pb_includes_open(job->shop->kernel, job->progress,
					   &s.includes, err)) {
		pb_listing_free(s.listing);
		return -1;
	}
	ret = pb_file_set_make(&s.includes, &s.kept)
		      ? sc_fail(err, "out of memory")
		      : find_sources(&s);
	pb_file_set_free(&s.kept);
	pb_includes_free(&s.includes);
	pb_listing_free(s.listing);
	return ret;
}
