// SPDX-License-Identifier: GPL-2.0-only
/* Where the path of an output leads. */
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/magic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "stackcheck/util/output_place.h"
#include "stackcheck/util/output.h"

#define MAX_LINKS 40

/* A path on its way to a place that is no link. */
struct walk {
	char path[PATH_MAX];
	char *name; /* its last part */
	int dir; /* open on the folder of that; -1: not yet */
};

static int fail_with(int error)
{
	errno = error;
	return -1;
}

/* Open the folder of the walk's path, and set its name. */
static int open_folder(struct walk *w)
{
	char *slash = strrchr(w->path, '/');
	int dir;

	if (!slash) {
		w->name = w->path;
		dir = open(".", O_PATH | O_DIRECTORY | O_CLOEXEC);
	} else {
		char first = slash[1];

		w->name = slash + 1;
		slash[1] = '\0';
		dir = open(w->path, O_PATH | O_DIRECTORY | O_CLOEXEC);
		slash[1] = first;
	}
	if (w->dir >= 0)
		close(w->dir);
	w->dir = dir;
	if (dir < 0)
		return -1;
	return w->name[0] ? 0 : fail_with(EISDIR);
}

static bool is_in_proc(int dir)
{
	struct statfs fs;

	return !fstatfs(dir, &fs) && fs.f_type == PROC_SUPER_MAGIC;
}

/*
 * In a folder like /tmp anybody may put a link under the name that somebody
 * else is about to write. Like the kernel, follow only those of the folder's
 * owner and one's own.
 */
static bool may_follow(int dir, const struct stat *link)
{
	struct stat st;

	if (fstat(dir, &st))
		return false;
	if (!(st.st_mode & S_ISVTX) || !(st.st_mode & S_IWOTH))
		return true;
	return link->st_uid == geteuid() || link->st_uid == st.st_uid;
}

/* The walk's path becomes what its link says. */
static int follow_link(struct walk *w, const struct stat *link)
{
	char target[PATH_MAX], next[PATH_MAX];
	ssize_t len;
	int n;

	if (!may_follow(w->dir, link))
		return fail_with(EACCES);
	len = readlinkat(w->dir, w->name, target, sizeof(target) - 1);
	if (len < 0)
		return -1;
	target[len] = '\0';
	w->name[0] = '\0'; /* leaves the folder */
	n = snprintf(next, sizeof(next), "%s%s",
		     target[0] == '/' ? "" : w->path, target);
	if (n >= (int)sizeof(next))
		return fail_with(ENAMETOOLONG);
	memcpy(w->path, next, (size_t)n + 1);
	return 0;
}

/* The number if the walk stands at a descriptor of this process, or -1. */
static int own_descriptor(const struct walk *w)
{
	struct stat here, own;
	char *end;
	unsigned long n;

	if (!isdigit((unsigned char)w->name[0]) || fstat(w->dir, &here) ||
	    stat("/proc/self/fd", &own) || here.st_ino != own.st_ino ||
	    here.st_dev != own.st_dev)
		return -1;
	n = strtoul(w->name, &end, 10);
	return *end || n > INT_MAX ? -1 : (int)n;
}

/*
 * What is written through. A descriptor of this process is used as it is, so
 * that what others wrote to it, and their place in it, stays.
 */
static int open_through(struct sc_output *out, const struct walk *w)
{
	int own = own_descriptor(w);

	if (own >= 0)
		out->fd = fcntl(own, F_DUPFD_CLOEXEC, 3);
	else
		out->fd = openat(w->dir, w->name,
				 O_WRONLY | O_CLOEXEC | O_NOCTTY);
	if (out->fd < 0 || fstat(out->fd, &out->st))
		return -1;
	out->exists = true;
	/* another process has it open, and has its own place in it */
	if (own < 0 && S_ISREG(out->st.st_mode))
		return fcntl(out->fd, F_SETFL, O_APPEND) < 0 ? -1 : 0;
	return 0;
}

int sc_output_find(struct sc_output *out, int dir, const char *name)
{
	out->exists = !fstatat(dir, name, &out->st, AT_SYMLINK_NOFOLLOW);
	if (!out->exists && errno != ENOENT)
		return -1;
	if (out->exists && S_ISDIR(out->st.st_mode))
		return fail_with(EISDIR);
	if (faccessat(dir, ".", W_OK | X_OK, AT_EACCESS))
		return -1;
	out->name = strdup(name);
	out->dir = fcntl(dir, F_DUPFD_CLOEXEC, 3);
	return out->name && out->dir >= 0 ? 0 : -1;
}

static int find_place(struct sc_output *out, struct walk *w)
{
	struct stat st;

	for (int i = 0; i <= MAX_LINKS; i++) {
		if (open_folder(w))
			return -1;
		if (fstatat(w->dir, w->name, &st, AT_SYMLINK_NOFOLLOW))
			return errno == ENOENT
				       ? sc_output_find(out, w->dir, w->name)
				       : -1;
		if (S_ISREG(st.st_mode) || S_ISDIR(st.st_mode))
			return is_in_proc(w->dir)
				       ? open_through(out, w)
				       : sc_output_find(out, w->dir, w->name);
		/* links in /proc need not lead where they say */
		if (!S_ISLNK(st.st_mode) || is_in_proc(w->dir))
			return open_through(out, w);
		if (follow_link(w, &st))
			return -1;
	}
	return fail_with(ELOOP);
}

int sc_output_resolve(struct sc_output *out, const char *path)
{
	struct walk w = { .dir = -1 };
	size_t len = strlen(path);
	int bad;

	if (!path[0])
		return fail_with(ENOENT);
	if (len >= sizeof(w.path))
		return fail_with(ENAMETOOLONG);
	memcpy(w.path, path, len + 1);
	bad = find_place(out, &w);
	if (w.dir >= 0) {
		int error = errno;

		close(w.dir);
		errno = error;
	}
	return bad;
}
