// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kpatch/store.h"
#include "kpatch/lock.h"
#include "kpatch/root.h"

#define MODULES "/lib/modules"
#define LOCK ".kpatch.lock"

/* What a command does with the lock takes no time worth mentioning. */
#define LOCK_WAIT_MS 60000

int kp_store_lock(const struct kp_ctx *ctx, struct sc_error *err)
{
	int dir = kp_root_open(ctx, MODULES, O_RDONLY | O_DIRECTORY, err);
	struct kp_path path;
	int lock = -1, why;

	if (dir < 0)
		return -1;
	if (!kp_path(&path, err, "%s" MODULES "/" LOCK, ctx->opt.root))
		lock = kp_lock_take(dir, LOCK, path.s, LOCK_WAIT_MS, err);
	why = errno;
	close(dir);
	errno = why;
	return lock;
}

/* Below the root, as all paths here. */
static int folder_of(const char *release, struct kp_path *path,
		     struct sc_error *err)
{
	return kp_path(path, err, MODULES "/%s/kpatch", release);
}

/* Else a line could lead out of the folder, or hide in what is printed. */
static bool is_module_name(const char *line, size_t len)
{
	const char *chars =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.";

	return len > 3 && *line != '.' && !memcmp(line + len - 3, ".ko", 3) &&
	       strspn(line, chars) >= len;
}

static int check_order(const char *path, const char *text, size_t len,
		       struct sc_error *err)
{
	if (memchr(text, '\0', len))
		return sc_fail(err, "%.256s: has a NUL byte; mend it", path);
	while (*text) {
		size_t n = strcspn(text, "\n");

		if (n && !is_module_name(text, n))
			return sc_fail(
				err,
				"%.256s: the line '%.*s' is no NAME.ko; mend it",
				path, n < 64 ? (int)n : 64, text);
		text += n + (text[n] == '\n');
	}
	return 0;
}

/* The text of `order`, empty if there is none; NULL with @err. */
static char *read_order(const struct kp_ctx *ctx, const char *folder,
			struct sc_error *err)
{
	struct kp_path path, whole;
	struct stat st;
	size_t len;
	char *text;
	int fd;

	if (kp_path(&path, err, "%s/order", folder) ||
	    kp_path(&whole, err, "%s%s", ctx->opt.root, path.s))
		return NULL;
	fd = kp_root_open(ctx, path.s, O_RDONLY | O_NONBLOCK, err);
	if (fd < 0 && errno == ENOENT) {
		if (err)
			err->text[0] = '\0';
		return strdup("");
	}
	if (fd < 0)
		return NULL;
	if (fstat(fd, &st) || !S_ISREG(st.st_mode)) {
		sc_fail(err, "%.256s: is no regular file; remove it", whole.s);
		close(fd);
		return NULL;
	}
	text = kp_read_fd(fd, &len);
	if (!text)
		sc_fail(err, "%.256s: %s", whole.s, strerror(errno));
	close(fd);
	if (text && check_order(whole.s, text, len, err)) {
		free(text);
		return NULL;
	}
	return text;
}

int kp_store_check(const struct kp_ctx *ctx, const char *release,
		   struct sc_error *err)
{
	struct kp_path folder;
	char *text = folder_of(release, &folder, err)
			     ? NULL
			     : read_order(ctx, folder.s, err);

	free(text);
	return text ? 0 : -1;
}

static int write_order(const struct kp_ctx *ctx, const char *folder,
		       const char *text, struct sc_error *err)
{
	struct kp_path path;

	if (*text)
		return kp_root_write(ctx, folder, "order", text, strlen(text),
				     err);
	return kp_path(&path, err, "%s/order", folder) ||
			       kp_root_remove(ctx, path.s, err)
		       ? -1
		       : 0;
}

static int add_path(struct kp_names *paths, const char *folder,
		    const char *line, struct sc_error *err)
{
	struct kp_path path;
	char *copy;

	if (kp_path(&path, err, "%s/%s", folder, line))
		return -1;
	copy = strdup(path.s);
	if (!copy)
		return sc_fail(err, "out of memory");
	paths->items[paths->n++] = copy;
	return 0;
}

int kp_store_list(const struct kp_ctx *ctx, const char *release,
		  struct kp_names *paths, struct sc_error *err)
{
	struct kp_path folder;
	char *text, *rest, *line;
	int bad = 0;

	*paths = (struct kp_names){ 0 };
	if (folder_of(release, &folder, err))
		return -1;
	text = rest = read_order(ctx, folder.s, err);
	if (!text)
		return -1;
	paths->items = calloc(strlen(text) + 1, sizeof(*paths->items));
	if (!paths->items)
		bad = sc_fail(err, "out of memory");
	while (paths->items && !bad && (line = strsep(&rest, "\n")))
		if (*line)
			bad = add_path(paths, folder.s, line, err);
	free(text);
	if (bad)
		kp_names_free(paths);
	return bad;
}

