// SPDX-License-Identifier: GPL-2.0-only
/* The source of a kernel: who needs a file makes sure that it is there. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "kpatch/builder/source.h"
#include "kpatch/builder/source_marks.h"
#include "kpatch/builder/source_unpack.h"
#include "kpatch/file.h"
#include "stackcheck/util/affix.h"

bool pb_source_is_own(const struct pb_kernel *kernel)
{
	return kernel->folder && sc_starts_with(kernel->source, kernel->folder);
}

static int add_part(const struct pb_kernel *kernel,
		    const struct pb_source_part *part, const char *mark,
		    const struct pb_progress *progress, struct sc_error *err)
{
	double begin = pb_progress_now();

	/* who had the lock before may have got it */
	if (kp_exists(mark))
		return 0;
	if (pb_source_add_part(kernel, part, err) || pb_mark_touch(mark, err))
		return -1;
	pb_progress_tell(progress, "source of %s: %.1f s", part->pattern.s,
			 pb_progress_now() - begin);
	return 0;
}

/*
 * The time of a mark tells when the part was needed the last time. Without a mark,
 * what is needed may be @there all the same.
 */
static int get_part(const struct pb_kernel *kernel,
		    const struct pb_source_part *part, bool there,
		    const struct pb_progress *progress, struct sc_error *err)
{
	struct kp_path mark;
	int lock, bad;

	if (pb_mark_of(kernel, part, &mark, err))
		return -1;
	if (kp_exists(mark.s))
		return pb_mark_touch(mark.s, err);
	if (there)
		return 0;
	lock = pb_source_lock(kernel, progress, err);
	if (lock < 0)
		return -1;
	bad = add_part(kernel, part, mark.s, progress, err);
	close(lock);
	return bad;
}

/* The part that @path is in, or would be. */
static int get_part_of(const struct pb_kernel *kernel, const char *path,
		       bool there, const struct pb_progress *progress,
		       struct sc_error *err)
{
	struct pb_source_part part;

	return pb_source_part_of(path, &part)
		       ? get_part(kernel, &part, there, progress, err)
		       : 0;
}

/* A file that is there came with its part, or with all that it includes. */
static bool is_there(const struct pb_kernel *kernel, const char *path)
{
	struct kp_path place;

	return !pb_source_is_broken(kernel) &&
	       !kp_path(&place, NULL, "%s/%s", kernel->source, path) &&
	       kp_exists(place.s);
}

bool pb_source_has_programs(const struct pb_kernel *kernel, const char *path)
{
	static const char *const names[] = { "Makefile", "Kbuild" };
	const char *slash = strrchr(path, '/');
	bool has = false;

	for (size_t i = 0; slash && !has && i < 2; i++) {
		struct kp_path place;
		size_t len;
		char *text;

		if (kp_path(&place, NULL, "%s/%.*s/%s", kernel->source,
			    (int)(slash - path), path, names[i]) ||
		    !kp_exists(place.s))
			continue;
		text = kp_read_file(place.s, &len, NULL);
		has = !text || strstr(text, "hostprogs");
		free(text);
	}
	return has;
}

/* Headers beside the file, or below it: any of their part will do as a name. */
static int get_headers(const struct pb_kernel *kernel, const char *path,
		       const struct pb_progress *progress, struct sc_error *err)
{
	struct kp_path header;

	if (kp_path(&header, err, "%s.h", path) ||
	    get_part_of(kernel, header.s, false, progress, err))
		return -1;
	return sc_starts_with(path, PB_AMD_FOLDER)
		       ? get_part_of(kernel, PB_AMD_REGISTERS "any.h", false,
				     progress, err)
		       : 0;
}

int pb_source_get(const struct pb_kernel *kernel, const char *path,
		  const struct pb_progress *progress, struct sc_error *err)
{
	const char *slash = strrchr(path, '/');
	struct kp_path place;

	if (!slash || !pb_source_is_own(kernel))
		return 0;
	if (kp_path(&place, err, "%s/%.*s", kernel->source, (int)(slash - path),
		    path))
		return -1;
	if (!kp_exists(place.s)) /* a diff may make it */
		return 0;
	if (sc_ends_with(path, ".c") &&
	    get_part_of(kernel, path,
			is_there(kernel, path) &&
				!pb_source_has_programs(kernel, path),
			progress, err))
		return -1;
	return get_headers(kernel, path, progress, err);
}

/* --- many files */

static int find_missing(const struct pb_kernel *kernel,
			const struct pb_words *paths, struct pb_words *missing,
			struct sc_error *err)
{
	bool broken = pb_source_is_broken(kernel);
	struct kp_path place;

	for (size_t i = 0; i < paths->n; i++) {
		const char *path = paths->list[i];

		if (!pb_source_is_later(path))
			continue;
		if (kp_path(&place, err, "%s/%s", kernel->source, path))
			return -1;
		if ((broken || !kp_exists(place.s)) &&
		    pb_words_add(missing, path))
			return sc_fail(err, "out of memory");
	}
	return 0;
}

static int add_missing(const struct pb_kernel *kernel,
		       const struct pb_words *paths,
		       const struct pb_progress *progress, struct sc_error *err)
{
	struct pb_words missing = { 0 };
	double begin = pb_progress_now();
	int ret = find_missing(kernel, paths, &missing, err);

	if (!ret && missing.n)
		ret = pb_source_add_list(kernel, &missing, err);
	if (!ret && missing.n)
		pb_progress_tell(progress, "source of files: %zu, %.1f s",
				 missing.n, pb_progress_now() - begin);
	pb_words_free(&missing);
	return ret;
}

int pb_source_get_list(const struct pb_kernel *kernel,
		       const struct pb_words *paths,
		       const struct pb_progress *progress, struct sc_error *err)
{
	int lock, ret;

	if (!pb_source_is_own(kernel))
		return 0;
	lock = pb_source_lock(kernel, progress, err);
	if (lock < 0)
		return -1;
	ret = add_missing(kernel, paths, progress, err);
	close(lock);
	return ret;
}
