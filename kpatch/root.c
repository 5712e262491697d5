// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "kpatch/root.h"
#include "stackcheck/util/output.h"

/* What moves while it is looked up is looked up again, so many times. */
#define TRIES 64

static int open_in(int root, const char *path, int flags)
{
	struct open_how how = {
		/* The call refuses flags that mean nothing together. */
		.flags = (unsigned int)flags | O_CLOEXEC |
			 (flags & O_PATH ? 0 : O_NOCTTY),
		.resolve = RESOLVE_IN_ROOT,
	};
	long fd = -1;

	for (int i = 0; i < TRIES && fd < 0; i++) {
		fd = syscall(SYS_openat2, root, path, &how, sizeof(how));
		if (fd < 0 && errno != EAGAIN && errno != EINTR)
			break;
	}
	return (int)fd;
}

static int open_root(const struct kp_ctx *ctx)
{
	return open(*ctx->opt.root ? ctx->opt.root : "/",
		    O_PATH | O_DIRECTORY | O_CLOEXEC);
}

/* "ROOT/path: why"; -1 with errno as it was. */
static int fail_at(const struct kp_ctx *ctx, const char *path,
		   struct sc_error *err)
{
	int why = errno;

	sc_fail(err, "%.128s%.256s: %s%s", ctx->opt.root, path, strerror(why),
		why == ENOSYS ? "; this kernel has no openat2()" : "");
	errno = why;
	return -1;
}

int kp_root_open(const struct kp_ctx *ctx, const char *path, int flags,
		 struct sc_error *err)
{
	int root = open_root(ctx);
	int fd = root < 0 ? -1 : open_in(root, path, flags);
	int why = errno;

	if (root >= 0)
		close(root);
	/* Of this system, any kernel can look a path up. */
	if (fd < 0 && why == ENOSYS && !*ctx->opt.root) {
		fd = open(path, flags | O_CLOEXEC | O_NOCTTY);
		why = errno;
	}
	errno = why;
	return fd < 0 ? fail_at(ctx, path, err) : fd;
}

bool kp_root_exists(const struct kp_ctx *ctx, const char *path)
{
	int fd = kp_root_open(ctx, path, O_PATH, NULL);

	if (fd >= 0)
		close(fd);
	return fd >= 0;
}

char *kp_root_read(const struct kp_ctx *ctx, const char *path, size_t *len_ret,
		   struct sc_error *err)
{
	int fd = kp_root_open(ctx, path, O_RDONLY | O_NONBLOCK, err);
	char *text;
	int why;

	if (fd < 0)
		return NULL;
	text = kp_read_fd(fd, len_ret);
	why = errno;
	close(fd);
	errno = why;
	if (!text)
		fail_at(ctx, path, err);
	return text;
}

static int make_in(const struct kp_ctx *ctx, const char *parent,
		   const char *name)
{
	int dir = kp_root_open(ctx, *parent ? parent : "/",
			       O_RDONLY | O_DIRECTORY, NULL);
	int bad = dir < 0 || (mkdirat(dir, name, 0755) && errno != EEXIST) ||
		  (fsync(dir) && errno != EINVAL);
	int why = errno;

	if (dir >= 0)
		close(dir);
	errno = why;
	return bad ? -1 : 0;
}

int kp_root_folder(const struct kp_ctx *ctx, const char *path,
		   struct sc_error *err)
{
	const int flags = O_RDONLY | O_DIRECTORY;
	struct kp_path part;
	char *slash = part.s;
	int fd;

	if (kp_path(&part, err, "%s", path))
		return -1;
	while (slash) {
		char *next = strchr(slash + 1, '/');

		if (next)
			*next = '\0';
		fd = kp_root_open(ctx, part.s, flags, NULL);
		if (fd >= 0) {
			close(fd);
		} else {
			*slash = '\0';
			if (errno != ENOENT || make_in(ctx, part.s, slash + 1))
				return fail_at(ctx, path, err);
			*slash = '/';
		}
		if (next)
			*next = '/';
		slash = next;
	}
	return kp_root_open(ctx, path, flags, err);
}

int kp_root_write(const struct kp_ctx *ctx, const char *folder,
		  const char *name, const void *bytes, size_t len,
		  struct sc_error *err)
{
	int dir = kp_root_folder(ctx, folder, err);
	struct sc_output out;
	struct kp_path path;
	int bad;

	if (dir < 0)
		return -1;
	bad = kp_path(&path, err, "%s%s/%s", ctx->opt.root, folder, name) ||
	      sc_output_open_at(&out, dir, name, path.s, err);
	if (!bad) {
		out.mode = 0644;
		fwrite(bytes, 1, len, out.file);
		bad = sc_output_commit(&out, err);
	}
	close(dir);
	return bad ? -1 : 0;
}

int kp_root_remove(const struct kp_ctx *ctx, const char *path,
		   struct sc_error *err)
{
	const char *name = strrchr(path, '/') + 1;
	struct kp_path folder;
	int dir, bad;

	if (kp_path(&folder, err, "%.*s", (int)(name - path), path))
		return -1;
	dir = kp_root_open(ctx, folder.s, O_RDONLY | O_DIRECTORY, NULL);
	if (dir < 0)
		return errno == ENOENT ? 0 : fail_at(ctx, path, err);
	bad = unlinkat(dir, name, 0);
	if (bad && errno == EISDIR)
		bad = unlinkat(dir, name, AT_REMOVEDIR);
	if (bad && errno == ENOENT)
		bad = 0;
	else if (!bad && fsync(dir) && errno != EINVAL && errno != EROFS)
		bad = -1;
	if (bad)
		fail_at(ctx, path, err);
	close(dir);
	return bad ? -1 : 0;
}

int kp_root_list(const struct kp_ctx *ctx, const char *path,
		 struct kp_names *names, struct sc_error *err)
{
	int dir = kp_root_open(ctx, path, O_RDONLY | O_DIRECTORY, err);
	int bad;

	*names = (struct kp_names){ 0 };
	if (dir < 0)
		return -1;
	bad = kp_names_read(dir, names);
	if (bad)
		fail_at(ctx, path, err);
	close(dir);
	return bad;
}
