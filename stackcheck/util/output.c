// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#include "stackcheck/util/library.h"
#include "stackcheck/util/memory.h"
#include "stackcheck/util/output_place.h"
#include "stackcheck/util/output.h"

#define TRIES 16

/* --- signals wait while the temporary file is there */

static void hold_signals(struct sc_output *out)
{
	/* a fault cannot wait: the kernel ends the process at once */
	static const int faults[] = { SIGSEGV, SIGBUS,	SIGFPE,
				      SIGILL,  SIGTRAP, SIGABRT };
	sigset_t all;

	sigfillset(&all);
	for (size_t i = 0; i < sizeof(faults) / sizeof(faults[0]); i++)
		sigdelset(&all, faults[i]);
	pthread_sigmask(SIG_BLOCK, &all, &out->before);
}

static void release_signals(const struct sc_output *out)
{
	pthread_sigmask(SIG_SETMASK, &out->before, NULL);
}

/* --- the temporary file */

static int create_file(struct sc_output *out)
{
	/* what replaces a private file is private from the first byte on */
	mode_t mode = out->exists || out->mode ? 0600 : 0666;
	uint64_t number;

	for (int i = 0; i < TRIES; i++) {
		if (getrandom(&number, sizeof(number), 0) != sizeof(number))
			return -1;
		snprintf(out->temp, sizeof(out->temp),
			 ".stackcheck-%016" PRIx64 ".tmp", number);
		out->fd = openat(out->dir, out->temp,
				 O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC |
					 O_NOFOLLOW,
				 mode);
		if (out->fd >= 0 || errno != EEXIST)
			break;
	}
	return out->fd >= 0 ? 0 : -1;
}

static int begin_output(struct sc_output *out)
{
	int error;

	if (out->fd >= 0)
		return 0;
	hold_signals(out);
	if (!create_file(out))
		return 0;
	error = errno;
	release_signals(out);
	out->temp[0] = '\0';
	errno = error;
	return -1;
}

static int write_all(int fd, const char *bytes, size_t size)
{
	while (size) {
		ssize_t n = write(fd, bytes, size);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0) {
			errno = n ? errno : ENOSPC;
			return -1;
		}
		bytes += n;
		size -= (size_t)n;
	}
	return 0;
}

/* What the FILE calls; 0 tells it of an error. */
static ssize_t write_cookie(void *cookie, const char *bytes, size_t size)
{
	struct sc_output *out = cookie;

	if (!out->error &&
	    (begin_output(out) || write_all(out->fd, bytes, size)))
		out->error = errno;
	return out->error ? 0 : (ssize_t)size;
}

/* --- open */

static void release_output(struct sc_output *out)
{
	if (out->file)
		fclose(out->file);
	if (out->fd >= 0)
		close(out->fd);
	if (out->temp[0]) {
		unlinkat(out->dir, out->temp, 0);
		release_signals(out);
	}
	if (out->dir >= 0)
		close(out->dir);
	free(out->name);
	free(out->path);
	*out = (struct sc_output){ .dir = -1, .fd = -1 };
}

static int fail_write(struct sc_output *out, int error, struct sc_error *err)
{
	bool kept = out->dir >= 0 && out->exists;

	return sc_fail(err, "%.256s: cannot be written: %s%s",
		       out->path ? out->path : "output", strerror(error),
		       kept ? "; the old file is unchanged" : "");
}

static int finish_open(struct sc_output *out, int bad, struct sc_error *err)
{
	static const cookie_io_functions_t io = { .write = write_cookie };
	int error;

	if (!bad && out->path) {
		out->file = fopencookie(out, "w", io);
		if (out->file)
			return 0;
	}
	error = out->path ? errno : ENOMEM;
	fail_write(out, error, err);
	out->error = error; /* nothing is to be written now */
	release_output(out);
	return -1;
}

int sc_output_open(struct sc_output *out, const char *path,
		   struct sc_error *err)
{
	*out = (struct sc_output){ .dir = -1, .fd = -1 };
	out->path = strdup(path);
	return finish_open(out, sc_output_resolve(out, path), err);
}

int sc_output_open_at(struct sc_output *out, int dir, const char *name,
		      const char *path, struct sc_error *err)
{
	*out = (struct sc_output){ .dir = -1, .fd = -1 };
	out->path = strdup(path);
	return finish_open(out, sc_output_find(out, dir, name), err);
}

/* --- what must not be written over */

