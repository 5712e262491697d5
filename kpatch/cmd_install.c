// SPDX-License-Identifier: GPL-2.0-only
/* kpatch install, kpatch uninstall: what is loaded at boot. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "kpatch/request.h"
#include "kpatch/results.h"
#include "kpatch/store.h"
#include "stackcheck/json.h"

#define UNIT "kpatch.service"
/* Where its [Install] section wants it. */
#define WANTS "/etc/systemd/system/sysinit.target.wants"

/* Where the unit is, seen from inside the root; NULL: nowhere. */
static const char *find_unit(const struct kp_ctx *ctx)
{
	static const char *const places[] = {
		"/etc/systemd/system/" UNIT,
		"/usr/local/lib/systemd/system/" UNIT,
		"/usr/lib/systemd/system/" UNIT,
		"/lib/systemd/system/" UNIT,
	};

	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		struct kp_path path;

		if (!kp_path(&path, NULL, "%s%s", ctx->opt.root, places[i]) &&
		    kp_exists(path.s))
			return places[i];
	}
	return NULL;
}

/* As `systemctl enable` does. */
static int enable_unit(const struct kp_ctx *ctx, const char *unit,
		       struct sc_error *err)
{
	struct kp_path folder, link;

	if (kp_path(&folder, err, "%s" WANTS, ctx->opt.root) ||
	    kp_path(&link, err, "%s/" UNIT, folder.s) ||
	    kp_make_folder(folder.s, err))
		return -1;
	if (symlink(unit, link.s) && errno != EEXIST)
		return sc_fail(err, "%.256s: %s", link.s, strerror(errno));
	return 0;
}

static int disable_unit(const struct kp_ctx *ctx, struct sc_error *err)
{
	struct kp_path link;

	if (kp_path(&link, err, "%s" WANTS "/" UNIT, ctx->opt.root))
		return -1;
	if (unlink(link.s) && errno != ENOENT)
		return sc_fail(err, "%.256s: %s", link.s, strerror(errno));
	return 0;
}

/* What has to hold before anything is copied. */
static enum kp_exit fits(const struct kp_ctx *ctx, const struct kp_file *file)
{
	struct kp_path path;

	if (!file->is_patch)
		return kp_trouble(ctx, KP_USAGE,
				  "%s: a module, but no patch: it does not "
				  "call kpatch_register()",
				  file->path);
	if (ctx->opt.kernel && strcmp(ctx->opt.kernel, file->release))
		return kp_trouble(ctx, KP_USAGE,
				  "%s: built for kernel %s, not for %s; it "
				  "would never be loaded there",
				  file->path, file->release, ctx->opt.kernel);
	if (kp_path(&path, NULL, "%s/lib/modules/%s", ctx->opt.root,
		    file->release) ||
	    !kp_exists(path.s))
		return kp_trouble(ctx, KP_USAGE,
				  "%s: built for kernel %s, which is not "
				  "installed: there is no %s",
				  file->path, file->release, path.s);
	return KP_DONE;
}

/* Without kpatch.ko for that kernel nothing can be loaded there. */
static int provide_core(const struct kp_ctx *ctx, const char *release,
			struct sc_error *err)
{
	struct kp_path folder, path;
	struct kp_file core;
	int bad = 0;

	if (!ctx->opt.module) {
		if (!kp_core_find(ctx, release, &path))
			kp_warn(ctx,
				"there is no kpatch.ko for kernel %s; build "
				"it (make kmod) and give it with --module=FILE",
				release);
		return 0;
	}
	if (kp_file_open(&core, ctx->opt.module, err))
		return -1;
	if (strcmp(core.name, "kpatch") || strcmp(core.release, release))
		bad = sc_fail(err,
			      "%.256s: the module %.64s for kernel %.64s, not "
			      "kpatch.ko for %.64s",
			      core.path, core.name, core.release, release);
	if (!bad)
		bad = kp_path(&folder, err, "%s/lib/modules/%s/extra",
			      ctx->opt.root, release) ||
		      kp_path(&path, err, "%s/kpatch.ko", folder.s) ||
		      kp_make_folder(folder.s, err) ||
		      kp_write_file(path.s,
				    core.unpacked ? core.unpacked : core.map,
				    core.unpacked ? core.unpacked_size
						  : core.map_size,
				    0644, err);
	kp_file_close(&core);
	return bad ? -1 : 0;
}

static enum kp_exit install(struct kp_ctx *ctx, const struct kp_file *file)
{
	const char *unit = find_unit(ctx);
	enum kp_exit code = fits(ctx, file);
	struct sc_error err = { "" };
	struct kp_path path;

	if (code)
		return code;
	if (!unit) {
		kp_trouble(ctx, KP_SYSTEM,
			   "systemd has no " UNIT " here, which would load "
			   "the patch at boot");
		kp_advise(ctx, "`make install` brings it");
		return KP_SYSTEM;
	}
	if (provide_core(ctx, file->release, &err) ||
	    kp_store_add(ctx, file, &path, &err) ||
	    enable_unit(ctx, unit, &err))
		return kp_trouble(ctx, KP_SYSTEM, "%s", err.text);
	kp_put(ctx, "kernel", sc_json_text(file->release));
	kp_put(ctx, "installed", sc_json_text(path.s));
	kp_say(ctx, "%s: will be loaded when kernel %s boots", file->name,
	       file->release);
	return KP_DONE;
}

static enum kp_exit install_one(struct kp_ctx *ctx, const char *path)
{
	struct sc_error err = { "" };
	struct kp_file file;
	enum kp_exit code;

	if (kp_file_open(&file, path, &err))
		return kp_trouble(ctx, KP_USAGE, "%s", err.text);
	kp_put(ctx, "patch", sc_json_text(file.name));
	code = install(ctx, &file);
	kp_file_close(&file);
	return code;
}

static enum kp_exit uninstall_one(struct kp_ctx *ctx, const char *arg)
{
	const char *release = ctx->opt.kernel ? ctx->opt.kernel : ctx->release;
	char *name = kp_module_name(arg);
	struct sc_error err = { "" };
	enum kp_exit code = KP_DONE;
	int ret = -1;

	if (name && *name && *name != '.')
		ret = kp_store_remove(ctx, release, name, &err);
	if (!ret && !kp_store_any(ctx))
		ret = disable_unit(ctx, &err);
	if (ret > 0) {
		code = kp_trouble(ctx, KP_USAGE,
				  "%s: is not installed for kernel %s", name,
				  release);
		kp_advise(ctx, "--kernel=RELEASE names another kernel");
	} else if (ret) {
		code = kp_trouble(ctx, KP_SYSTEM, "%s",
				  *err.text ? err.text : "that is no name");
	} else {
		kp_say(ctx,
		       "%s: will not be loaded any more when kernel %s boots",
		       name, release);
		kp_put(ctx, "patch", sc_json_text(name));
		kp_put(ctx, "kernel", sc_json_text(release));
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