/* @text without the line @name, which is added at the end with @add. */
static char *move_line(const char *text, const char *name, bool add)
{
	size_t len = strlen(name), room = strlen(text) + len + 3;
	char *out = calloc(room, 1), *to = out;

	while (out && *text) {
		size_t n = strcspn(text, "\n");

		if (n && (n != len || memcmp(text, name, len)))
			to += sprintf(to, "%.*s\n", (int)n, text);
		text += n + (text[n] == '\n');
	}
	if (out && add)
		sprintf(to, "%s\n", name);
	return out;
}

/* Move the file to the end of `order`, or out of it. */
static int change_order(const struct kp_ctx *ctx, const char *folder,
			const char *name, bool add, struct sc_error *err)
{
	char *text = read_order(ctx, folder, err), *changed;
	int bad;

	if (!text)
		return -1;
	changed = move_line(text, name, add);
	bad = changed ? write_order(ctx, folder, changed, err)
		      : sc_fail(err, "out of memory");
	free(text);
	free(changed);
	return bad;
}

/* What cannot be looked at is not taken for missing. */
static int is_there(const struct kp_ctx *ctx, const char *path, bool *there_ret,
		    struct sc_error *err)
{
	int fd = kp_root_open(ctx, path, O_PATH, err);

	*there_ret = fd >= 0;
	if (fd >= 0)
		close(fd);
	return fd >= 0 || errno == ENOENT || errno == ENOTDIR ? 0 : -1;
}

int kp_store_add(const struct kp_ctx *ctx, const struct kp_file *file,
		 struct kp_path *path_ret, struct sc_error *err)
{
	const void *bytes = file->unpacked ? file->unpacked : file->bytes;
	size_t size = file->unpacked ? file->unpacked_size : file->size;
	struct kp_path folder, name, path;
	bool there;

	if (folder_of(file->release, &folder, err) ||
	    kp_path(&name, err, "%s.ko", file->name) ||
	    kp_path(&path, err, "%s/%s", folder.s, name.s) ||
	    kp_path(path_ret, err, "%s%s", ctx->opt.root, path.s))
		return -1;
	if (!is_module_name(name.s, strlen(name.s)))
		return sc_fail(err, "'%.64s' is no name of a module", name.s);
	/* First the file: what is in the order must be there. */
	if (is_there(ctx, path.s, &there, err) ||
	    kp_root_write(ctx, folder.s, name.s, bytes, size, err))
		return -1;
	if (!change_order(ctx, folder.s, name.s, true, err))
		return 0;
	if (!there) {
		(void)kp_root_remove(ctx, path.s, NULL);
		(void)kp_root_remove(ctx, folder.s, NULL);
	}
	return -1;
}

static int is_listed(const struct kp_ctx *ctx, const char *folder,
		     const char *name, bool *listed_ret, struct sc_error *err)
{
	char *text = read_order(ctx, folder, err), *rest = text, *line;

	*listed_ret = false;
	while (text && (line = strsep(&rest, "\n")))
		*listed_ret |= !strcmp(line, name);
	if (!text)
		return -1;
	free(text);
	return 0;
}

int kp_store_remove(const struct kp_ctx *ctx, const char *release,
		    const char *name, struct sc_error *err)
{
	struct kp_path folder, file, path;
	bool there, listed;

	if (folder_of(release, &folder, err) ||
	    kp_path(&file, err, "%s.ko", name) ||
	    kp_path(&path, err, "%s/%s", folder.s, file.s))
		return -1;
	if (is_there(ctx, path.s, &there, err) ||
	    is_listed(ctx, folder.s, file.s, &listed, err))
		return -1;
	if (!there && !listed)
		return 1;
	if (change_order(ctx, folder.s, file.s, false, err) ||
	    kp_root_remove(ctx, path.s, err))
		return -1;
	/* If it was the last. */
	(void)kp_root_remove(ctx, folder.s, NULL);
	return 0;
}

int kp_store_any(const struct kp_ctx *ctx, bool *any_ret, struct sc_error *err)
{
	struct kp_names releases;
	int bad = 0;

	*any_ret = false;
	if (kp_root_list(ctx, MODULES, &releases, err))
		return -1;
	for (size_t i = 0; i < releases.n && !bad && !*any_ret; i++) {
		struct kp_path order;

		bad = kp_path(&order, err, MODULES "/%s/kpatch/order",
			      releases.items[i]);
		if (!bad)
			bad = is_there(ctx, order.s, any_ret, err);
	}
	kp_names_free(&releases);
	return bad;
}
