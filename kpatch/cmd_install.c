// SPDX-License-Identifier: GPL-2.0-only
/* kpatch install, kpatch uninstall: what is loaded at boot. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kpatch/request.h"
#include "kpatch/results.h"
#include "kpatch/root.h"
#include "kpatch/store.h"
#include "stackcheck/util/json.h"

#define UNIT "kpatch.service"
/* Where its [Install] section wants it. */
#define WANTS "/etc/systemd/system/sysinit.target.wants"

#define UNIT_WORDS "%.128s%.256s: "

/* What a link holds; "" if there is none of that name, or it is no link. */
static void read_link(int dir, const char *name, char *to, size_t size)
{
	ssize_t n = readlinkat(dir, name, to, size - 1);

	to[n > 0 ? n : 0] = '\0';
}

/*
 * A unit at @place: systemd takes the first that it finds, also one that masks
 * the others. 1: nothing is there; -1 with @err: it would not be run.
 */
static int look_at_unit(const struct kp_ctx *ctx, const char *place,
			struct stat *st, struct sc_error *err)
{
	int fd = kp_root_open(ctx, place, O_PATH | O_NOFOLLOW, err);
	char target[16];

	if (fd < 0)
		return errno == ENOENT || errno == ENOTDIR ? 1 : -1;
	read_link(fd, "", target, sizeof(target));
	close(fd);
	if (!strcmp(target, "/dev/null"))
		return sc_fail(
			err,
			UNIT_WORDS
			"the unit is masked, so that nothing would be loaded at boot; `systemctl unmask " UNIT
			"` undoes that",
			ctx->opt.root, place);
	fd = kp_root_open(ctx, place, O_PATH, err);
	if (fd < 0)
		return -1;
	if (fstat(fd, st) || !S_ISREG(st->st_mode)) {
		close(fd);
		return sc_fail(err,
			       UNIT_WORDS
			       "no regular file, and so no unit; remove it",
			       ctx->opt.root, place);
	}
	close(fd);
	return 0;
}

/*
 * Where the unit is, seen from inside the root; @st is its file. NULL: nowhere,
 * or with @err: it is of no use.
 */
static const char *find_unit(const struct kp_ctx *ctx, struct stat *st,
			     struct sc_error *err)
{
	static const char *const places[] = {
		"/etc/systemd/system/" UNIT,
		"/usr/local/lib/systemd/system/" UNIT,
		"/usr/lib/systemd/system/" UNIT,
		"/lib/systemd/system/" UNIT,
	};

	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		struct sc_error why = { "" };
		int ret = look_at_unit(ctx, places[i], st, &why);

		if (ret < 0)
			*err = why;
		if (ret <= 0)
			return ret ? NULL : places[i];
	}
	return NULL;
}

/*
 * What is there already has to be a link to the unit. 1: nothing is there;
 * -1 with @err: it is something else.
 */
static int look_at_wish(const struct kp_ctx *ctx, const struct stat *unit,
			struct sc_error *err)
{
	int fd = kp_root_open(ctx, WANTS "/" UNIT, O_PATH | O_NOFOLLOW, err);
	struct stat st;
	bool link;

	if (fd < 0)
		return errno == ENOENT ? 1 : -1;
	link = !fstat(fd, &st) && S_ISLNK(st.st_mode);
	close(fd);
	fd = link ? kp_root_open(ctx, WANTS "/" UNIT, O_PATH, NULL) : -1;
	if (fd >= 0) {
		link = !fstat(fd, &st) && st.st_dev == unit->st_dev &&
		       st.st_ino == unit->st_ino;
		close(fd);
		if (link)
			return 0;
	}
	return sc_fail(
		err,
		UNIT_WORDS
		"no link to the unit, so that nothing would be loaded at boot; remove it",
		ctx->opt.root, WANTS "/" UNIT);
}

/* As `systemctl enable` does. 1: it is enabled already. */
static int enable_unit(const struct kp_ctx *ctx, const char *unit,
		       const struct stat *st, struct sc_error *err)
{
	int ret = look_at_wish(ctx, st, err), dir;

	if (ret <= 0)
		return ret ? -1 : 1;
	err->text[0] = '\0';
	dir = kp_root_folder(ctx, WANTS, err);
	if (dir < 0)
		return -1;
	ret = symlinkat(unit, dir, UNIT) || (fsync(dir) && errno != EINVAL);
	if (ret)
		sc_fail(err, UNIT_WORDS "%s", ctx->opt.root, WANTS "/" UNIT,
			strerror(errno));
	close(dir);
	return ret ? -1 : 0;
}