static bool is_same_file(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

/* The folder of @path, and in *@name_ret the name in it. 0, or -1. */
static int find_folder(const char *path, struct stat *dir_ret,
		       const char **name_ret)
{
	const char *slash = strrchr(path, '/');
	char *dir = slash ? strndup(path, (size_t)(slash + 1 - path))
			  : strdup(".");
	int bad = dir ? stat(dir, dir_ret) : -1;

	*name_ret = slash ? slash + 1 : path;
	free(dir);
	return bad;
}

/* Would both be the same file, which does not exist yet? */
static bool is_same_new(const char *a, const char *b)
{
	struct stat dir_a, dir_b;
	const char *name_a, *name_b;

	return !find_folder(a, &dir_a, &name_a) &&
	       !find_folder(b, &dir_b, &name_b) && !strcmp(name_a, name_b) &&
	       is_same_file(&dir_a, &dir_b);
}

static bool is_same_path(const char *path, const char *input)
{
	struct stat out, in;
	int no_out = stat(path, &out), no_in = stat(input, &in);

	if (no_out && no_in)
		return is_same_new(path, input);
	return !no_out && !no_in && S_ISREG(in.st_mode) &&
	       is_same_file(&out, &in);
}

int sc_output_spare(const char *path, const char *input, struct sc_error *err)
{
	if (!path || !input || !is_same_path(path, input))
		return 0;
	return sc_fail(
		err,
		"%.200s: the output is the input %.200s; nothing was written; name another output",
		path, input);
}

/* --- commit */

/* Files that have no need of it, and file systems that cannot. */
static int sync_file(const struct sc_output *out, int fd)
{
	if (out->transient || !fsync(fd) || errno == EINVAL || errno == EROFS ||
	    errno == EOPNOTSUPP)
		return 0;
	return -1;
}

/*
 * As the file that is replaced. Without the right to give it to the same
 * group, the other group gets no more than everybody has.
 */
static int set_mode(const struct sc_output *out)
{
	mode_t mode = out->mode ? out->mode : out->st.st_mode & 0777;
	struct stat st;

	if (!out->mode && !(out->exists && S_ISREG(out->st.st_mode)))
		return 0;
	if (fstat(out->fd, &st))
		return -1;
	if (out->exists && !out->mode && out->st.st_uid != st.st_uid &&
	    fchown(out->fd, out->st.st_uid, (gid_t)-1) && errno != EPERM)
		return -1;
	if (out->exists && !out->mode && out->st.st_gid != st.st_gid &&
	    fchown(out->fd, (uid_t)-1, out->st.st_gid)) {
		if (errno != EPERM)
			return -1;
		mode &= ~(mode_t)070 | (mode & 07) << 3;
	}
	return fchmod(out->fd, mode);
}

/*
 * The folder may be open as a place only, and one that may be written to but
 * not be listed cannot be opened for more. Then the name may be lost.
 */
static int sync_folder(const struct sc_output *out)
{
	int fd = openat(out->dir, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int bad;

	if (fd < 0)
		return errno == EACCES ? 0 : -1;
	bad = sync_file(out, fd);
	close(fd);
	return bad;
}

static int close_fd(struct sc_output *out)
{
	int fd = out->fd;

	out->fd = -1;
	return close(fd);
}

static int put_in_place(struct sc_output *out)
{
	if (begin_output(out) || set_mode(out) || sync_file(out, out->fd) ||
	    close_fd(out) || renameat(out->dir, out->temp, out->dir, out->name))
		return -1;
	out->temp[0] = '\0';
	release_signals(out);
	out->exists = false; /* it is no more what it was */
	return out->transient ? 0 : sync_folder(out);
}

/* Everything is with the kernel, and nothing that was computed is in doubt. */
static int flush_file(struct sc_output *out)
{
	if (fflush(out->file) || ferror(out->file)) {
		errno = out->error ? out->error : errno;
		return -1;
	}
	errno = sc_memory_failed() ? ENOMEM : ELIBACC;
	return sc_memory_failed() || sc_library_error() ? -1 : 0;
}

int sc_output_commit(struct sc_output *out, struct sc_error *err)
{
	int bad = flush_file(out);

	if (!bad)
		bad = out->dir >= 0 ? put_in_place(out)
				    : sync_file(out, out->fd) || close_fd(out);
	if (bad) {
		out->error = errno; /* nothing more is to be written */
		fail_write(out, out->error, err);
	}
	release_output(out);
	return bad ? -1 : 0;
}

void sc_output_discard(struct sc_output *out)
{
	if (!out->file)
		return;
	if (!out->error)
		out->error =
			ECANCELED; /* what the FILE still holds is dropped */
	release_output(out);
}

int sc_output_put(const char *path, const void *bytes, size_t size,
		  struct sc_error *err)
{
	struct sc_output out;

	if (sc_output_open(&out, path, err))
		return -1;
	fwrite(bytes, 1, size, out.file);
	return sc_output_commit(&out, err);
}
