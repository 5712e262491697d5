// SPDX-License-Identifier: GPL-2.0-only
/*
 * Locks of the kind that the kernel can name the holder of, which cannot be
 * waited for with a bound: so they are asked for again and again.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kpatch/clock.h"
#include "kpatch/lock.h"
#include "kpatch/file.h"
#include "kpatch/system.h"

/* Only a file that this made gets another mode. @st is what it is. */
static int open_or_make(int dir, const char *name, struct stat *st)
{
	const int flags = O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK;
	int fd = openat(dir, name, flags | O_CREAT | O_EXCL, 0600);
	bool bad = fd >= 0 && fchmod(fd, 0600);
	int why;

	if (fd < 0 && errno == EEXIST)
		fd = openat(dir, name, flags);
	if (fd < 0 || (!bad && !fstat(fd, st)))
		return fd;
	why = errno;
	close(fd);
	errno = why;
	return -1;
}

/*
 * A file that others can open they can hold, too. One of several names is
 * somebody's file, and no lock.
 */
static bool is_private(const struct stat *st)
{
	return S_ISREG(st->st_mode) && st->st_uid == geteuid() &&
	       st->st_nlink == 1 && !(st->st_mode & 077);
}

static int open_private(int dir, const char *name, const char *path,
			struct sc_error *err)
{
	struct stat st;
	int fd = open_or_make(dir, name, &st);
	int why = errno;

	if (fd >= 0 && is_private(&st))
		return fd;
	if (fd >= 0) {
		close(fd);
		sc_fail(err,
			"%.256s: this lock is not a file of the user that runs this, with one name and mode 0600; remove it",
			path);
		why = EPERM;
	} else {
		sc_fail(err, "%.256s: %s", path, strerror(why));
	}
	errno = why;
	return -1;
}

static int name_holder(const struct flock *held, const char *path,
		       int64_t wait_ms, struct sc_error *err)
{
	struct kp_path file;
	char *comm = NULL;

	if (held->l_type != F_UNLCK && held->l_pid > 0 &&
	    !kp_path(&file, NULL, "/proc/%ld/comm", (long)held->l_pid))
		comm = kp_read_line(file.s);
	sc_fail(err, "%s (pid %ld) holds %.256s for more than %.1f s",
		comm ? comm : "another process", (long)held->l_pid, path,
		(double)wait_ms / 1000);
	free(comm);
	errno = ETIMEDOUT;
	return -1;
}

/*
 * Whether the kernel has locks at all. Without CONFIG_FILE_LOCKING each is
 * refused as if somebody held it, and nobody can be asked for.
 */
static int can_lock(int fd, const char *path, struct sc_error *err)
{
	struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };

	if (!fcntl(fd, F_GETLK, &lock))
		return 0;
	sc_fail(err,
		"%.256s: this kernel or file system has no file locks (CONFIG_FILE_LOCKING): %s",
		path, strerror(errno));
	errno = ENOLCK;
	return -1;
}

static int wait_for(int fd, const char *path, int64_t wait_ms,
		    struct sc_error *err)
{
	int64_t end = kp_clock_ms() + wait_ms;

	if (can_lock(fd, path, err))
		return -1;
	for (;;) {
		struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };

		if (!fcntl(fd, F_SETLK, &lock))
			return 0;
		if (errno != EAGAIN && errno != EACCES && errno != EINTR) {
			int why = errno;

			sc_fail(err, "%.256s: %s", path, strerror(why));
			errno = why;
			return -1;
		}
		if (kp_interrupted()) {
			sc_fail(err, "%.256s: interrupted", path);
			errno = EINTR;
			return -1;
		}
		if (kp_clock_ms() >= end) {
			fcntl(fd, F_GETLK, &lock);
			return name_holder(&lock, path, wait_ms, err);
		}
		kp_clock_pause();
	}
}

int kp_lock_take(int dir, const char *name, const char *path, int64_t wait_ms,
		 struct sc_error *err)
{
	int fd = open_private(dir, name, path, err);
	int why;

	if (fd < 0 || !wait_for(fd, path, wait_ms, err))
		return fd;
	why = errno;
	close(fd);
	errno = why;
	return -1;
}
