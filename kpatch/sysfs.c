// SPDX-License-Identifier: GPL-2.0-only
/* Single files of kpatch.ko and of the module loader. */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/sysfs.h"

static int path_of(const struct kp_ctx *ctx, struct kp_path *path,
		   struct sc_error *err, const char *fmt, va_list args)
{
	struct kp_path below;

	vsnprintf(below.s, sizeof(below.s), fmt, args);
	return kp_path(path, err, "%s%s%s", ctx->opt.sysfs,
		       *below.s == '/' ? "" : "/kernel/kpatch/", below.s);
}

int kp_sysfs_path(const struct kp_ctx *ctx, struct kp_path *path,
		  struct sc_error *err, const char *fmt, ...)
{
	va_list args;
	int bad;

	va_start(args, fmt);
	bad = path_of(ctx, path, err, fmt, args);
	va_end(args);
	return bad;
}

char *kp_sysfs_line(const struct kp_ctx *ctx, const char *fmt, ...)
{
	struct kp_path path;
	va_list args;
	int bad;

	va_start(args, fmt);
	bad = path_of(ctx, &path, NULL, fmt, args);
	va_end(args);
	return bad ? NULL : kp_read_line(path.s);
}

bool kp_sysfs_flag(const struct kp_ctx *ctx, const char *fmt, ...)
{
	struct kp_path path;
	va_list args;
	char *line;
	bool set;

	va_start(args, fmt);
	line = path_of(ctx, &path, NULL, fmt, args) ? NULL
						    : kp_read_line(path.s);
	va_end(args);
	set = line && *line == '1';
	free(line);
	return set;
}

bool kp_core_loaded(const struct kp_ctx *ctx)
{
	struct kp_path path;

	return !kp_sysfs_path(ctx, &path, NULL, "timeout_ms") &&
	       kp_exists(path.s);
}

bool kp_patch_loaded(const struct kp_ctx *ctx, const char *name)
{
	struct kp_path path;

	return !kp_sysfs_path(ctx, &path, NULL, "%s/enabled", name) &&
	       kp_exists(path.s);
}

bool kp_livepatch_loaded(const struct kp_ctx *ctx, const char *name)
{
	struct kp_path path;

	return !kp_sysfs_path(ctx, &path, NULL, KP_LIVEPATCH_DIR "%s/enabled",
			      name) &&
	       kp_exists(path.s);
}

/* Modules of livepatches have this mark, and so have those of kpatch.ko. */
static bool is_marked(const struct kp_ctx *ctx, const char *name)
{
	char *marks = kp_sysfs_line(ctx, "/module/%s/taint", name);
	bool marked = marks && strchr(marks, 'K');

	free(marks);
	return marked;
}

bool kp_livepatch_owns(const struct kp_ctx *ctx, const char *name)
{
	return kp_livepatch_loaded(ctx, name) ||
	       (kp_module_loaded(ctx, name) && !kp_patch_loaded(ctx, name) &&
		is_marked(ctx, name));
}

const char *kp_engine_name(enum kp_engine engine)
{
	return engine == KP_ENGINE_LIVEPATCH ? "livepatch" : "kpatch";
}

bool kp_module_loaded(const struct kp_ctx *ctx, const char *name)
{
	struct kp_path path;

	return !kp_sysfs_path(ctx, &path, NULL, "/module/%s/initstate", name) &&
	       kp_exists(path.s);
}

int kp_sysfs_record(const struct kp_ctx *ctx, const char *name,
		    struct kp_record *rec, struct sc_error *err)
{
	struct sc_error why = { "" };
	struct kp_path path;
	size_t len;
	char *text;
	int bad;

	*rec = (struct kp_record){ 0 };
	if (kp_sysfs_path(ctx, &path, err, "%s", name))
		return -1;
	text = kp_read_file(path.s, &len, err);
	if (!text)
		return -1;
	bad = kp_record_parse(text, len, rec, &why);
	free(text);
	if (bad)
		sc_fail(err, "%.256s: %s", path.s, why.text);
	return bad;
}
