// SPDX-License-Identifier: GPL-2.0-only
/* kpatch install, kpatch uninstall: what is loaded at boot. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "kpatch/core.h"
#include "kpatch/output.h"
#include "kpatch/request.h"
#include "kpatch/results.h"
#include "kpatch/root.h"
#include "kpatch/store.h"
#include "kpatch/unit.h"
#include "stackcheck/util/json.h"

/* What has to hold before anything is copied. */
static enum kp_exit check_patch_file(const struct kp_ctx *ctx,
				     const struct kp_file *file)
{
	struct kp_path path;

	if (!file->is_patch && !file->is_livepatch)
		return kp_error(ctx, KP_USAGE, "%s: %s", file->path,
				KP_NO_PATCH);
	if (ctx->opt.kernel && strcmp(ctx->opt.kernel, file->release))
		return kp_error(
			ctx, KP_USAGE,
			"%s: built for kernel %s, not for %s; nothing was installed",
			file->path, file->release, ctx->opt.kernel);
	if (kp_path(&path, NULL, "/lib/modules/%s", file->release) ||
	    !kp_root_exists(ctx, path.s))
		return kp_error(
			ctx, KP_USAGE,
			"%s: built for kernel %s, which is not installed; there is no %s%s",
			file->path, file->release, ctx->opt.root, path.s);
	return KP_DONE;
}

/* Without kpatch.ko for that kernel nothing can be loaded there. */
static int provide_core(const struct kp_ctx *ctx, const char *release,
			struct sc_error *err)
{
	struct kp_path path;
	struct kp_file core;
	int bad = 0;

	if (!ctx->opt.core) {
		if (!kp_core_find(ctx, release, &path))
			kp_warn(ctx,
				"there is no kpatch.ko for kernel %s; build it (make kmod), then use --core=FILE",
				release);
		return 0;
	}
	if (kp_file_open(&core, ctx->opt.core, err))
		return -1;
	if (strcmp(core.name, "kpatch") || strcmp(core.release, release))
		bad = sc_fail(
			err,
			"%.256s: the module %.64s for kernel %.64s, not kpatch.ko for %.64s",
			core.path, core.name, core.release, release);
	if (!bad)
		bad = kp_path(&path, err, "/lib/modules/%s/extra", release) ||
		      kp_root_write(ctx, path.s, "kpatch.ko",
				    core.unpacked ? core.unpacked : core.bytes,
				    core.unpacked ? core.unpacked_size
						  : core.size,
				    err);
	kp_file_close(&core);
	return bad ? -1 : 0;
}

/* KP_DONE and the lock of the store, or the code of what was told. */
static enum kp_exit lock_store(const struct kp_ctx *ctx, int *lock_ret)
{
	struct sc_error err = { "" };

	*lock_ret = kp_store_lock(ctx, &err);
	if (*lock_ret >= 0)
		return KP_DONE;
	if (errno != ETIMEDOUT && errno != EINTR)
		return kp_error(ctx, KP_SYSTEM, "%s", err.text);
	kp_error(ctx, KP_LATER, "%s", err.text);
	kp_hint(ctx, "try again when that has ended");
	return KP_LATER;
}

/*
 * The unit first: while nothing is listed, it does nothing. What fails later
 * takes back what came before.
 */
static int put_in_place(const struct kp_ctx *ctx, const struct kp_file *file,
			const char *unit, const struct stat *st,
			struct kp_path *path, struct sc_error *err)
{
	int enabled = kp_unit_enable(ctx, unit, st, err);

	if (enabled < 0)
		return -1;
	if ((file->is_livepatch || !provide_core(ctx, file->release, err)) &&
	    !kp_store_add(ctx, file, path, err))
		return 0;
	if (!enabled)
		(void)kp_unit_disable(ctx, NULL);
	return -1;
}

static enum kp_exit install_file(struct kp_ctx *ctx, const struct kp_file *file)
{
	struct sc_error err = { "" };
	struct kp_path path;
	struct stat st;
	const char *unit = kp_unit_find(ctx, &st, &err);

	if (!unit && !err.text[0]) {
		kp_error(
			ctx, KP_SYSTEM,
			"systemd has no " KP_UNIT
			" here, which loads patches at boot; nothing was installed");
		kp_hint(ctx, "install it with `make install`");
		return KP_SYSTEM;
	}
	if (!unit || kp_store_check(ctx, file->release, &err) ||
	    put_in_place(ctx, file, unit, &st, &path, &err))
		return kp_error(ctx, KP_SYSTEM, "%s", err.text);
	kp_put(ctx, "kernel", sc_json_text(file->release));
	kp_put(ctx, "installed", sc_json_text(path.s));
	kp_print(ctx, "%s: will be loaded when kernel %s boots", file->name,
		 file->release);
	return KP_DONE;
}

static enum kp_exit install_one(struct kp_ctx *ctx, const char *path)
{
	struct sc_error err = { "" };
	struct kp_file file;
	enum kp_exit code;
	int lock;

	if (kp_file_open(&file, path, &err))
		return kp_error(ctx, KP_USAGE, "%s", err.text);
	kp_put(ctx, "patch", sc_json_text(file.name));
	code = check_patch_file(ctx, &file);
	if (!code)
		code = lock_store(ctx, &lock);
	if (!code) {
		code = install_file(ctx, &file);
		close(lock);
	}
	kp_file_close(&file);
	return code;
}

static enum kp_exit uninstall_patch(struct kp_ctx *ctx, const char *release,
				    const char *name)
{
	struct sc_error err = { "" };
	bool any = true;
	int ret = kp_store_remove(ctx, release, name, &err);

	if (ret > 0) {
		kp_error(ctx, KP_USAGE, "%s: not installed for kernel %s", name,
			 release);
		kp_hint(ctx, "--kernel=RELEASE names another kernel");
		return KP_USAGE;
	}
	if (!ret)
		ret = kp_store_any(ctx, &any, &err);
	if (!ret && !any)
		ret = kp_unit_disable(ctx, &err);
	if (ret)
		return kp_error(ctx, KP_SYSTEM, "%s", err.text);
	kp_print(ctx, "%s: will not be loaded any more when kernel %s boots",
		 name, release);
	kp_put(ctx, "patch", sc_json_text(name));
	kp_put(ctx, "kernel", sc_json_text(release));
	return KP_DONE;
}

static enum kp_exit uninstall_one(struct kp_ctx *ctx, const char *arg)
{
	const char *release = ctx->opt.kernel ? ctx->opt.kernel : ctx->release;
	char *name = kp_module_name(arg);
	enum kp_exit code;
	int lock;

	if (!name)
		return kp_error(ctx, KP_SYSTEM, "out of memory");
	if (!*name || *name == '.') {
		code = kp_error(ctx, KP_USAGE, "'%s' is not a module's name",
				arg);
	} else {
		code = lock_store(ctx, &lock);
		if (!code) {
			code = uninstall_patch(ctx, release, name);
			close(lock);
		}
	}
	free(name);
	return code;
}

enum kp_exit kp_cmd_install(struct kp_ctx *ctx, int argc, char **argv)
{
	return kp_for_each(ctx, argc, argv, install_one);
}

enum kp_exit kp_cmd_uninstall(struct kp_ctx *ctx, int argc, char **argv)
{
	return kp_for_each(ctx, argc, argv, uninstall_one);
}
