// SPDX-License-Identifier: GPL-2.0-only
/*
 * A build holds a lock on its temporary folder. A folder whose lock can be had
 * belongs to nobody any more.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "kpatch/builder/tree.h"
#include "kpatch/builder/work_folder.h"
#include "stackcheck/util/affix.h"

#define PREFIX "kpatch-build-"
/* A folder is locked right after it was made; so many seconds are enough. */
#define OLD 10

static const char *find_tmp(void)
{
	const char *tmp = getenv("TMPDIR");

	return tmp && *tmp ? tmp : "/tmp";
}

/* Is the folder that @fd is open on ours, and not just made? */
static bool is_left(int fd)
{
	struct stat st;

	return !fstat(fd, &st) && st.st_uid == geteuid() &&
	       st.st_mtime + OLD < time(NULL);
}

/* Remove the folder if its lock can be had. */
static void sweep_folder(const char *folder)
{
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
	struct sc_error ignored;

	if (fd < 0)
		return;
	if (is_left(fd) && !flock(fd, LOCK_EX | LOCK_NB))
		pb_tree_remove(folder, &ignored);
	close(fd);
}

static void sweep_left(const char *tmp)
{
	DIR *dir = opendir(tmp);
	const struct dirent *e;
	struct kp_path path;

	while (dir && (e = readdir(dir)))
		if (sc_starts_with(e->d_name, PREFIX) &&
		    !kp_path(&path, NULL, "%s/%s", tmp, e->d_name))
			sweep_folder(path.s);
	if (dir)
		closedir(dir);
}

static int fail_at(const char *path, struct sc_error *err)
{
	return sc_fail(err, "%.300s: %s", path, strerror(errno));
}

static int resolve_path(struct pb_work_folder *work, const char *path,
			struct sc_error *err)
{
	char *whole = realpath(path, NULL);
	int ret;

	if (!whole)
		return fail_at(path, err);
	ret = kp_path(&work->path, err, "%s", whole);
	free(whole);
	return ret;
}

/* Programs that run in the folder hold the lock as well: it stays open there. */
static int take_lock(struct pb_work_folder *work, struct sc_error *err)
{
	/* NOLINTNEXTLINE(android-cloexec-open): that is why */
	work->lock = open(work->path.s, O_RDONLY | O_DIRECTORY);
	if (work->lock < 0 || flock(work->lock, LOCK_EX))
		return fail_at(work->path.s, err);
	return 0;
}

static void remove_folder(struct pb_work_folder *work)
{
	struct sc_error ignored;

	if (!work->kept && *work->path.s)
		pb_tree_remove(work->path.s, &ignored);
	if (work->lock >= 0)
		close(work->lock);
	work->lock = -1;
}

static int make_temporary(struct pb_work_folder *work, struct sc_error *err)
{
	const char *tmp = find_tmp();
	struct kp_path path;

	sweep_left(tmp);
	if (kp_path(&path, err, "%s/" PREFIX "XXXXXX", tmp))
		return -1;
	if (!mkdtemp(path.s))
		return fail_at(path.s, err);
	if (!resolve_path(work, path.s, err) && !take_lock(work, err))
		return 0;
	remove_folder(work);
	return -1;
}

/* A compiler that is killed leaves files; here they go with the folder. */
static int lend_tmp(struct pb_work_folder *work, struct sc_error *err)
{
	const char *outer = getenv("TMPDIR");

	work->outer = outer ? strdup(outer) : NULL;
	if ((!outer || work->outer) && !setenv("TMPDIR", work->path.s, 1))
		return 0;
	return sc_fail(err, "out of memory");
}

static void take_tmp_back(struct pb_work_folder *work)
{
	if (work->outer)
		setenv("TMPDIR", work->outer, 1);
	else
		unsetenv("TMPDIR");
	free(work->outer);
	work->outer = NULL;
}

/* The user's folder: what another build has left there would be in the way. */
static int use_kept(struct pb_work_folder *work, const char *keep,
		    struct sc_error *err)
{
	struct kp_names names = { 0 };
	int fd, bad;

	if (kp_make_folder(keep, err) || resolve_path(work, keep, err))
		return -1;
	fd = open(work->path.s, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bad = fd < 0 || kp_names_read(fd, &names) ? fail_at(keep, err) : 0;
	if (fd >= 0)
		close(fd);
	if (bad)
		return bad;
	if (names.n)
		bad = sc_fail(
			err,
			"%.300s: it has files in it; --keep needs an empty folder",
			keep);
	kp_names_free(&names);
	return bad;
}

int pb_work_open(const char *keep, struct pb_work_folder *work,
		 struct sc_error *err)
{
	*work = (struct pb_work_folder){ .kept = keep, .lock = -1 };
	if (keep ? use_kept(work, keep, err) : make_temporary(work, err))
		return -1;
	if (!lend_tmp(work, err))
		return 0;
	pb_work_close(work);
	return -1;
}

void pb_work_close(struct pb_work_folder *work)
{
	take_tmp_back(work);
	remove_folder(work);
}
