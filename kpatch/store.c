// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "kpatch/store.h"

static int folder_of(const struct kp_ctx *ctx, const char *release,
		     struct kp_path *path, struct sc_error *err)
{
	return kp_path(path, err, "%s/lib/modules/%s/kpatch", ctx->opt.root,
		       release);
}

/* The text of `order`, empty if there is none; NULL with @err. */
static char *read_order(const char *folder, struct sc_error *err)
{
	struct kp_path path;
	size_t len;
	char *text;

	if (kp_path(&path, err, "%s/order", folder))
		return NULL;
	text = kp_read_file(path.s, &len, err);
	if (!text && errno == ENOENT) {
		text = strdup("");
		if (err)
			err->text[0] = '\0';
	}
	return text;
}

static int write_order(const char *folder, const char *text,
		       struct sc_error *err)
{
	struct kp_path path;

	if (kp_path(&path, err, "%s/order", folder))
		return -1;
	if (*text)
		return kp_write_file(path.s, text, strlen(text), 0644, err);
	if (unlink(path.s) && errno != ENOENT)
		return sc_fail(err, "%.256s: %s", path.s, strerror(errno));
	return 0;
}

static int add_path(struct kp_names *paths, const char *folder,
		    const char *line, struct sc_error *err)
{
	struct kp_path path;
	char *copy;

	if (!kp_is_file(line) || strchr(line, '/'))
		return sc_fail(err, "%.256s/order: '%.64s' is no NAME.ko",
			       folder, line);
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
	if (folder_of(ctx, release, &folder, err))
		return -1;
	text = rest = read_order(folder.s, err);
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
static char *reorder(const char *text, const char *name, bool add)
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
static int change_order(const char *folder, const char *name, bool add,
			struct sc_error *err)
{
	char *text = read_order(folder, err), *changed;
	int bad;

	if (!text)
		return -1;
	changed = reorder(text, name, add);
	bad = changed ? write_order(folder, changed, err)
		      : sc_fail(err, "out of memory");
	free(text);
	free(changed);
	return bad;
}

int kp_store_add(const struct kp_ctx *ctx, const struct kp_file *file,
		 struct kp_path *path_ret, struct sc_error *err)
{
	const void *bytes = file->unpacked ? file->unpacked : file->map;
	size_t size = file->unpacked ? file->unpacked_size : file->map_size;
	struct kp_path folder, name;

	if (folder_of(ctx, file->release, &folder, err) ||
	    kp_path(&name, err, "%s.ko", file->name) ||
	    kp_path(path_ret, err, "%s/%s", folder.s, name.s) ||
	    kp_make_folder(folder.s, err) ||
	    kp_write_file(path_ret->s, bytes, size, 0644, err))
		return -1;
	return change_order(folder.s, name.s, true, err);
}

int kp_store_remove(const struct kp_ctx *ctx, const char *release,
		    const char *name, struct sc_error *err)
{
	struct kp_path folder, file, path;

	if (folder_of(ctx, release, &folder, err) ||
	    kp_path(&file, err, "%s.ko", name) ||
	    kp_path(&path, err, "%s/%s", folder.s, file.s))
		return -1;
	if (!kp_exists(path.s))
		return 1;
	/* First out of the order: what is loaded must be there. */
	if (change_order(folder.s, file.s, false, err))
		return -1;
	if (unlink(path.s))
		return sc_fail(err, "%.256s: %s", path.s, strerror(errno));
	rmdir(folder.s); /* if it was the last */
	return 0;
}

bool kp_store_any(const struct kp_ctx *ctx)
{
	struct kp_names releases;
	struct kp_path path;
	bool any = false;

	if (kp_path(&path, NULL, "%s/lib/modules", ctx->opt.root) ||
	    kp_list_folders(path.s, &releases, NULL))
		return false;
	for (size_t i = 0; i < releases.n; i++) {
		struct kp_path order;

		if (!kp_path(&order, NULL, "%s/%s/kpatch/order", path.s,
			     releases.items[i]) &&
		    kp_exists(order.s))
			any = true;
	}
	kp_names_free(&releases);
	return any;
}