static int disable_unit(const struct kp_ctx *ctx, struct sc_error *err)
{
	return kp_root_remove(ctx, WANTS "/" UNIT, err);
}

/* What has to hold before anything is copied. */
static enum kp_exit fits(const struct kp_ctx *ctx, const struct kp_file *file)
{
	struct kp_path path;

	if (!file->is_patch)
		return kp_trouble(
			ctx, KP_USAGE,
			"%s: a module, but no patch: it does not call kpatch_register()",
			file->path);
	if (ctx->opt.kernel && strcmp(ctx->opt.kernel, file->release))
		return kp_trouble(
			ctx, KP_USAGE,
			"%s: built for kernel %s, not for %s; it would never be loaded there",
			file->path, file->release, ctx->opt.kernel);
	if (kp_path(&path, NULL, "/lib/modules/%s", file->release) ||
	    !kp_root_exists(ctx, path.s))
		return kp_trouble(
			ctx, KP_USAGE,
			"%s: built for kernel %s, which is not installed: there is no %s%s",
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

	if (!ctx->opt.module) {
		if (!kp_core_find(ctx, release, &path))
			kp_warn(ctx,
				"there is no kpatch.ko for kernel %s; build it (make kmod) and give it with --module=FILE",
				release);
		return 0;
	}
	if (kp_file_open(&core, ctx->opt.module, err))
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
		return kp_trouble(ctx, KP_SYSTEM, "%s", err.text);
	kp_trouble(ctx, KP_LATER, "%s", err.text);
	kp_advise(ctx, "try again when that has ended");
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
	int enabled = enable_unit(ctx, unit, st, err);

	if (enabled < 0)
		return -1;
	if (!provide_core(ctx, file->release, err) &&
	    !kp_store_add(ctx, file, path, err))
		return 0;
	if (!enabled)
		(void)disable_unit(ctx, NULL);
	return -1;
}

static enum kp_exit install(struct kp_ctx *ctx, const struct kp_file *file)
{
	struct sc_error err = { "" };
	struct kp_path path;
	struct stat st;
	const char *unit = find_unit(ctx, &st, &err);

	if (!unit && !err.text[0]) {
		kp_trouble(ctx, KP_SYSTEM,
			   "systemd has no " UNIT
			   " here, which would load the patch at boot");
		kp_advise(ctx, "`make install` brings it");
		return KP_SYSTEM;
	}
	if (!unit || kp_store_check(ctx, file->release, &err) ||
	    put_in_place(ctx, file, unit, &st, &path, &err))
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
	int lock;

	if (kp_file_open(&file, path, &err))
		return kp_trouble(ctx, KP_USAGE, "%s", err.text);
	kp_put(ctx, "patch", sc_json_text(file.name));
	code = fits(ctx, &file);
	if (!code)
		code = lock_store(ctx, &lock);
	if (!code) {
		code = install(ctx, &file);
		close(lock);
	}
	kp_file_close(&file);
	return code;
}

static enum kp_exit uninstall(struct kp_ctx *ctx, const char *release,
			      const char *name)
{
	struct sc_error err = { "" };
	bool any = true;
	int ret = kp_store_remove(ctx, release, name, &err);

	if (ret > 0) {
		kp_trouble(ctx, KP_USAGE, "%s: is not installed for kernel %s",
			   name, release);
		kp_advise(ctx, "--kernel=RELEASE names another kernel");
		return KP_USAGE;
	}
	if (!ret)
		ret = kp_store_any(ctx, &any, &err);
	if (!ret && !any)
		ret = disable_unit(ctx, &err);
	if (ret)
		return kp_trouble(ctx, KP_SYSTEM, "%s", err.text);
	kp_say(ctx, "%s: will not be loaded any more when kernel %s boots",
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
		return kp_trouble(ctx, KP_SYSTEM, "out of memory");
	if (!*name || *name == '.') {
		code = kp_trouble(ctx, KP_USAGE, "'%s' is no name of a module",
				  arg);
	} else {
		code = lock_store(ctx, &lock);
		if (!code) {
			code = uninstall(ctx, release, name);
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
