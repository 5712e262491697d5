// SPDX-License-Identifier: GPL-2.0-only
/* The cache of prepared kernels. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

#include "kpatch/builder/cache.h"
#include "kpatch/builder/names.h"
#include "kpatch/builder/tree.h"
#include "kpatch/system.h"
#include "stackcheck/util/affix.h"

#define PAUSE_MS 50

/* --- the folder */

static int choose_folder(struct kp_path *path, const char *folder,
			 struct sc_error *err)
{
	const char *env = getenv("KPATCH_CACHE"), *home = getenv("HOME");
	const char *xdg = getenv("XDG_CACHE_HOME");

	if (!folder && env && *env)
		folder = env;
	if (folder)
		return kp_path(path, err, "%s", folder);
	if (!geteuid())
		return kp_path(path, err, "/var/cache/kpatch");
	if (xdg && *xdg == '/')
		return kp_path(path, err, "%s/kpatch", xdg);
	if (home && *home == '/')
		return kp_path(path, err, "%s/.cache/kpatch", home);
	return sc_fail(err, "HOME is not set; name a folder with --cache");
}

/* What others can write to is nothing to build a patch from. */
static int check_owner(const char *path, struct sc_error *err)
{
	struct stat st;

	if (stat(path, &st))
		return sc_fail(err, "%.256s: %s", path, strerror(errno));
	if (st.st_uid == geteuid() && !(st.st_mode & 022))
		return 0;
	return sc_fail(
		err,
		"%.256s: another user can write to it; use a folder of your own with mode 0755",
		path);
}

static int make_parts(const char *folder, struct sc_error *err)
{
	static const char *const parts[] = { "kernels", "packages", "locks" };
	struct kp_path path;

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (kp_path(&path, err, "%s/%s", folder, parts[i]) ||
		    kp_make_folder(path.s, err))
			return -1;
	return 0;
}

int pb_cache_open(struct pb_cache *cache, const char *folder,
		  struct sc_error *err)
{
	struct kp_path path;

	*cache = (struct pb_cache){ 0 };
	if (choose_folder(&path, folder, err) || kp_make_folder(path.s, err) ||
	    check_owner(path.s, err))
		return -1;
	cache->folder = realpath(path.s, NULL);
	if (!cache->folder)
		return sc_fail(err, "%.256s: %s", path.s, strerror(errno));
	if (!make_parts(cache->folder, err))
		return 0;
	pb_cache_close(cache);
	return -1;
}

void pb_cache_close(struct pb_cache *cache)
{
	free(cache->folder);
	cache->folder = NULL;
}

/* --- locks */

/* Open without O_CLOEXEC: programs that are started hold the lock, too. */
static int open_lock(const struct pb_cache *cache, const char *release,
		     struct kp_path *path, struct sc_error *err)
{
	int fd;

	if (!pb_is_release(release))
		return sc_fail(err, "'%.100s' is not a kernel release",
			       release);
	if (kp_path(path, err, "%s/locks/%s", cache->folder, release))
		return -1;
	fd = open(path->s, O_RDWR | O_CREAT | O_NOFOLLOW, 0644);
	if (fd < 0)
		sc_fail(err, "%.256s: %s", path->s, strerror(errno));
	return fd;
}

static int wait_for_lock(int fd, const struct kp_path *path,
			 const char *release,
			 const struct pb_progress *progress,
			 struct sc_error *err)
{
	const struct timespec pause = { 0, PAUSE_MS * 1000000L };
	bool told = false;

	while (flock(fd, LOCK_EX | LOCK_NB)) {
		if (errno != EWOULDBLOCK && errno != EINTR)
			return sc_fail(err, "%.256s: %s", path->s,
				       strerror(errno));
		if (!told)
			pb_progress_tell(
				progress,
				"%s: another run prepares it; waiting for its end",
				release);
		told = true;
		if (kp_interrupted())
			return sc_fail(err, "%.256s: interrupted", path->s);
		nanosleep(&pause, NULL);
	}
	return 0;
}

