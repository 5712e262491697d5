// SPDX-License-Identifier: GPL-2.0-only
/*
 * Builds hold the kernel's folder with a shared lock. Who takes files away holds it
 * alone, and does not wait for that. A mark goes before the files of its part.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "kpatch/builder/source.h"
#include "kpatch/builder/source_limit.h"
#include "kpatch/builder/source_marks.h"
#include "kpatch/builder/tree.h"
#include "stackcheck/util/affix.h"
#include "stackcheck/util/folder.h"

static int fail_at(const char *path, struct sc_error *err)
{
	return sc_fail(err, "%.256s: %s", path, strerror(errno));
}

/* --- files of no part */

static bool is_covered(const struct pb_kernel *kernel, const char *path)
{
	struct pb_source_part part;
	struct kp_path mark;

	return !pb_source_part_of(path, &part) ||
	       pb_mark_of(kernel, &part, &mark, NULL) || kp_exists(mark.s);
}

static int drop_below(const struct pb_kernel *kernel, const char *folder,
		      struct sc_error *err)
{
	size_t top = strlen(kernel->source) + 1;
	struct kp_path path;
	const FTSENT *e;
	FTS *walk;
	int ret = 0;

	if (kp_path(&path, err, "%s/%s", kernel->source, folder))
		return -1;
	walk = sc_folder_open(path.s, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
	if (!walk)
		return fail_at(path.s, err);
	while (!ret && (e = fts_read(walk)))
		if (e->fts_info == FTS_F &&
		    !is_covered(kernel, e->fts_path + top) &&
		    unlink(e->fts_path))
			ret = fail_at(e->fts_path, err);
	fts_close(walk);
	return ret;
}

static int drop_uncovered(const struct pb_kernel *kernel, struct sc_error *err)
{
	return drop_below(kernel, "drivers", err) ||
			       drop_below(kernel, "sound", err) ||
			       drop_below(kernel, "fs", err)
		       ? -1
		       : 0;
}

/* --- kept objects */

static int drop_forms(const struct pb_kernel *kernel, struct sc_error *err)
{
	struct kp_names names;
	struct kp_path path;
	int ret = 0;

	if (kp_list_folders(kernel->folder, &names, err))
		return -1;
	for (size_t i = 0; !ret && i < names.n; i++)
		if (sc_starts_with(names.items[i], "forms-") &&
		    (kp_path(&path, err, "%s/%s", kernel->folder,
			     names.items[i]) ||
		     pb_tree_remove(path.s, err)))
			ret = -1;
	kp_names_free(&names);
	return ret;
}

/* --- all */

static bool is_small(const struct pb_kernel *kernel)
{
	return pb_tree_size(kernel->folder) <= PB_KERNEL_MOST;
}

static int shrink_kernel(const struct pb_kernel *kernel, struct sc_error *err)
{
	int n;

	do {
		if (drop_uncovered(kernel, err))
			return -1;
		if (is_small(kernel))
			return 0;
		n = pb_marks_drop_half(kernel, err);
	} while (n > 0);
	return n ? -1 : drop_forms(kernel, err);
}

int pb_source_begin(const struct pb_kernel *kernel)
{
	int fd;

	if (!pb_source_is_own(kernel))
		return -1;
	fd = open(kernel->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0 && !flock(fd, LOCK_SH))
		return fd;
	if (fd >= 0)
		close(fd);
	return -1;
}

void pb_source_end(const struct pb_kernel *kernel, int use,
		   const struct pb_progress *progress)
{
	struct sc_error err;

	if (use < 0)
		return;
	if (!is_small(kernel) && !flock(use, LOCK_EX | LOCK_NB) &&
	    shrink_kernel(kernel, &err))
		pb_progress_tell(progress, "%s", err.text);
	close(use);
}
