// SPDX-License-Identifier: GPL-2.0-only
/* The unit of systemd that loads patches at boot: found, switched on and off. */
#include "kpatch/unit.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "kpatch/root.h"

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
			"the unit is masked, and would load nothing at boot; nothing was changed; run `systemctl unmask " KP_UNIT
			"`",
			ctx->opt.root, place);
	fd = kp_root_open(ctx, place, O_PATH, err);
	if (fd < 0)
		return -1;
	if (fstat(fd, st) || !S_ISREG(st->st_mode)) {
		close(fd);
		return sc_fail(
			err,
			UNIT_WORDS
			"this unit is not a regular file; nothing was changed; remove it",
			ctx->opt.root, place);
	}
	close(fd);
	return 0;
}

const char *kp_unit_find(const struct kp_ctx *ctx, struct stat *st,
			 struct sc_error *err)
{
	static const char *const places[] = {
		"/etc/systemd/system/" KP_UNIT,
		"/usr/local/lib/systemd/system/" KP_UNIT,
		"/usr/lib/systemd/system/" KP_UNIT,
		"/lib/systemd/system/" KP_UNIT,
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
	int fd = kp_root_open(ctx, WANTS "/" KP_UNIT, O_PATH | O_NOFOLLOW, err);
	struct stat st;
	bool link;

	if (fd < 0)
		return errno == ENOENT ? 1 : -1;
	link = !fstat(fd, &st) && S_ISLNK(st.st_mode);
	close(fd);
	fd = link ? kp_root_open(ctx, WANTS "/" KP_UNIT, O_PATH, NULL) : -1;
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
		"this is no link to the unit, which would load nothing at boot; nothing was changed; remove it",
		ctx->opt.root, WANTS "/" KP_UNIT);
}

int kp_unit_enable(const struct kp_ctx *ctx, const char *unit,
		   const struct stat *st, struct sc_error *err)
{
	int ret = look_at_wish(ctx, st, err), dir;

	if (ret <= 0)
		return ret ? -1 : 1;
	err->text[0] = '\0';
	dir = kp_root_folder(ctx, WANTS, err);
	if (dir < 0)
		return -1;
	ret = symlinkat(unit, dir, KP_UNIT) || (fsync(dir) && errno != EINVAL);
	if (ret)
		sc_fail(err, UNIT_WORDS "%s", ctx->opt.root, WANTS "/" KP_UNIT,
			strerror(errno));
	close(dir);
	return ret ? -1 : 0;
}

int kp_unit_disable(const struct kp_ctx *ctx, struct sc_error *err)
{
	return kp_root_remove(ctx, WANTS "/" KP_UNIT, err);
}