int pb_cache_lock(const struct pb_cache *cache, const char *release,
		  const struct pb_progress *progress, struct sc_error *err)
{
	struct kp_path path;
	int fd = open_lock(cache, release, &path, err);

	if (fd < 0 || !wait_for_lock(fd, &path, release, progress, err))
		return fd;
	close(fd);
	return -1;
}

/* --- folders that are being prepared */

static int new_folder(const struct pb_cache *cache, const char *release,
		      struct kp_path *path, struct sc_error *err)
{
	return kp_path(path, err, "%s/kernels/.%s.new", cache->folder, release);
}

int pb_cache_begin(const struct pb_cache *cache, const char *release,
		   struct kp_path *folder_ret, struct sc_error *err)
{
	if (new_folder(cache, release, folder_ret, err) ||
	    pb_tree_remove(folder_ret->s, err))
		return -1;
	return kp_make_folder(folder_ret->s, err);
}

/* A power cut must not leave a whole folder with files that are empty. */
static int write_to_disk(const char *path, struct sc_error *err)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int bad = fd < 0 || syncfs(fd);
	int why = errno;

	if (fd >= 0)
		close(fd);
	return bad ? sc_fail(err, "%.256s: %s", path, strerror(why)) : 0;
}

int pb_cache_commit(const struct pb_cache *cache, const char *release,
		    const char *name, struct sc_error *err)
{
	struct kp_path from, to;

	if (new_folder(cache, release, &from, err) ||
	    kp_path(&to, err, "%s/kernels/%s", cache->folder, name) ||
	    write_to_disk(from.s, err) || pb_tree_remove(to.s, err))
		return -1;
	if (rename(from.s, to.s))
		return sc_fail(err, "%.256s: %s", to.s, strerror(errno));
	return 0;
}

void pb_cache_discard(const struct pb_cache *cache, const char *release)
{
	struct kp_path path;

	if (!new_folder(cache, release, &path, NULL))
		pb_tree_remove(path.s, NULL);
}

/* The release in the name of a folder that was left; false: it is none. */
static bool left_release(const char *name, char release[PB_NAME])
{
	size_t n = strlen(name);

	if (*name != '.' || !sc_ends_with(name, ".new") || n < 6 ||
	    n - 5 >= PB_NAME)
		return false;
	snprintf(release, PB_NAME, "%.*s", (int)(n - 5), name + 1);
	return pb_is_release(release);
}

static void sweep_one(const struct pb_cache *cache, const char *release)
{
	struct kp_path path;
	int fd = open_lock(cache, release, &path, NULL);

	if (fd < 0)
		return;
	if (!flock(fd, LOCK_EX | LOCK_NB))
		pb_cache_discard(cache, release);
	close(fd);
}

void pb_cache_sweep(const struct pb_cache *cache)
{
	char release[PB_NAME];
	struct kp_path path;
	struct dirent *e;
	DIR *dir;

	if (kp_path(&path, NULL, "%s/kernels", cache->folder))
		return;
	dir = opendir(path.s);
	while (dir && (e = readdir(dir)))
		if (left_release(e->d_name, release))
			sweep_one(cache, release);
	if (dir)
		closedir(dir);
}

int pb_cache_room(const struct pb_cache *cache, uint64_t bytes,
		  struct sc_error *err)
{
	struct statvfs fs;
	uint64_t room;

	if (statvfs(cache->folder, &fs))
		return sc_fail(err, "%.256s: %s", cache->folder,
			       strerror(errno));
	room = (uint64_t)fs.f_bavail * fs.f_frsize;
	if (room >= bytes)
		return 0;
	return sc_fail(
		err,
		"%.256s: the disk has only %llu MB left, and about %llu MB are needed; make room, or name another folder with --cache",
		cache->folder, (unsigned long long)(room >> 20),
		(unsigned long long)(bytes >> 20));
}
