// SPDX-License-Identifier: GPL-2.0-only
/* All parts of a source that are got later, in one go. */
#include <stdlib.h>
#include <unistd.h>

#include "kpatch/builder/archive.h"
#include "kpatch/builder/source.h"
#include "kpatch/builder/source_all.h"
#include "kpatch/builder/words.h"
#include "kpatch/file.h"

/* What an archive can be unpacked with at once; drivers/ has 140 folders. */
#define MOST_PARTS 200

/* Parts with their mark, or those without it. */
static int list_parts(const struct pb_kernel *kernel, bool marked,
		      struct pb_words *parts, struct sc_error *err)
{
	struct kp_names names;
	struct kp_path drivers, mark, part = { "sound" };
	int ret = 0;

	*parts = (struct pb_words){ 0 };
	if (kp_path(&drivers, err, "%s/drivers", kernel->source) ||
	    kp_list_folders(drivers.s, &names, err))
		return -1;
	for (size_t i = 0; !ret && i <= names.n; i++) {
		if (i)
			ret = kp_path(&part, err, "drivers/%s",
				      names.items[i - 1]);
		if (ret || pb_source_mark(kernel, part.s, &mark, err))
			ret = -1;
		else if (kp_exists(mark.s) == marked &&
			 pb_words_add(parts, part.s))
			ret = sc_fail(err, "out of memory");
	}
	kp_names_free(&names);
	if (ret)
		pb_words_free(parts);
	return ret;
}

/* tar's words: all that is got later, but not what is there already. */
static int add_options(const struct pb_kernel *kernel, const char *name,
		       struct pb_words *options, struct sc_error *err)
{
	struct pb_words there;
	struct kp_path word;
	int ret = 0;

	if (list_parts(kernel, true, &there, err))
		return -1;
	if (there.n > MOST_PARTS)
		ret = sc_fail(err, "%.200s/drivers: too many folders",
			      kernel->source);
	ret = ret || pb_words_add(options, "--wildcards") ||
	      pb_words_add(options, "--unlink-first");
	for (size_t i = 0; !ret && i < there.n; i++)
		ret = kp_path(&word, err, "--exclude=%s/%s", name,
			      there.list[i]) ||
		      pb_words_add(options, word.s);
	pb_words_free(&there);
	return ret ? -1 : pb_source_add_later(name, options);
}

static int unpack_all(const struct pb_kernel *kernel, struct sc_error *err)
{
	struct pb_words options = { 0 };
	char name[PB_NAME];
	struct kp_path deb;
	int ret;

	sc_fail(err, "out of memory");
	ret = pb_source_package(kernel, name, &deb, err) ||
	      add_options(kernel, name, &options, err) ||
	      pb_archive_unpack_source(deb.s, name, kernel->source,
				       (const char *const *)options.list, err);
	pb_words_free(&options);
	return ret ? -1 : 0;
}

/* With the lock held. */
static int get_lacking(const struct pb_kernel *kernel, struct sc_error *err)
{
	struct pb_words lacking;
	struct kp_path mark;
	int ret;

	if (list_parts(kernel, false, &lacking, err))
		return -1;
	ret = lacking.n ? unpack_all(kernel, err) : 0;
	for (size_t i = 0; !ret && i < lacking.n; i++)
		ret = pb_source_mark(kernel, lacking.list[i], &mark, err) ||
				      pb_source_make_mark(mark.s, err)
			      ? -1
			      : 0;
	pb_words_free(&lacking);
	return ret;
}

int pb_source_get_all(const struct pb_kernel *kernel,
		      const struct pb_progress *progress, struct sc_error *err)
{
	double begin = pb_progress_now();
	struct pb_words lacking;
	size_t n;
	int lock, ret;

	if (!pb_source_is_own(kernel))
		return 0;
	if (list_parts(kernel, false, &lacking, err))
		return -1;
	n = lacking.n;
	pb_words_free(&lacking);
	if (!n)
		return 0;
	pb_progress_tell(progress, "unpacking the source of all drivers");
	lock = pb_source_lock(kernel, progress, err);
	if (lock < 0)
		return -1;
	ret = get_lacking(kernel, err);
	close(lock);
	if (!ret)
		pb_progress_tell(progress, "source of all drivers: %.1f s",
				 pb_progress_now() - begin);
	return ret;
}
